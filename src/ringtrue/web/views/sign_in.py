"""Signing in and out."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator

from ringtrue.desk.models.person import Person
from ringtrue.desk.services.sign_in_guard import (
    TooManyAttemptsError,
    begin_attempt,
    end_attempt,
)
from ringtrue.web.views.walk_in import guests_here

_NO_MATCH = "Name and password do not belong together. Both are read letter by letter."


class SignInForm(AuthenticationForm):
    """Name and password; what is wrong is never said more closely than that they do not fit."""

    error_messages = {"invalid_login": _NO_MATCH, "inactive": _NO_MATCH}  # noqa: RUF012 - Django's

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Name"
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class SignIn(LoginView):
    """The page to sign in; before there are people it says how the first one is made."""

    template_name = "sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Explain an empty store instead of asking for a name that nobody can have."""
        if not Person.objects.exists():
            return render(request, "nobody_yet.html")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at the password only when there were not too many attempts."""
        name, address = _tried(request)
        try:
            begin_attempt(name, address, datetime.now(UTC))
        except TooManyAttemptsError as error:
            told = self.get_context_data(form=self.get_form_class()(request), refused=error)
            return self.render_to_response(told, status=HTTPStatus.TOO_MANY_REQUESTS)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """In a demonstration also whom the visitor may be."""
        return super().get_context_data(guests=guests_here(self.request), **told)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The attempt was none: forget it."""
        end_attempt(*_tried(self.request))
        return super().form_valid(form)


def _tried(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("username", ""), request.META.get("REMOTE_ADDR", "")


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()
