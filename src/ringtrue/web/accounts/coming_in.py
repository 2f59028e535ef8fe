"""Signing in somebody who came by a way of ours: a link, or a click in the demonstration."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse

from ringtrue.desk.models.person import Person


def come_in(request: HttpRequest, person: Person, by: str) -> HttpResponse:
    """Begin their session; whoever has a second factor is asked for it all the same."""
    record_authentication(request, person, by)
    return cast(HttpResponse, perform_login(request, person))
