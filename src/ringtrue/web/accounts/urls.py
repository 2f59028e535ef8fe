"""Which of django-allauth's pages there are, and where; what is not here is not reachable."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from ringtrue.web.accounts import provider, sign_in
from ringtrue.web.views.account import account as own_account

View = Callable[..., HttpResponse]


def whole(view: View) -> View:
    """What a form does, it does in one transaction with what the chain says of it."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return inner


def for_passwords(view: View) -> View:
    """A page that is there only where people have passwords."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.SIGN_IN.passwords:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def _password(view: View) -> View:
    return for_passwords(whole(view))


urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-out/", require_POST(account.logout), name="account_logout"),
    path("sign-in/shut-out/", account.account_inactive, name="account_inactive"),
    path("forgotten/", for_passwords(sign_in.Forgotten.as_view()), name="account_reset_password"),
    path(
        "forgotten/sent/",
        for_passwords(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        _password(sign_in.NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    path(
        "forgotten/done/",
        for_passwords(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path(
        "sign-in/provider/",
        provider.leave,
        {"provider_id": provider.OURS},
        name="openid_connect_login",
    ),
    path(
        "sign-in/provider/callback/",
        provider.come_back,
        {"provider_id": provider.OURS},
        name="openid_connect_callback",
    ),
    path(
        "sign-in/provider/cancelled/",
        social.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", _password(account.password_change), name="account_change_password"),
    path("account/new-password/", _password(account.password_set), name="account_set_password"),
    path(
        "account/sessions/",
        whole(sign_in.EndOtherSessions.as_view()),
        name="usersessions_list",
    ),
    path("sign-in/second-factor/", factors.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("account/confirm/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        sign_in.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/", own_account, name="mfa_index"),
    path("account/", own_account, name="mfa_list_webauthn"),
    path("account/app/", whole(app.activate_totp), name="mfa_activate_totp"),
    path("account/app/remove/", whole(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/passkeys/", whole(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        whole(sign_in.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("account/passkeys/<int:pk>/", whole(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/codes/new/",
        whole(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
