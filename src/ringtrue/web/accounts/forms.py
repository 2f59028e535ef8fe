"""The forms of django-allauth with our words, and without what a placeholder would say twice."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import HttpRequest

from ringtrue.desk.services.password_link import ask_for_password_link


class SignInForm(allauth.LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"login": "Name", "password": "Password"})
        attributes = {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        self.fields["login"].widget.attrs |= attributes


class ConfirmForm(allauth.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"password": "Password"})


class ChangePasswordForm(allauth.ChangePasswordForm):  # type: ignore[misc]
    """The present password and, once, another one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"oldpassword": "Present password"})
        _one_new(self)


class SetPasswordForm(allauth.SetPasswordForm):  # type: ignore[misc]
    """A password for somebody who has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _one_new(self)


class ForgottenForm(allauth.ResetPasswordForm):  # type: ignore[misc]
    """The address that a link is sent to, if somebody has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"email": "E-mail"})

    def clean_email(self) -> str:
        """Look nobody up: that would take its time for some addresses and not for others."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ARG002 - allauth's
        """Leave it to the worker."""
        email = str(self.cleaned_data["email"])
        ask_for_password_link(email, request.build_absolute_uri("/").rstrip("/"))
        return email


class NewPasswordForm(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """Another password by a link from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _one_new(self)


def _one_new(form: forms.Form) -> None:
    """Ask for the new password once: a browser shows it, and managers fill it in."""
    _plain(form, {"password1": "New password"})
    form.fields["password1"].help_text = password_validators_help_text_html()
    form.fields.pop("password2")


def _plain(form: forms.Form, labels: dict[str, str]) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)
