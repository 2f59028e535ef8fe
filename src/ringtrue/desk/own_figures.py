"""The firm's own figures by week or month, read from its tables: where a cycle would show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from ringtrue.core.cycle import (
    Known,
    OwnReading,
    Period,
    PeriodCustomers,
    PeriodSpend,
    after,
    start_of,
)
from ringtrue.core.errors import SourceError
from ringtrue.core.outcome import Tally, to_day
from ringtrue.core.workspace import Workspace
from ringtrue.desk.attempts import attempt

_Bought = tuple[tuple[PeriodCustomers, ...], date | None, date | None]


def read_own_figures(
    workspace: Workspace,
    tallies: Iterable[Tally],
    as_of: datetime,
    tell: Callable[[str, float], None] | None = None,
) -> OwnReading | None:
    """Spend, customers and the share broken by period; None without `spend` and `purchases`.

    The share broken is that of all decided records of the tallies. A period counts when it is over;
    what cannot be known yet, or not any more, is None. What cannot be read is told in the reading.
    """
    period = workspace.cycle.period if workspace.cycle else Period.MONTH
    purchases = workspace.cost.purchases if workspace.cost else None
    if purchases is None and (workspace.cycle is None or workspace.cycle.spend is None):
        return None
    if tell:
        tell("Reading spend and customers", 1.0)
    troubles: list[str] = []
    spend = attempt(partial(_spend, workspace, period, as_of), troubles) or ()
    bought = attempt(partial(_bought, workspace, period, as_of), troubles) or ((), None, None)
    days = purchases.days if purchases else 0
    broken = _broken(tallies, period)
    starts = _starts(spend, bought, broken, period, as_of.date())
    return OwnReading(
        period=period,
        starts=starts,
        spend=_amounts(spend, starts),
        broken_share=tuple(broken.get(each) for each in starts),
        days=days,
        troubles=tuple(troubles),
        **_customers(bought, starts, period, days),
    )


def _starts(
    spend: tuple[PeriodSpend, ...],
    bought: _Bought,
    broken: Mapping[date, float],
    period: Period,
    today: date,
) -> tuple[date, ...]:
    """Every period from the first with spend or purchases on that is over, as far as is known."""
    rows, _, last = bought
    told = [each.start for each in spend] + [each.start for each in rows]
    known = [*told, *broken] if told else []
    if not known:
        return ()
    end = min(today, last + timedelta(days=1)) if last else today
    found, start = [], min(told)
    while start <= max(known) and after(start, period) <= end:
        found.append(start)
        start = after(start, period)
    return tuple(found)


def _amounts(spend: tuple[PeriodSpend, ...], starts: tuple[date, ...]) -> Known:
    """Money by period; a period without a record between others was one without advertising."""
    amounts = {each.start: each.amount for each in spend}
    if not amounts:
        return (None,) * len(starts)
    first, last = min(amounts), max(amounts)
    return tuple(amounts.get(each, 0.0) if first <= each <= last else None for each in starts)


def _customers(
    bought: _Bought, starts: tuple[date, ...], period: Period, days: int
) -> dict[str, Known]:
    """New customers, repeat rate and returning share by period.

    In the first `days` of a table everybody looks new, and of the last `days` nobody knows yet who
    comes again: neither counts.
    """
    rows, first, last = bought
    by_start = {each.start: each for each in rows}
    nobody: Known = (None,) * len(starts)
    if first is None or last is None:
        return {"new_customers": nobody, "repeat_rate": nobody, "returning_share": nobody}
    horizon = timedelta(days=days)
    old = [by_start.get(each) if each >= first + horizon else None for each in starts]
    seen = [
        by_start.get(each) if after(each, period) + horizon <= last else None for each in starts
    ]
    return {
        "new_customers": tuple(float(each.new) if each else None for each in old),
        "repeat_rate": tuple(each.again / each.customers if each else None for each in seen),
        "returning_share": tuple(1 - each.new / each.customers if each else None for each in old),
    }


def _broken(tallies: Iterable[Tally], period: Period) -> dict[date, float]:
    counts: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for tally in tallies:
        for number, kept, broken in zip(tally.day, tally.kept, tally.broken, strict=True):
            cell = counts[start_of(to_day(number), period)]
            cell[0] += broken
            cell[1] += kept + broken
    return {start: broken / decided for start, (broken, decided) in counts.items() if decided}


def _spend(workspace: Workspace, period: Period, as_of: datetime) -> tuple[PeriodSpend, ...]:
    from ringtrue.do.periods import read_spend

    asked = workspace.cycle.spend if workspace.cycle else None
    if asked is None:
        return ()
    source = next(each for each in workspace.sources if each.name == asked.source)
    found = read_spend(source, asked, period, folder=Path(workspace.folder), as_of=as_of)
    below = [each for each in found if each.amount < 0]
    if below:
        told = f"{below[0].amount:,.2f} was spent in the {period} of {below[0].start}"
        where, cure = f"{asked.source}.{asked.amount}", "Give money that was spent as 0 or more."
        raise SourceError(told, where=where, cure=cure)
    return found


def _bought(workspace: Workspace, period: Period, as_of: datetime) -> _Bought:
    from ringtrue.do.periods import read_customers_by_period

    asked = workspace.cost.purchases if workspace.cost else None
    if asked is None:
        return (), None, None
    source = next(each for each in workspace.sources if each.name == asked.source)
    return read_customers_by_period(
        source, asked, period, folder=Path(workspace.folder), as_of=as_of
    )
