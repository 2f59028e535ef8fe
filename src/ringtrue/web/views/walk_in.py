"""Signing in to a demonstration with one click, from the machine that it runs on."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.views.decorators.http import require_POST

from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.walk_in import Guest, guests, walk_in
from ringtrue.web.accounts.coming_in import come_in

_OURSELVES = frozenset({"localhost", "127.0.0.1", "::1"})
_PASSED_ON = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")


@login_not_required
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Be somebody of the demonstration."""
    if not is_here(request):
        what = "one click is enough only on the machine that the demonstration runs on"
        raise NotAllowedError(what, cure="Open it there, at the address that it printed.")
    return come_in(request, walk_in(request.POST.get("username", "")), "demonstration")


def guests_here(request: HttpRequest) -> tuple[Guest, ...]:
    """Whom the visitor may be; nobody unless they sit at this machine, in a demonstration."""
    return guests() if is_here(request) else ()


def is_here(request: HttpRequest) -> bool:
    """Whether this machine asks itself, by its own name and through no proxy."""
    host, _ = split_domain_port(request.get_host())
    return (
        not settings.SECURE
        and host.strip("[]") in _OURSELVES
        and not any(name in request.META for name in _PASSED_ON)
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
