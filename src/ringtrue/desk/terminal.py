"""Who acts where nobody signs in: somebody at the server's own terminal, or the schedule.

Whoever has a shell on the server can read and change the store's file anyway, so the terminal may
do what an administrator may; the audit chain names the login.
"""

from __future__ import annotations

from dataclasses import dataclass
from getpass import getuser

from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person

_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Terminal:
    """Somebody at the server's shell; no person can have a name with a colon in it."""

    login: str

    @property
    def username(self) -> str:
        """The name in the audit chain.

        >>> Terminal("ann").username
        'terminal:ann'
        """
        return f"terminal:{self.login[:_LONGEST]}"

    @property
    def name(self) -> str:
        """The name that others see."""
        return f"{self.login[:_LONGEST]} (at the terminal)"

    @property
    def roles(self) -> frozenset[Role]:
        """What the terminal may do."""
        return frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Program:
    """Ringtrue itself, where nobody asks: what the schedule says is said by ringtrue.yaml."""

    name: str

    @property
    def username(self) -> str:
        """The name in the audit chain.

        >>> SCHEDULE.username
        'ringtrue:schedule'
        """
        return f"ringtrue:{self.name}"

    @property
    def roles(self) -> frozenset[Role]:
        """What it may do."""
        return frozenset({Role.ADMIN})


SCHEDULE = Program("schedule")
"""Who asks for what is due."""

Actor = Person | Terminal | Program
"""Whoever a use case can be asked by."""


def this_terminal() -> Terminal:
    """The terminal of this process, by its login."""
    try:
        return Terminal(getuser())
    except (OSError, KeyError, ImportError):
        return Terminal("unknown")
