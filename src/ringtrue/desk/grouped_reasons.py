"""The reasons for a decision as people read them: the same one at several places is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringtrue.core.finding import Level
from ringtrue.core.place import Place
from ringtrue.core.verdict import Reason


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason of the gate with every place that it is a reason at.

    `standard` is the one that it is about, empty when it is about none.
    """

    code: str
    level: Level
    message: str
    cure: str
    standard: str
    places: tuple[Place, ...]


def grouped(reasons: Sequence[Reason]) -> tuple[ReasonView, ...]:
    """The reasons in their order; the same one at several places is told once."""
    places: dict[tuple[str, Level, str, str, str], list[Place]] = {}
    for reason in reasons:
        told = (reason.code, reason.level, reason.message, reason.cure, reason.standard)
        found = places.setdefault(told, [])
        if reason.place is not None:
            found.append(reason.place)
    return tuple(ReasonView(*told, tuple(found)) for told, found in places.items())
