"""The figures that a price rests on: measured where the tables tell, else stated, else published.

Every choice between them is made here, so that pages, terminal and API rest on the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import accumulate
from math import sqrt

from ringtrue.core.cost_settings import CostSettings
from ringtrue.core.customers import CustomerBase, CustomerReading, Returning
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.outcome import Counts
from ringtrue.cost.damage import lost_by_a_problem
from ringtrue.cost.promise_risk import PromiseAtStake
from ringtrue.cost.published import Severity, published
from ringtrue.cost.retention import Retention
from ringtrue.cost.uncertainty import estimate, weakest
from ringtrue.cost.value import customer_value
from ringtrue.stats.proportions import clustered_parts, wilson

MONTHS = 12
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """What was measured of one promise in the last year.

    `months` are those of its whole months that have records, the oldest first, out of `span`
    months of history (12 at most).
    """

    standard: str
    promise: str
    source: str
    months: tuple[Counts, ...]
    span: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A setting that is missing, and what it would tell."""

    setting: str
    why: str


def record_of(
    standard: str,
    promise: str,
    source: str,
    as_of: datetime,
    months: Sequence[tuple[str, Counts]],
) -> PromiseRecord:
    """The last twelve whole months of all (`2026-03`, counts); the running one is not whole.

    Where there is no other, the running month stands for one.
    """
    running = 12 * as_of.year + as_of.month
    numbers = [12 * int(label[:4]) + int(label[5:7]) for label, _ in months]
    whole = [at for at, number in enumerate(numbers) if running - MONTHS <= number < running]
    if not whole:
        return PromiseRecord(standard, promise, source, tuple(each for _, each in months[-1:]), 1)
    span = min(MONTHS, running - numbers[0])
    return PromiseRecord(standard, promise, source, tuple(months[at][1] for at in whole), span)


def severity_of(settings: CostSettings) -> Severity:
    """Which of the published tables speaks for this firm's problems."""
    return Severity.LARGE if settings.large else Severity.SMALL


@dataclass(frozen=True, slots=True)
class Value:
    """What a customer is worth, and the figures that it was worked out from; () where stated."""

    figure: Figure
    parts: tuple[Figure, ...]


def value_of(settings: CostSettings, base: CustomerBase | None) -> Value | Lacking:
    """What a customer is worth: stated, or worked out from what customers spend."""
    own = settings.figures
    if own.value:
        return Value(own.value, ())
    spend = own.spend or (_spend(base, settings) if base else None)
    stay = own.stay or (stay_of(base) if base else None)
    if own.margin is None:
        return Lacking("value_per_customer", f"{_VALUE}, or the margin to work it out from.")
    if spend is None:
        return Lacking("value_per_customer", f"{_VALUE}, or what customers spend in a year.")
    if stay is None:
        return Lacking("stay", "how many customers are still there a year later.")
    discount = own.discount or published("discount")
    value = customer_value(
        spend=spend,
        margin=own.margin,
        stay=stay,
        discount=discount,
        years=settings.years,
        money=settings.money,
    )
    return Value(value, (spend, own.margin, stay, discount))


_VALUE = "what a customer who stays is worth (no literature knows it)"


def customers_of(settings: CostSettings, base: CustomerBase | None) -> Figure | Lacking:
    """Customers a year: stated, or counted."""
    if settings.figures.customers:
        return settings.figures.customers
    if base is None:
        return Lacking("customers", "how many customers there are in a year.")
    count = base.spent.records
    source = f"{base.source}, the twelve months to {base.last_day}"
    return Figure("customers a year", count, count, count, "customers", Basis.MEASURED, source)


def stay_of(base: CustomerBase) -> Figure | None:
    """Customers of one year who bought in the next; None where the data have no two years."""
    if not base.before:
        return None
    low, high = wilson([base.stayed], [base.before])
    source = f"{base.source}: {base.stayed:,} of {base.before:,} of the year before bought again"
    return Figure(
        name="customers who stay for another year",
        best=base.stayed / base.before,
        low=float(low[0]),
        high=float(high[0]),
        unit="share",
        basis=Basis.MEASURED,
        source=source,
    )


def _spend(base: CustomerBase, settings: CostSettings) -> Figure | None:
    """What a customer spends in a year, with the interval of a mean."""
    spent = base.spent
    if not (settings.purchases and settings.purchases.spend) or spent.records < 2:
        return None
    spread = max(spent.squares / spent.records - spent.mean**2, 0.0) / (spent.records - 1)
    half = _Z * sqrt(spread)
    return Figure(
        name="what a customer spends a year",
        best=spent.mean,
        low=max(spent.mean - half, 0.0),
        high=spent.mean + half,
        unit=settings.money,
        basis=Basis.MEASURED,
        source=f"{base.source}: {spent.records:,} customers of the twelve months to"
        f" {base.last_day}",
    )


def stakes_of(
    promises: Sequence[PromiseRecord],
    value: Figure,
    settings: CostSettings,
    reading: CustomerReading | None,
    followed: Sequence[Retention],
) -> tuple[PromiseAtStake, ...]:
    """What each promise puts at stake; without those of which nothing is decided yet."""
    decided = [each for each in promises if any(month.decided for month in each.months)]
    lost = {each.standard: each.lost for each in followed}
    seen = {each.standard: each for each in reading.returning} if reading else {}
    return tuple(
        PromiseAtStake(
            standard=each.standard,
            promise=each.promise,
            records=_records(each),
            broken=broken,
            customers=_repeats(seen.get(each.standard)),
            lost=lost.get(each.standard) or settings.figures.lost or _published_loss(settings),
            value=value,
        )
        for each, broken in zip(decided, _broken(decided), strict=True)
    )


def _records(promise: PromiseRecord) -> Figure:
    """Decided in a year; fewer months are taken as often as they go into one."""
    decided = [each.decided for each in promise.months]
    decided += [0] * (promise.span - len(decided))
    times = MONTHS / promise.span
    ends = (sum(decided), sum(decided)) if times == 1 else (12 * min(decided), 12 * max(decided))
    span = "twelve months" if times == 1 else f"{promise.span} months, taken for a year"
    source = f"{promise.source}: {sum(decided):,} decided in {span}"
    return Figure("records a year", sum(decided) * times, *ends, "records", Basis.MEASURED, source)


def _broken(promises: Sequence[PromiseRecord]) -> Iterator[Figure]:
    """The broken share of the year, its months taken as clusters: a bad month is one piece."""
    months = [month for each in promises for month in each.months]
    starts = [0, *accumulate(len(each.months) for each in promises)]
    broken, decided = [each.broken for each in months], [each.decided for each in months]
    found = clustered_parts(broken, decided, starts[:-1])
    for each, told in zip(promises, found, strict=True):
        if told is not None:
            yield Figure(
                name="share broken",
                best=told.share,
                low=told.lower,
                high=told.upper,
                unit="share",
                basis=Basis.MEASURED,
                source=f"{each.source}: {told.kept:,} of {told.decided:,} in"
                f" {len(each.months)} months",
            )


def _repeats(told: Returning | None) -> Figure:
    """Different customers for each broken record."""
    if told is None or not told.broken_records:
        return published("repeats")
    share = told.broken_customers / told.broken_records
    source = (
        f"{told.source}: {told.broken_records:,} broken in the twelve months to {told.last_day},"
        f" of {told.broken_customers:,} customers"
    )
    name = "different customers for each broken record"
    return Figure(name, share, share, share, "share", Basis.MEASURED, source)


@lru_cache(maxsize=8)
def _published_loss(settings: CostSettings) -> Figure:
    """Where no table follows the customers: who takes it for a problem, and whom that loses."""
    feel = settings.figures.feel or published("feel")
    lost = lost_by_a_problem(settings.figures.given, severity_of(settings))
    told = estimate(lambda values: values[feel] * values[lost], (feel, lost))
    return Figure(
        name="customers lost by a broken promise",
        best=told.best,
        low=min(told.low, told.best),
        high=max(told.high, told.best),
        unit="share",
        basis=weakest((feel, lost)),
        source=f"{feel.best:.0%} take it for a problem ({feel.source}), of whom {lost.best:.0%}"
        f" are lost ({lost.source})",
    )
