"""Standards that no single record can answer: counts per unit and day, uptime.

Both come back in the bins of a flag lane (kept, broken, missing, void, pending), so that tallies
are read off them as off any other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import ibis
import numpy as np

from ringtrue.core.errors import MeasureError
from ringtrue.core.outcome import EPOCH
from ringtrue.core.standard import CountPer, Uptime
from ringtrue.do.bins import UNDATED, Bins, bins_of
from ringtrue.do.compiling import Compiler
from ringtrue.do.instants import Value
from ringtrue.do.lanes import Lanes
from ringtrue.do.plan import Panel, WholeLane
from ringtrue.do.scanning import Scan, segment_text
from ringtrue.do.variables import Query
from ringtrue.do.zones import DAY, to_micro, wall_micro, zone_named

KEPT, BROKEN, VOID, PENDING = 0, 1, 3, 4
MAX_INTERVALS = 2_000_000
Place = tuple[tuple[str, ...], int, int]
"""Segment, day and bin."""


def count_whole(scan: Scan, panel: Panel, lane: WholeLane) -> tuple[Query, Bins]:
    """Count one such standard; answers the queries' text and the bins."""
    rows = _rows(scan, panel, lane)
    if isinstance(lane.standard.test, CountPer):
        text, found = _Counts(scan, panel, lane.standard.test).count(rows)
    elif isinstance(lane.standard.test, Uptime):
        text, found = _downtime(scan, panel, lane, rows)
    else:
        raise AssertionError("planning gives no other test a lane of its own")
    places = list(found)
    day, bin_ = (np.array([place[at] for place in places], np.int64) for at in (1, 2))
    count = np.array([found[place] for place in places], np.int64)
    cells = [(0, np.arange(len(places)), bin_, count)]
    return Query((), text), bins_of((place[0] for place in places), day, cells)


def _rows(scan: Scan, panel: Panel, lane: WholeLane) -> Value:
    """The population, with segments, local day and whether a record does not count."""
    compiler = scan.compiler.over(scan.compiler.table)
    lanes = Lanes(compiler, scan.now)
    selected, void = lanes.selected(lane.population), lanes.void(lane.population)
    columns = _keys(panel, compiler) | {
        "day": compiler.moment(panel.day).day(compiler.zone),
        "is_void": ibis.literal(False) if void is None else ibis.coalesce(void, False),
    }
    test = lane.standard.test
    if isinstance(test, CountPer):
        columns["unit"] = compiler.text(test.unit)
    elif isinstance(test, Uptime):
        columns["begun"] = compiler.moment(test.start).instant
        columns["ended"] = compiler.moment(test.end).instant
    columns["chosen"] = ibis.literal(True) if selected is None else selected
    table, settled = compiler.dialect.stage.settled(**columns)
    chosen = table.select(**settled)
    return chosen.filter(chosen.chosen).drop("chosen")


def _keys(panel: Panel, compiler: Compiler) -> dict[str, Value]:
    return {
        f"segment_{index}": segment_text(compiler, name, panel.place)
        for index, name in enumerate(panel.segments)
    }


@dataclass(frozen=True, slots=True)
class _Counts:
    """A unit-day is the record; days without one count as zero between a unit's ends."""

    scan: Scan
    panel: Panel
    test: CountPer

    @property
    def keys(self) -> list[str]:
        return [f"segment_{index}" for index in range(len(self.panel.segments))]

    def count(self, rows: Value) -> tuple[str, Counter[Place]]:
        counts = ~rows.is_void & rows.unit.notnull() & rows.day.notnull()
        counted, odd = rows.filter(counts), rows.filter(~counts)
        units = counted.group_by([*self.keys, "unit", "day"]).aggregate(n=lambda t: t.count())
        days = units.mutate(verdict=self._verdict(units.n)).group_by([*self.keys, "day", "verdict"])
        spans = units.group_by([*self.keys, "unit"]).aggregate(
            first=units.day.min(), last=units.day.max()
        )
        queries = [
            days.aggregate(n=lambda t: t.count()),
            spans.group_by([*self.keys, "first"]).aggregate(n=lambda t: t.count()),
            spans.group_by([*self.keys, "last"]).aggregate(n=lambda t: t.count()),
            odd.group_by([*self.keys, "day"]).aggregate(n=lambda t: t.count()),
        ]
        seen, firsts, lasts, void = (self._fetch(each) for each in queries)
        text = ";\n\n".join(map(self.scan.text, queries))
        return text, self._outcomes(seen, firsts, lasts, void)

    def _verdict(self, n: Value) -> Value:
        """0 within, 1 below, 2 above."""
        above = ibis.literal(False) if self.test.high is None else n > self.test.high
        below = ibis.literal(False) if self.test.low is None else n < self.test.low
        return ibis.cases((above, 2), (below, 1), else_=0).cast("int64")

    def _fetch(self, query: Value) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
        width = len(self.keys)
        answer = self.scan.opened.fetch(query)
        rows = zip(*(answer[name].to_pylist() for name in answer.column_names), strict=True)
        return [(row[:width], _numbers(row[width:])) for row in rows]

    def _outcomes(
        self,
        seen: list[tuple[tuple[str, ...], tuple[int, ...]]],
        firsts: list[tuple[tuple[str, ...], tuple[int, ...]]],
        lasts: list[tuple[tuple[str, ...], tuple[int, ...]]],
        void: list[tuple[tuple[str, ...], tuple[int, ...]]],
    ) -> Counter[Place]:
        zone = self.scan.compiler.zone
        today = wall_micro(zone, self.scan.now.micro) // DAY
        found: Counter[Place] = Counter()
        busy: Counter[tuple[tuple[str, ...], int]] = Counter()
        for segment, (day, verdict, n) in seen:
            found[segment, day, self._bin(verdict, day, today)] += n
            busy[segment, day] += n
        for segment, day, alive in _alive(firsts, lasts):
            idle = alive - busy[segment, day]
            found[segment, day, self._bin(self._idle, day, today)] += idle
        for segment, (day, n) in void:
            found[segment, day, VOID] += n
        return found

    @property
    def _idle(self) -> int:
        """The verdict on a day with nothing."""
        if self.test.high is not None and self.test.high < 0:
            return 2
        return 1 if self.test.low is not None and self.test.low > 0 else 0

    @staticmethod
    def _bin(verdict: int, day: int, today: int) -> int:
        if verdict == 2:
            return BROKEN
        if day >= today:
            return PENDING
        return BROKEN if verdict else KEPT


def _numbers(row: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(UNDATED if each is None else int(each) for each in row)


def _alive(
    firsts: list[tuple[tuple[str, ...], tuple[int, ...]]],
    lasts: list[tuple[tuple[str, ...], tuple[int, ...]]],
) -> list[tuple[tuple[str, ...], int, int]]:
    """How many units of each segment lie between their first and last day, day by day."""
    changes: dict[tuple[str, ...], Counter[int]] = {}
    for segment, (day, n) in firsts:
        changes.setdefault(segment, Counter())[day] += n
    for segment, (day, n) in lasts:
        changes[segment][day + 1] -= n
    found = []
    for segment, steps in changes.items():
        alive = 0
        for day, following in pairwise([*sorted(steps), max(steps)]):
            alive += steps[day]
            found += [(segment, each, alive) for each in range(day, following)]
    return found


def _downtime(scan: Scan, panel: Panel, lane: WholeLane, rows: Value) -> tuple[str, Counter[Place]]:
    answer = scan.opened.fetch(rows.limit(MAX_INTERVALS + 1))
    if answer.num_rows > MAX_INTERVALS:
        message = f"{lane.standard.id} has more than {MAX_INTERVALS:,} down intervals"
        cure = "Select fewer with population:, or merge them in the source."
        raise MeasureError(message, where=scan.compiler.source, cure=cure)
    columns = [answer[name].to_pylist() for name in answer.column_names]
    width = len(panel.segments)
    found: Counter[Place] = Counter()
    down: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    now = scan.now.micro
    for row in zip(*columns, strict=True):
        segment, (day, is_void, begun, ended) = row[:width], row[width:]
        fault = begun is not None and ended is not None and ended < begun
        if is_void or begun is None or fault:
            found[segment, UNDATED if day is None else day, VOID] += 1
        elif begun <= now:
            until = now if ended is None else min(ended, now)
            down.setdefault(segment, []).append((begun, until))
    if isinstance(lane.standard.test, Uptime) and down:
        _judge_days(scan, lane.standard.test.share, down, found)
    return scan.text(rows), found


def _judge_days(
    scan: Scan,
    share: float,
    down: dict[tuple[str, ...], list[tuple[int, int]]],
    found: Counter[Place],
) -> None:
    """Every day from the first record's to today, in every segment."""
    zone, now = scan.compiler.zone, scan.now.micro
    first = min(begun for each in down.values() for begun, _ in each)
    start, today = (wall_micro(zone, at) // DAY for at in (first, now))
    midnights = [_midnight(zone, day) for day in range(start, today + 2)]
    for segment, intervals in down.items():
        lost = _lost(intervals, midnights)
        for index, (begins, ends) in enumerate(pairwise(midnights)):
            length = ends - begins
            enough = (length - lost[index]) / length >= share
            outcome = KEPT if enough else BROKEN
            if enough and start + index == today:
                outcome = PENDING
            found[segment, start + index, outcome] += 1


def _lost(intervals: list[tuple[int, int]], midnights: list[int]) -> list[int]:
    """Down time of each day: intervals are merged, then cut at the midnights."""
    lost = [0] * (len(midnights) - 1)
    for begun, ended in _merged(intervals):
        index = bisect_right(midnights, begun) - 1
        while index < len(lost) and midnights[index] < ended:
            lost[index] += min(ended, midnights[index + 1]) - max(begun, midnights[index])
            index += 1
    return lost


def _merged(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begun, ended in sorted(intervals):
        if found and begun <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ended))
        else:
            found.append((begun, ended))
    return found


def _midnight(zone: str, day: int) -> int:
    """The instant at which a local day begins; where midnight is skipped, the moment after."""
    date = EPOCH + timedelta(days=day)
    local = datetime(date.year, date.month, date.day, tzinfo=zone_named(zone))
    return to_micro(local)
