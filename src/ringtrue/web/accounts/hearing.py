"""What django-allauth tells has happened, passed on to the audit chain.

Second factors are heard of where they are stored, and so in the transaction that stores them:
django-allauth itself tells of most of them only after that.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal

from ringtrue.desk.models.person import Person
from ringtrue.desk.services.note_sign_in import note_password
from ringtrue.desk.services.second_factor import note_second_factor

_PASSWORDS: dict[str, Signal] = {
    "change": account.password_changed,
    "set": account.password_set,
    "reset": account.password_reset,
}


def listen() -> None:
    """Begin; called once, when Django is ready."""
    for verb, signal in _PASSWORDS.items():
        signal.connect(_on_password(verb), weak=False, dispatch_uid=f"ringtrue {verb} password")
    post_save.connect(_on_factor_saved, Authenticator, dispatch_uid="ringtrue factor saved")
    post_delete.connect(_on_factor_gone, Authenticator, dispatch_uid="ringtrue factor gone")


def _on_password(verb: str) -> Any:
    def heard(sender: object, user: Person, **_: object) -> None:  # noqa: ARG001 - Django's
        note_password(user, verb)

    return heard


def _on_factor_saved(
    sender: object,  # noqa: ARG001 - Django's
    instance: Authenticator,
    created: bool,
    **_: object,
) -> None:
    if created and _is_own(instance):
        note_second_factor(instance.user, "add", instance.type)


def _on_factor_gone(sender: object, instance: Authenticator, **_: object) -> None:  # noqa: ARG001
    if _is_own(instance):
        note_second_factor(instance.user, "remove", instance.type)


def _is_own(authenticator: Authenticator) -> bool:
    """Whether its owner did it; what others do, their use cases write down."""
    request = context.request
    return request is not None and request.user.pk == authenticator.user_id
