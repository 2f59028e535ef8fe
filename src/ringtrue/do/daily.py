"""How many records a source has on each day: the plainest thing that a table tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from ringtrue.core.expression import Expression, Name
from ringtrue.core.outcome import to_day, to_number
from ringtrue.core.source import Source
from ringtrue.do.calls import over_years
from ringtrue.do.plan import Plan
from ringtrue.do.preparing import prepare
from ringtrue.do.sources import open_source
from ringtrue.stats.arrays import FloatArray

MOST_DAYS = 1_100


@dataclass(frozen=True, slots=True, eq=False)
class DailyCounts:
    """Records of every day from `first` on, none left out; shape (days,)."""

    first: date
    counts: FloatArray


def read_daily(
    source: Source,
    column: str,
    *,
    folder: Path,
    as_of: datetime,
    where: Expression | None = None,
    place: str = "",
) -> DailyCounts | None:
    """Records by the day of a column, on the clock of the source, up to the day before `as_of`.

    The last three years at most; None where there is no record. Raises `SourceError` as reading a
    source does.
    """
    with open_source(source, folder) as opened:
        scan = prepare(opened, Plan(source, (), ()), as_of, native=False)
        compiler = over_years(scan, column)
        name = Name(column, place)
        chosen = compiler.condition(where) if where else None
        found = {"day": compiler.moment(name).day(source.time_zone)}
        if chosen is not None:
            found["chosen"] = chosen
        table, values = compiler.dialect.stage.settled(**found)
        rows = table.select(**values)
        rows = rows.filter(rows.day.notnull())
        rows = rows.filter(rows.chosen) if chosen is not None else rows
        told = opened.fetch(rows.group_by("day").aggregate(many=rows.count())).to_pylist()
    today = as_of.astimezone(ZoneInfo(source.time_zone)) if as_of.tzinfo else as_of
    last = to_number(today.date())
    early = last - MOST_DAYS
    kept = {int(each["day"]): each["many"] for each in told if early <= each["day"] < last}
    if not kept:
        return None
    first = min(kept)
    counts = np.zeros(last - first)
    for day, many in kept.items():
        counts[day - first] = many
    return DailyCounts(to_day(first), counts)
