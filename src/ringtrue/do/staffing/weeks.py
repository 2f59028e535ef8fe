"""What is missing, week by week from the first day of a load?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from ringtrue.core.load import Load
from ringtrue.do.staffing.hiring import Need
from ringtrue.stats.arrays import IntArray


def week_numbers(load: Load) -> IntArray:
    """The week of each interval, from 0, counted in days of the load's own zone."""
    first = load.starts[0].date()
    return np.array([(each.date() - first).days // 7 for each in load.starts], dtype=np.int64)


def week_of(load: Load, number: int) -> date:
    """The first day of a week."""
    return load.starts[0].date() + timedelta(weeks=number)


def needs_of(load: Load, missing: Sequence[int] | IntArray, weekly_hours: float) -> list[Need]:
    """Of paid people missing in each interval: the weeks in which some are.

    As many as are missing at once, or as many as have the hours that are missing, whichever is
    more: nobody works at two places, nor longer than their week.
    """
    found, numbers, gone = [], week_numbers(load), np.asarray(missing)
    for number in np.unique(numbers[gone > 0]).tolist():
        inside = gone[numbers == number]
        hours = float(inside.sum()) * load.seconds / 3600
        people = max(float(inside.max()), hours / weekly_hours)
        found.append(Need(week_of(load, number), people, hours))
    return found


def worst_of(load: Load, missing: IntArray, needed: IntArray) -> IntArray:
    """The interval of each week with the most people missing, or the busiest where nobody is."""
    numbers = week_numbers(load)
    order = np.lexsort((needed, missing, numbers))
    last = np.append(np.diff(numbers[order]) > 0, True)
    return np.asarray(order[last], dtype=np.int64)
