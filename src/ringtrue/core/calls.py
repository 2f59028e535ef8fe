"""Which table holds the calls, and which of its columns say what became of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallColumns:
    """The columns of a source of calls.

    Attributes:
        source: Name of the source.
        arrived: When the call came in.
        answered: When a person took it; empty for one that nobody took.
        ended: When either side hung up.
        abandoned: Whether the caller gave up, where a column says so; else every ended call that
            nobody took was given up.
        caller: Who called (a number or a customer), to know who calls again; "" where nobody says.
        place: Where the settings stand.
    """

    source: str
    arrived: str
    answered: str
    ended: str
    abandoned: str = ""
    caller: str = ""
    place: str = ""
