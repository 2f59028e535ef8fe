"""Signing in as somebody of a demonstration, without a password; in no other store."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.role import Role
from ringtrue.desk.demo.shop.people import COLLEAGUES
from ringtrue.desk.demonstration import is_demonstration
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import NotAllowedError


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody whom a visitor may be: who they are and what they do."""

    username: str
    name: str
    role: Role
    does: str


def guests() -> tuple[Guest, ...]:
    """Whom a visitor may be; nobody where the store is no demonstration."""
    if not is_demonstration():
        return ()
    active = set(Person.objects.filter(is_active=True).values_list("username", flat=True))
    return tuple(
        Guest(each.username, each.name, each.role, each.does)
        for each in COLLEAGUES
        if each.username in active
    )


def walk_in(username: str) -> Person:
    """The person to sign in; raises `NotAllowedError` for anybody who is no guest."""
    if not any(each.username == username for each in guests()):
        what = "nobody signs in without a password here"
        raise NotAllowedError(what, cure="Sign in with your name and password.")
    return Person.objects.get(username=username)
