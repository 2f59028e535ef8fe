"""How django-allauth's second factors behave here: their names, their secrets, which may go."""

from __future__ import annotations

import base64
import logging
import secrets
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from ringtrue.core.errors import SecretKeyError
from ringtrue.desk.browsers import browser_in_words
from ringtrue.desk.hiding import hide, reveal
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.second_factor import PROVING

_LOG = logging.getLogger("ringtrue.sign-in")
_PURPOSE = "second-factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What is particular to us; everything else is as django-allauth does it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Your roles need a second factor; this is your only one.",
        "incorrect_code": "This is not right. Codes of an app change every half minute.",
    }

    def encrypt(self, text: str) -> str:
        """Seeds are kept so that a copy of the store alone yields no codes."""
        return hide(text, _PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """A seed of another secret key cannot be read: no code fits it then, ever."""
        try:
            return reveal(encrypted_text, _PURPOSE)
        except SecretKeyError:
            _LOG.warning("a second factor was made under another secret key: reset it")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where the policy asks for one."""
        person: Person = authenticator.user
        others = Authenticator.objects.filter(user=person, type__in=PROVING)
        needed = settings.SIGN_IN.needs_second_factor(person.roles)
        return not needed or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002, ARG002
        """What the browser is, since that is most often where the passkey lives."""
        return browser_in_words(context.request.META.get("HTTP_USER_AGENT", ""))

    def get_totp_label(self, user: Person) -> str:
        """What an app shows beside the code."""
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host that a passkey is good for."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Ringtrue"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """What a browser shows when it asks which passkey to use."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name, "name": user.username}
