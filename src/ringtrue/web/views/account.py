"""One's own account: the name, the password, where one is signed in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ringtrue.desk.services.rename_oneself import rename_oneself
from ringtrue.desk.services.see_account import see_account
from ringtrue.web.asking import asker


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about oneself; open to everybody who is signed in."""
    view = see_account(asker(request), request.session.session_key or "")
    return render(request, "account.html", {"view": view, "policy": settings.SIGN_IN})


@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """The choice of a second factor, for whoever must have one before they can go on."""
    needed = settings.SIGN_IN.needs_second_factor(asker(request).roles)
    return render(request, "second_factor.html", {"needed": needed})


@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Another name for others to see."""
    if rename_oneself(asker(request), request.POST.get("name", "")):
        messages.success(request, "Others see your new name now.")
    return redirect("account")
