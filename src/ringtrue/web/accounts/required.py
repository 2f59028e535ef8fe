"""Where the policy asks for a second factor, whoever has none is led to set one up first."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from ringtrue.desk.models.person import Person
from ringtrue.desk.services.second_factor import has_second_factor
from ringtrue.web.asking import by_htmx

OPEN = frozenset(
    {
        "second-factor",
        "theme",
        "health",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)
"""The pages that are needed to set one up, or that say nothing about the workspace."""


class SecondFactorFirst:
    """Middleware; it asks the store only where the policy asks for second factors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is known yet about the page."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,  # noqa: ARG002 - Django's
        args: object,  # noqa: ARG002
        kwargs: object,  # noqa: ARG002
    ) -> HttpResponse | None:
        """Let the page answer, or lead to the one that sets a second factor up."""
        match = request.resolver_match
        if (match and match.url_name in OPEN) or not _lacks_one(request):
            return None
        if by_htmx(request):
            return cast(HttpResponse, HttpResponseClientRedirect(reverse("second-factor")))
        return redirect("second-factor")


def _lacks_one(request: HttpRequest) -> bool:
    person, policy = request.user, settings.SIGN_IN
    if not isinstance(person, Person) or not policy.needs_second_factor(person.roles):
        return False
    if policy.provider and policy.provider.asks_twice and _came_from_provider(request, person):
        return False
    return not has_second_factor(person)


def _came_from_provider(request: HttpRequest, person: Person) -> bool:
    ways = get_authentication_records(request, person)
    return any(each["method"] == "socialaccount" for each in ways)
