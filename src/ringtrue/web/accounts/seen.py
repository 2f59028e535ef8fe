"""Keeping up when each session was last used, for the list that its owner sees."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from ringtrue.desk import clock

_EVERY_SECONDS = 300
_REMEMBERED = 10_000


class LastSeen:
    """Middleware that writes the moment down, at most once in five minutes a process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._written: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer first: nobody waits for it."""
        response = self.get_response(request)
        key = request.session.session_key
        if key and request.user.is_authenticated and self._is_due(key):
            UserSession.objects.filter(session_key=key).update(last_seen_at=clock.now())
        return response

    def _is_due(self, key: str) -> bool:
        now = monotonic()
        if now - self._written.get(key, -_EVERY_SECONDS) < _EVERY_SECONDS:
            return False
        if len(self._written) >= _REMEMBERED:
            self._written.clear()
        self._written[key] = now
        return True
