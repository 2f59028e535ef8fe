"""How django-allauth's accounts behave here: who may come in, from where, and what is noted."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from ringtrue.desk.models.person import Person
from ringtrue.desk.services.note_sign_in import note_refused_series, note_sign_in
from ringtrue.web.accounts.address import client_address

QUARTER_HOUR = 15 * 60
NO_MATCH = "Name and password do not belong together. The password is read letter by letter."
TOO_MANY = "There were too many attempts. Wait a quarter of an hour, or ask an administrator."
_CONFIRMED = {
    "reauthenticate": "with the password",
    "mfa_reauthenticate": "with a code",
    "mfa_reauthenticate:webauthn": "with a passkey",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What is particular to us; everything else is as django-allauth does it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NO_MATCH,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your present password.",
        "incorrect_code": "This code is not right. Codes of an app change every half minute.",
        "invalid_password_reset": "This link is no longer good.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's
        """Nobody signs up by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which attempts are counted and sessions are told apart."""
        return client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.headers.get("X-Forwarded-For", ""),
            settings.SIGN_IN.proxies,
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the page that led there."""
        return reverse("account")

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The ways to show once more who one is, in our words; no password where there are none."""
        return [
            each | {"description": _CONFIRMED[each["id"]]}
            for each in super().get_reauthentication_methods(user)
            if settings.SIGN_IN.passwords or each["id"] != "reauthenticate"
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has no way to show once more who they are is not asked to."""
        asked = bool(super().is_reauthentication_required(app=app, **kwargs))
        return asked and bool(self.get_reauthentication_methods(context.request.user))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse whoever failed too often, by name or by address; the first refusal is noted."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.note_refusal(request, str(credentials.get("username", "")))
            raise

    def note_refusal(self, request: HttpRequest, username: str) -> None:
        """Write down that somebody is not listened to: once an address and quarter of an hour."""
        address = self.get_client_ip(request)
        if cache.add(f"refused:{address}", True, QUARTER_HOUR):
            note_refused_series(username, address)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Somebody who was shut out is answered as if the password were wrong."""
        if not settings.SIGN_IN.passwords:
            return None
        found: Person | None = super().authenticate(request, **credentials)
        return found if found is not None and found.is_active else None

    def login(self, request: HttpRequest, user: Person) -> None:
        """Begin a session, and write it down with it."""
        with transaction.atomic():
            super().login(request, user)
            note_sign_in(user, _ways(request, user))


def _ways(request: HttpRequest, person: Person) -> list[str]:
    """How the person of this session proved who they are: password, totp, webauthn, ..."""
    records = get_authentication_records(request, person)
    return [str(each.get("type") or each["method"]) for each in records]
