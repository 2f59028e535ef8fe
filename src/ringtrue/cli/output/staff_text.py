"""Agents for callers, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ringtrue.cli.intervals import Intervals
from ringtrue.cli.output.marking import wrapped
from ringtrue.cli.output.table import table
from ringtrue.core.figure import Figure
from ringtrue.core.staffing import StaffingPlan
from ringtrue.desk.staffing_words import plan_words
from ringtrue.do.staffing.assuming import assumptions_of
from ringtrue.do.staffing.table import Question, Row
from ringtrue.gap.wording import percent

_HEADER = ("start", "calls", "erlang", "agents", "paid", "in time", "given up")


def staff_lines(
    rows: Sequence[Row],
    question: Question,
    found: Intervals,
    plan: StaffingPlan | None,
    *,
    single: bool,
) -> Iterator[str]:
    """What was asked, the answer, and what it takes for granted."""
    if single:
        yield from _one(rows[0], question, found)
    else:
        yield from wrapped(f"Promised: {question.target.words}.", "")
        yield ""
        yield from _many(rows, question, plan)
    if plan is not None:
        yield ""
        for each in plan_words(plan):
            yield from wrapped(each, "")
    yield ""
    for text in assumptions_of(question, any(found.load.cv), plan):
        yield from wrapped(f"- {text}", "")


def _one(row: Row, question: Question, found: Intervals) -> Iterator[str]:
    agents = f"{row.agents:,} agent{'' if row.agents == 1 else 's'}"
    paid = f" ({row.paid:,} paid, at {percent(question.shrinkage)} shrinkage)"
    yield click.style(agents, bold=True) + (paid if question.shrinkage else "")
    verb = "keep" if row.keeps else "do not keep"
    yield from wrapped(f"They {verb} {question.target.words}.", "  ")
    yield f"  answered in time: {percent(row.offered)} of all calls offered,"
    yield f"    {percent(row.less_short)} of those not given up within that time,"
    yield f"    {percent(row.answered)} of those answered"
    yield f"  given up: {percent(row.abandoned)} of all calls"
    yield (
        f"  wait: {row.mean_wait:.1f} s on average, {row.answered_wait:.1f} s of those answered;"
        f" {percent(row.delayed)} have to wait"
    )
    redials = f", {row.all_calls:,.1f} calls with redials" if row.all_calls > row.calls else ""
    yield f"  load: {row.load:,.2f} erlang{redials}; agents are busy {percent(row.occupancy)}"
    band = _band(row, question, found)
    if band is not None:
        yield from wrapped(
            f"other shapes: {percent(band.low)} to {percent(band.high)} in time, if handle times"
            " and patience spread by 0.7 to 1.3 of their mean and not just by 1 (simulated)",
            "  ",
        )


def _band(row: Row, question: Question, found: Intervals) -> Figure | None:
    """What other shapes would do; nothing where the forecast's doubt is in the numbers."""
    from ringtrue.do.queues.shapes import MOST_AGENTS, shape_band
    from ringtrue.do.queues.simulated import Floor

    certain = question.sure is not None or not any(found.load.cv)
    if question.patience is None or not certain or not 0 < row.agents <= MOST_AGENTS:
        return None
    rate = row.all_calls / found.load.seconds
    if not rate:
        return None
    floor = Floor(rate, question.handle, question.patience, row.agents)
    return shape_band(floor, question.target).share


def _many(rows: Sequence[Row], question: Question, plan: StaffingPlan | None) -> Iterator[str]:
    share = {"offered": 0, "less-short-abandoned": 1, "answered": 2}[question.target.definition]
    header: tuple[str, ...] = _HEADER
    if plan is not None:
        header = (*_HEADER, "scheduled", "missing", "then in time")
    cells = []
    for number, row in enumerate(rows):
        shares = (row.offered, row.less_short, row.answered)
        line: tuple[str, ...] = (
            f"{row.start:%Y-%m-%d %H:%M}",
            f"{row.calls:,.1f}",
            f"{row.load:,.1f}",
            f"{row.agents:,}",
            f"{row.paid:,}",
            percent(shares[share]),
            percent(row.abandoned),
        )
        if plan is not None:
            now = plan.intervals[number]
            line = (*line, f"{now.scheduled:,}", f"{now.paid_missing:,}", percent(now.share))
        cells.append(line)
    yield from table(header, cells)
