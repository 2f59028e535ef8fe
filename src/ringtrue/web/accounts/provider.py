"""Signing in through the company's own provider (OpenID Connect): whom its word makes whom here."""

from __future__ import annotations

import logging
from hashlib import sha256
from http import HTTPStatus
from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.errors import UsageError
from ringtrue.desk.services.match_person import Claims, match_person, note_connection

OURS = "oidc"
"""What django-allauth calls the one provider that there is."""

_LOG = logging.getLogger("ringtrue.sign-in")
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


class Issuer(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider of the policy, whose answers are read strictly."""

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Who it is, at this issuer: another one may give the same number to somebody else."""
        told = [each["sub"] for each in (data.get("userinfo"), data.get("id_token")) if each]
        if len(set(told)) != 1 or not isinstance(told[0], str) or not told[0]:
            raise ProviderException("the provider speaks of two people at once")
        return sha256(f"{self.app.settings['server_url']}\0{told[0]}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """What is kept: the issuer alone, so that others know to whom somebody is connected."""
        return {"issuer": self.app.settings["server_url"]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, verified only when the provider says so and nothing else."""
        found = data.get("userinfo") or data.get("id_token") or {}
        verified = found.get("email_verified") in (True, "true")
        address = str(found.get("email") or "")
        return [EmailAddress(email=address, verified=verified, primary=True)] if address else []


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Takes the provider from the policy, and people from the store."""

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002 - allauth's
        provider: str | None = None,
        client_id: str | None = None,  # noqa: ARG002
    ) -> list[SocialApp]:
        """The one client that we are, if there is a provider."""
        known = settings.SIGN_IN.provider
        if known is None or provider not in {None, OURS, "openid_connect"}:
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=OURS,
                name=known.name,
                client_id=known.client,
                secret=known.secret,
                settings={"server_url": known.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Issuer:
        """Our reading of what it says."""
        return Issuer(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or make the person, or answer why there is none."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_refused(request, _only_to_sign_in()))
        if sociallogin.is_existing:
            return
        try:
            _connect(request, sociallogin)
        except UsageError as error:
            _LOG.warning("a sign-in through the provider was refused: %s", error.what)
            raise ImmediateHttpResponse(_refused(request, error)) from error


def _connect(request: HttpRequest, login: SocialLogin) -> None:
    known = settings.SIGN_IN.provider
    if known is None:
        raise Http404
    address = login.email_addresses[0] if login.email_addresses else None
    claims = Claims(
        email=address.email if address else "",
        verified=bool(address and address.verified),
        name=login.user.get_full_name(),
    )
    with transaction.atomic():
        person = match_person(claims, known)
        login.connect(request, person)
        note_connection(person, known)


def _only_to_sign_in() -> UsageError:
    return UsageError("the provider was asked for something else", cure="Sign in once more.")


def _refused(request: HttpRequest, error: UsageError) -> HttpResponse:
    return render(request, "account/refused.html", {"error": error}, status=HTTPStatus.FORBIDDEN)


@login_not_required
@require_POST
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider: by a page of ours, for a form may only be sent to ourselves."""
    answer = _asked(request, oidc.login, provider_id)
    address = answer.headers.get("Location")
    return render(request, "account/leave.html", {"address": address}) if address else answer


@login_not_required
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider says."""
    return _asked(request, oidc.callback, provider_id)


def _asked(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:
    """A provider that is down, or answers what no provider should, is no fault of ours."""
    from requests import RequestException

    if settings.SIGN_IN.provider is None:
        raise Http404
    try:
        return cast(HttpResponse, view(request, provider_id))
    except (RequestException, *_MALFORMED) as error:
        _LOG.warning("the provider could not be used: %s", type(error).__name__, exc_info=error)
        return render(
            request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY
        )
