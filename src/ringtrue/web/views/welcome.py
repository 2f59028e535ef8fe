"""One-time links: the first administrator, and the password of somebody who was invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ringtrue.core.errors import UsageError
from ringtrue.desk.services.invite_person import (
    accept_invitation,
    invited,
    is_first_link,
    make_first_administrator,
)
from ringtrue.desk.services.sign_in_link import person_of_link, use_sign_in_link
from ringtrue.web.accounts.coming_in import come_in


class PasswordForm(forms.Form):
    """A password of one's own."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
        max_length=500,
        strip=False,
    )


class FirstForm(PasswordForm):
    """The first administrator."""

    username = forms.CharField(
        label="Name to sign in with",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label="Name that others see",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="E-mail", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ("username", "name", "email", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without passwords the address alone says later who comes from the provider."""
        super().__init__(*args, **kwargs)
        if not settings.SIGN_IN.passwords:
            self.fields.pop("password")
            self.fields["email"].required = True


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator, who is then signed in."""
    if not is_first_link(token):
        return render(request, "link_used.html", status=410)
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = make_first_administrator(
                token,
                told["username"],
                told.get("password", ""),
                name=told["name"],
                email=told["email"],
            )
        except UsageError as error:
            form.add_error(None, f"{error.what}. {error.cure}")
        else:
            return come_in(request, made, "first link")
    status = 422 if form.errors else 200
    return render(request, "first.html", {"form": form}, status=status)


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with the link that an administrator made."""
    try:
        person = invited(token)
    except UsageError:
        return render(request, "link_used.html", status=410)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accepted = accept_invitation(token, form.cleaned_data["password"])
        except UsageError as error:
            form.add_error("password", f"{error.what}. {error.cure}")
        else:
            return come_in(request, accepted, "invitation")
    status = 422 if form.errors else 200
    return render(request, "join.html", {"form": form, "person": person}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign somebody in with a link of the terminal; only its button does, so that no robot can."""
    try:
        person = use_sign_in_link(token) if request.method == "POST" else person_of_link(token)
    except UsageError:
        return render(request, "link_used.html", status=410)
    if request.method == "POST":
        return come_in(request, person, "link of the terminal")
    return render(request, "sign_in_link.html", {"person": person})
