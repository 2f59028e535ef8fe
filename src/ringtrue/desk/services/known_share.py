"""How often a standard was kept, where a measuring has the answer already.

A standard that somebody writes mostly has the clock and the records of one that is measured, and
another limit or target. Its share is then in the standing, or among the limits of the study.
Nothing is measured for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ringtrue.core.quantity import Duration
from ringtrue.core.standard import Standard, Within
from ringtrue.core.trees import grow
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.models.study import StudyRecord
from ringtrue.desk.promise_study import Study
from ringtrue.do.definition import define_in


@dataclass(frozen=True, slots=True)
class KnownShare:
    """A share of `decided` records that was measured at `as_of` under the standard `standard`.

    `low` and `high` are its interval, None where there is none.
    """

    standard: str
    share: float
    low: float | None
    high: float | None
    decided: int
    as_of: datetime


def known_share(standard: Standard, book: Workspace) -> KnownShare | None:
    """The share of records that kept a standard so far; None where that takes a measuring."""
    alike = {each.id: each for each in book.standards if _but_limit(each) == _but_limit(standard)}
    standings = Standing.objects.filter(standard__in=alike).defer("months", "parts")
    for standing in sorted(standings, key=lambda each: alike[each.standard].test != standard.test):
        measured = alike[standing.standard]
        source = next(each for each in book.sources if each.name == measured.source)
        if standing.definition != define_in(book, measured, source):
            continue
        found = next(_shares(standard, measured, standing), None)
        if found is not None:
            return found
    return None


def _but_limit(standard: Standard) -> tuple[object, ...]:
    """What two standards must share for one measuring to answer both."""
    test = standard.test
    if isinstance(test, Within):
        test = replace(test, limit=Duration(0, test.limit.unit))
    return (standard.source, test, standard.population, standard.void, standard.day)


def _shares(standard: Standard, measured: Standard, standing: Standing) -> Iterator[KnownShare]:
    if standard.test == measured.test:
        if standing.share is not None:
            decided = standing.kept + standing.broken
            yield KnownShare(
                measured.id, standing.share, standing.low, standing.high, decided, standing.as_of
            )
        return
    row = StudyRecord.objects.filter(standard=measured.id).first()
    limit = standard.test.limit if isinstance(standard.test, Within) else None
    if row is None or limit is None:
        return
    try:
        study = grow(Study, row.content)
    except ValueError:  # as an older version kept it
        return
    for point in study.frontier:
        share = point.counts.share
        if study.unit == limit.unit.value and point.limit == limit.amount and share is not None:
            low, high = (point.interval.low, point.interval.high) if point.interval else _UNKNOWN
            yield KnownShare(measured.id, share, low, high, point.counts.decided, row.as_of)


_UNKNOWN = (None, None)
