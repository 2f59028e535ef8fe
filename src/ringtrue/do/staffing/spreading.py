"""Over how many days must a campaign be sent, so that those who are there keep the promise?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from ringtrue.core.load import Load
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import SpreadSending
from ringtrue.do.staffing.needs import Calls, kept_with
from ringtrue.stats.arrays import IntArray

MOST_DAYS = 60

_Rows = dict[datetime, tuple[float, float, float, int]]
"""By start of the interval: usual calls, calls of the campaign, cv, people there."""


def spread_sending(
    load: Load, there: IntArray, calls: Calls, target: Target
) -> SpreadSending | None:
    """The fewest days, in equal parts a day apart; None where the campaign brings no calls.

    Days after those of the load are taken to be like the same weekday within it, or else like its
    last day. As it looks at every doubled number of days and then halves, it takes for granted that
    more days are never worse.
    """
    if not any(load.extra):
        return None
    if not _holds(load, there, calls, target, 0):
        return SpreadSending(None, MOST_DAYS, usual_holds=False)
    low, high = 0, 1
    while not _holds(load, there, calls, target, high):
        if high == MOST_DAYS:
            return SpreadSending(None, MOST_DAYS)
        low, high = high, min(2 * high, MOST_DAYS)
    while high - low > 1:
        middle = (low + high) // 2
        if _holds(load, there, calls, target, middle):
            high = middle
        else:
            low = middle
    return SpreadSending(high, MOST_DAYS)


def _holds(load: Load, there: IntArray, calls: Calls, target: Target, days: int) -> bool:
    spread, people = sent_over(load, there, days)
    return kept_with(spread, calls, target, people)


def sent_over(load: Load, there: IntArray, days: int) -> tuple[Load, IntArray]:
    """The load, and the people there, of a campaign sent over so many days; not at all for 0."""
    rows: _Rows = {}
    for start, calls, extra, cv, people in zip(
        load.starts, load.calls, load.extra, load.cv, there.tolist(), strict=True
    ):
        rows[start] = (max(calls - extra, 0.0), 0.0, cv, people)
    usual = dict(rows)
    for start, extra in zip(load.starts, load.extra, strict=True):
        for day in range(days if extra else 0):
            at = start + timedelta(days=day)
            base, sent, cv, people = rows.get(at) or _like(at, usual)
            rows[at] = (base, sent + extra / days, cv, people)
    starts = sorted(rows)
    made = replace(
        load,
        starts=tuple(starts),
        calls=tuple(rows[start][0] + rows[start][1] for start in starts),
        extra=tuple(rows[start][1] for start in starts),
        orders=(0.0,) * len(starts),
        cv=tuple(rows[start][2] for start in starts),
    )
    return made, np.array([rows[start][3] for start in starts], dtype=np.int64)


def _like(at: datetime, usual: _Rows) -> tuple[float, float, float, int]:
    """The row of the same weekday and time before, or of the last day with that time."""
    for week in range(1, 2 + MOST_DAYS // 7):
        found = usual.get(at - timedelta(weeks=week))
        if found:
            return found
    for day in range(1, 2 * MOST_DAYS):
        found = usual.get(at - timedelta(days=day))
        if found:
            return found
    return 0.0, 0.0, 0.0, 0
