"""What the figures say of the loop, in words and rows: the same in terminal, page and API."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.cycle import Known, OwnReading, Period
from ringtrue.core.dates import MONTHS
from ringtrue.cost.loop.detecting import LinkFound, LinkState, Loop, LoopState
from ringtrue.cost.loop.links import SHUFFLES
from ringtrue.gap.wording import percent


@dataclass(frozen=True, slots=True)
class ArrowRow:
    """One arrow as text; `lag` is empty unless it shows, `why` unless one cannot tell."""

    words: str
    cause: str
    effect: str
    state: LinkState
    lag: str
    correlation: str
    chance: str
    periods: str
    why: str


def loop_told(loop: Loop) -> str:
    """What the whole comes to, as a sentence."""
    seen = sum(each.state is LinkState.SEEN for each in loop.links)
    number = len(loop.links)
    if loop.state is LoopState.SEEN:
        once = spoken(loop.once_round or 0, loop.period)
        return f"Every arrow of the cycle shows in your figures; once round takes about {once}."
    if loop.state is LoopState.CANNOT_TELL:
        return "Cannot tell: not one arrow of the cycle could be judged."
    judged = sum(each.state is not LinkState.CANNOT_TELL for each in loop.links)
    if loop.state is LoopState.PARTLY:
        verb = "shows" if seen == 1 else "show"
        return f"{seen} of the {number} arrows {verb} in your figures: part of the cycle, not all."
    return f"None of the {judged} arrows that could be judged shows: no cycle is seen."


def arrows_of(loop: Loop) -> tuple[ArrowRow, ...]:
    """Every arrow in the order of the cycle."""
    return tuple(_row(each, loop.period) for each in loop.links)


def _row(found: LinkFound, period: Period) -> ArrowRow:
    it, link = found.following, found.link
    shows = found.state in {LinkState.SEEN, LinkState.OTHER_WAY}
    return ArrowRow(
        words=link.words,
        cause=link.cause,
        effect=link.effect,
        state=found.state,
        lag=lag_told(it.lag, period) if it and shows else "",
        correlation=f"{it.correlation:.2f} ({it.low:.2f} to {it.high:.2f})" if it else "",
        chance=chance_told(it.p) if it else "",
        periods=f"{it.periods:,}" if it else "",
        why=found.reason,
    )


def lag_told(lag: int, period: Period) -> str:
    """How much later the effect is.

    >>> lag_told(0, Period.WEEK), lag_told(2, Period.MONTH)
    ('in the same week', '2 months later')
    """
    return f"{spoken(lag, period)} later" if lag else f"in the same {period}"


def spoken(number: int, period: Period) -> str:
    """A number of periods.

    >>> spoken(1, Period.WEEK)
    '1 week'
    """
    return f"{number} {period}{'' if number == 1 else 's'}"


def chance_told(p: float) -> str:
    """How often nothing at all would look like this.

    >>> chance_told(0.002), chance_told(0.31), chance_told(1 / 2001)
    ('1 in 500', '31 in 100', 'below 1 in 2,000')
    """
    if round(1 / p) > SHUFFLES:
        return f"below 1 in {SHUFFLES:,}"
    return f"1 in {round(1 / p):,}" if p < 0.1 else f"{round(100 * p)} in 100"


def series_of(reading: OwnReading) -> tuple[tuple[str, Known, bool], ...]:
    """Each figure that is known: its name, its values, and whether it is a share."""
    found = (
        ("spend", reading.spend, False),
        ("new customers", reading.new_customers, False),
        ("broken share", reading.broken_share, True),
        ("repeat rate", reading.repeat_rate, True),
        ("returning share", reading.returning_share, True),
    )
    return tuple(each for each in found if any(value is not None for value in each[1]))


def value_told(value: float | None, *, is_share: bool) -> str:
    """One value of a figure; a dash where it is not known."""
    if value is None:
        return "–"
    return percent(value) if is_share else f"{value:,.0f}"


def period_told(reading: OwnReading, at: int) -> str:
    """A period by its name: `March 2026`, or the Monday of a week."""
    start = reading.starts[at]
    month = MONTHS[start.month - 1]
    if reading.period is Period.MONTH:
        return f"{month} {start.year}"
    return f"{start.day} {month[:3]} {start.year}"
