"""Somebody signed in, with the roles that a test needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from ringtrue.core.role import Role

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(person: Callable[..., Person]) -> SignedIn:
    """A client for a new person: `signed_in("ann", Role.MARKETING)`."""

    def make(username: str, *roles: Role) -> Client:
        client = Client()
        client.force_login(person(username, *roles))
        return client

    return make
