"""The reasons for a decision as people read them: the same one at several places is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ringtrue.core.place import Place
from ringtrue.core.verdict import Decision


@dataclass(frozen=True, slots=True)
class ReasonItem:
    """One reason for the decision, with every place that it is a reason at."""

    code: str
    level: str
    message: str
    cure: str
    places: tuple[Place, ...]


def grouped_reasons(decision: Decision) -> Iterator[ReasonItem]:
    """The reasons in their order; the same one at several places is told once."""
    places: dict[tuple[str, str, str, str], list[Place]] = {}
    for reason in decision.reasons:
        key = reason.code, reason.level.value, reason.message, reason.cure
        found = places.setdefault(key, [])
        if reason.place is not None:
            found.append(reason.place)
    for key, found in places.items():
        yield ReasonItem(*key, tuple(found))
