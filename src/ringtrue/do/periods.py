"""Spend and customers by week or month: the figures in which a cycle would show.

Both are counted inside the engine; what comes out are sums by period, and no name of anybody.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import ibis

from ringtrue.core.cost_settings import Purchases
from ringtrue.core.cycle import Period, PeriodCustomers, PeriodSpend, Spend
from ringtrue.core.expression import IsNull, Name
from ringtrue.core.outcome import to_day
from ringtrue.core.source import Source
from ringtrue.core.standard import Holds, Standard
from ringtrue.do.instants import Value
from ringtrue.do.planning import Book, plan_for
from ringtrue.do.preparing import prepare
from ringtrue.do.scanning import Scan
from ringtrue.do.sources import OpenSource, open_source
from ringtrue.do.zones import DAY

_SECOND = DAY // 86_400
_MONDAY = 3
"""Days from the Monday of its week to 1 January 1970."""


def read_spend(
    source: Source, spend: Spend, period: Period, *, folder: Path, as_of: datetime
) -> tuple[PeriodSpend, ...]:
    """What was spent in each period that has a record, oldest first, up to `as_of`.

    A record without a day or an amount is left out. Raises `SourceError` for a column that is not
    there or of the wrong type.
    """
    with open_source(source, folder) as opened:
        scan = _scan(opened, source, spend.when, as_of)
        amount = scan.compiler.number(Name(spend.amount))
        rows = _until_now(scan, spend.when, {"amount": amount})
        rows = rows.mutate(period=_period(rows.at, period))
        rows = rows.filter(rows.amount.notnull())
        told = rows.group_by("period").aggregate(amount=rows.amount.sum()).order_by("period")
        found = opened.fetch(told).to_pylist()
    return tuple(PeriodSpend(_start(row["period"], period), float(row["amount"])) for row in found)


def read_customers_by_period(
    source: Source, purchases: Purchases, period: Period, *, folder: Path, as_of: datetime
) -> tuple[tuple[PeriodCustomers, ...], date | None, date | None]:
    """Customers of each period in which somebody bought, and the first and last day with one.

    Raises `SourceError` for a column that is not there or of the wrong type.
    """
    with open_source(source, folder) as opened:
        scan = _scan(opened, source, purchases.when, as_of)
        bought = _bought(scan, purchases)
        ends = bought.aggregate(first=bought.at.min(), last=bought.at.max())
        span = opened.fetch(ends).to_pylist()[0]
        if span["last"] is None:
            return (), None, None
        told = _by_period(bought, purchases.days * DAY, period)
        found = opened.fetch(told).to_pylist()
    rows = tuple(
        PeriodCustomers(
            _start(row["period"], period), int(row["customers"]), int(row["new"]), int(row["again"])
        )
        for row in found
    )
    return rows, to_day(span["first"] // DAY), to_day(span["last"] // DAY)


def _by_period(bought: Value, horizon: int, period: Period) -> Value:
    """Of each customer's first purchases of periods: which are the first of all, what follows."""
    rows = bought.mutate(period=_period(bought.at, period))
    rows = rows.mutate(
        first=rows.at.min().over(group_by=rows.customer),
        following=rows.at.lead().over(group_by=rows.customer, order_by=rows.at),
        rank=ibis.row_number().over(group_by=[rows.customer, rows.period], order_by=rows.at),
    )
    rows = rows.filter(rows["rank"] == 0)
    again = rows.following.notnull() & (rows.following - rows.at <= horizon)
    told = rows.group_by("period").aggregate(
        customers=rows.count(),
        new=ibis.ifelse(rows.first == rows.at, 1, 0).sum(),
        again=ibis.ifelse(ibis.coalesce(again, False), 1, 0).sum(),
    )
    return told.order_by("period")


def _bought(scan: Scan, purchases: Purchases) -> Value:
    """Customer and moment (on the wall clock of the source) of each purchase."""
    where = purchases.where
    values = {
        "customer": scan.compiler.text(Name(purchases.customer)).nullif(""),
        "bought": ibis.literal(True) if where is None else scan.compiler.condition(where),
    }
    rows = _until_now(scan, purchases.when, values)
    return rows.filter(ibis.coalesce(rows.bought, False), rows.customer.notnull())


def _until_now(scan: Scan, when: str, values: dict[str, Value]) -> Value:
    compiler = scan.compiler
    at = compiler.moment(Name(when))
    told = {**values, "at": at.wall(compiler.zone), "now": at.instant <= scan.now.instant}
    table, settled = compiler.dialect.stage.settled(**told)
    rows = table.filter(settled["now"]).select(
        **{name: settled[name] for name in told if name != "now"}
    )
    return rows.filter(rows["at"].notnull())


def _scan(opened: OpenSource, source: Source, when: str, as_of: datetime) -> Scan:
    """The scan of a plan that reads the moment and nothing else of the clocks."""
    asked = Standard("figures", source.name, Holds(IsNull(Name(when))), 1.0, day=Name(when))
    return prepare(opened, plan_for(source, (asked,), Book((asked,), ())), as_of, native=False)


def _period(at: Value, period: Period) -> Value:
    """The number of a moment's week or month since 1970."""
    if period is Period.WEEK:
        return ((at // DAY + _MONDAY) // 7).cast("int64")
    moment = (at // _SECOND).cast("int64").as_timestamp("s")
    return (moment.year() * 12 + moment.month() - 1).cast("int64")


def _start(number: int, period: Period) -> date:
    if period is Period.WEEK:
        return to_day(7 * number - _MONDAY)
    return date(number // 12, number % 12 + 1, 1)
