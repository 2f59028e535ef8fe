"""Ringtrue: kept, broken and pending of every standard, by day, with its ladder."""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import work

import ringtrue.do.refreshing  # noqa: F401 - imports are not part of the time
from ringtrue.core.expression import Name
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.source import Source
from ringtrue.core.standard import Between, Standard, Within
from ringtrue.core.workspace import Workspace
from ringtrue.do.measuring import measure


def book(count: int) -> tuple[Standard, ...]:
    """The standards of the work."""
    bought, promised, delivered = Name("bought"), Name("promised"), Name("delivered")
    found = []
    for clock, limits in work.limits(count).items():
        for number, limit in enumerate(limits):
            length = Duration(float(limit), Unit.SECOND)
            test: Within | Between = Within(bought, delivered, length)
            if clock == "lateness":
                test = Within(promised, delivered, length, early_is_kept=True)
            elif clock == "reply":
                test = Between(Name("reply"), high=float(limit))
            found.append(Standard(f"{clock} {number}", "events", test, 0.9, bought))
    return tuple(found)


def workspace(folder: Path, count: int) -> Workspace:
    """A workspace over the events."""
    return Workspace(str(folder), sources=(Source("events", "events"),), standards=book(count))


def job(folder: Path, count: int) -> int:
    """Measure everything once, into a new cube."""
    with tempfile.TemporaryDirectory() as cubes:
        as_of = datetime.fromisoformat(work.AS_OF)
        found = measure(workspace(folder, count), as_of=as_of, cubes=Path(cubes))
        return sum(each.tally.total().kept for each in found.results)


if __name__ == "__main__":
    work.run(job)
