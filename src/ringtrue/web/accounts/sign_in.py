"""The page to sign in, and what else of django-allauth's views is particular to us."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from allauth.account.views import LoginView, PasswordResetFromKeyView, PasswordResetView
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.note_sign_in import note_sign_out_elsewhere
from ringtrue.desk.services.password_link import hold_person
from ringtrue.web.asking import asker
from ringtrue.web.views.walk_in import guests_here


class SignIn(LoginView):  # type: ignore[misc]
    """The page to sign in; before there are people it says how the first one is made."""

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Explain an empty store instead of asking for a name that nobody can have."""
        if not Person.objects.exists():
            return render(request, "nobody_yet.html")
        return cast(HttpResponseBase, super().dispatch(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at a password only where there are some."""
        if not settings.SIGN_IN.passwords:
            cure = "Use the button of the page to sign in."
            raise NotAllowedError("nobody signs in with a password here", cure=cure)
        return cast(HttpResponse, super().post(request, *args, **kwargs))

    def form_invalid(self, form: Form) -> HttpResponse:
        """Too many attempts have a status of their own."""
        answer = cast(HttpResponse, super().form_invalid(form))
        if form.has_error("__all__", "too_many_login_attempts"):
            answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return answer

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """In a demonstration also whom the visitor may be."""
        shown: dict[str, Any] = super().get_context_data(**told)
        return shown | {"guests": guests_here(self.request), "policy": settings.SIGN_IN}


class Forgotten(PasswordResetView):  # type: ignore[misc]
    """A link by mail for a new password; where no mail is sent, whom to ask."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send nothing that could not arrive."""
        if not settings.MAIL_IS_SENT:
            return cast(HttpResponse, self.get(request, *args, **kwargs))
        return cast(HttpResponse, super().post(request, *args, **kwargs))

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """Whether mail is sent at all."""
        shown: dict[str, Any] = super().get_context_data(**told)
        return shown | {"mail_is_sent": settings.MAIL_IS_SENT}


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]
    """Another password by a link from the mail."""

    @method_decorator(login_not_required)
    def dispatch(
        self, request: HttpRequest, uidb36: str, key: str, **more: Any
    ) -> HttpResponseBase:
        """Of two who follow one link at once the second sees that it was used."""
        if request.method == "POST":
            hold_person(uidb36)
        return cast(HttpResponseBase, super().dispatch(request, uidb36, key, **more))


class EndOtherSessions(ListUserSessionsView):  # type: ignore[misc]
    """Sign out everywhere but here; the list itself is on the page of the account."""

    http_method_names = ("post", "options")
    success_url = reverse_lazy("account")

    def form_valid(self, form: Form) -> HttpResponse:
        """End them, and say so in the chain."""
        note_sign_out_elsewhere(asker(self.request))
        return cast(HttpResponse, super().form_valid(form))


class ConfirmByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey to show once more who one is; a wrong one may be followed by another."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say what is wrong, and ask again."""
        for told in form.errors.get("credential", []):
            messages.error(self.request, str(told))
        return redirect(self.request.get_full_path())


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey away, unless it is the last second factor and one is needed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask the policy first, as django-allauth does for apps only."""
        adapter = get_factor_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("account")
        return cast(HttpResponse, super().post(request, *args, **kwargs))
