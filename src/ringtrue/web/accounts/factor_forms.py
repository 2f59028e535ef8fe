"""The forms about second factors, with our words; refused series of codes are noted as well."""

from __future__ import annotations

import binascii
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError

from ringtrue.desk.models.person import Person

_DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, binascii.Error)
"""What reading a passkey's answer raises when it was not made by a browser."""


class _Noting:
    """Writes down when no more codes are listened to."""

    user: Person | None

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            if error.code in {"too_many_login_attempts", "rate_limited"} and self.user:
                get_adapter().note_refusal(context.request, self.user.username)
            raise
        return code


class CodeForm(_Noting, codes.AuthenticateForm):  # type: ignore[misc]
    """A code to sign in with: of the app, or one of those that were written down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], "From your app, or one of your recovery codes.")


class ConfirmByCodeForm(_Noting, codes.ReauthenticateForm):  # type: ignore[misc]
    """A code to show once more who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], "From your app, or one of your recovery codes.")


class AppForm(_Noting, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], "The six digits that the app shows now.")


class PasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.max_length = "What you call it", 80
        name.widget.attrs |= {"maxlength": "80"}
        alone.label = "Sign in with it alone, without a password"
        alone.help_text = "It then asks for your finger, your face or its PIN."
        alone.initial = True

    def clean(self) -> Any:
        """What no browser sends is refused as a wrong one is."""
        return _read(super().clean)


class RenamePasskeyForm(passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What you call it"
        self.fields["name"].widget.attrs |= {"maxlength": "80"}


class SignInByPasskeyForm(passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of name and password."""

    def clean_credential(self) -> Any:
        """What no browser sends is refused as a wrong one is."""
        return _read(super().clean_credential)


class PasskeyCodeForm(passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    def clean_credential(self) -> Any:
        """What no browser sends is refused as a wrong one is."""
        return _read(super().clean_credential)


class ConfirmByPasskeyForm(passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey to show once more who one is."""

    def clean_credential(self) -> Any:
        """What no browser sends is refused as a wrong one is."""
        return _read(super().clean_credential)


def _read(clean: Any) -> Any:
    try:
        return clean()
    except _MALFORMED as error:
        raise ValidationError("This passkey is not right.", code="incorrect_code") from error


def _code(field: forms.Field, help_text: str) -> None:
    field.label, field.help_text = "Code", help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= _DIGITS
