"""What django-allauth tells has happened, passed on to the audit chain."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from django.dispatch import Signal

from ringtrue.desk.models.person import Person
from ringtrue.desk.services.note_sign_in import note_password

_PASSWORDS: dict[str, Signal] = {
    "change": account.password_changed,
    "set": account.password_set,
    "reset": account.password_reset,
}


def listen() -> None:
    """Begin; called once, when Django is ready."""
    for verb, signal in _PASSWORDS.items():
        signal.connect(_on_password(verb), weak=False, dispatch_uid=f"ringtrue {verb} password")


def _on_password(verb: str) -> Any:
    def heard(sender: object, user: Person, **_: object) -> None:  # noqa: ARG001 - Django's
        note_password(user, verb)

    return heard
