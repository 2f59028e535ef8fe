"""What the answers about the cycle say, in words and rows: the same in terminal, page and API."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.figure import Figure
from ringtrue.cost.cycle.answer import Band, BestPromise, CycleAnswer, Overtaking
from ringtrue.gap.wording import percent

PEOPLE = 1_000
"""Money is told for so many people of the market."""

_COUNTED = frozenset({"people", "weeks", "times a week"})
"""Units that are said beside their number; of shares, money and exponents the sign is enough."""

SHOWN_WEEKS = (4, 13, 26, 52, 104, 156, 260, 520, 1_040)


@dataclass(frozen=True, slots=True)
class CycleRow:
    """How a scenario and its honest twin stand after so many weeks, each as text."""

    week: int
    customers: str
    customers_range: str
    honest_customers: str
    honest_customers_range: str
    advertising: str
    honest_advertising: str
    profit: str
    honest_profit: str
    earned: str
    honest_earned: str


def rows_of(answer: CycleAnswer) -> tuple[CycleRow, ...]:
    """The weeks worth showing, and the last one."""
    weeks = sorted({each for each in SHOWN_WEEKS if each < answer.weeks} | {answer.weeks})
    return tuple(_row(answer, week) for week in weeks)


def _row(answer: CycleAnswer, week: int) -> CycleRow:
    bold, honest = answer.bold, answer.honest
    return CycleRow(
        week,
        percent(bold.customers.middle[week]),
        _ends(bold.customers, week),
        percent(honest.customers.middle[week]),
        _ends(honest.customers, week),
        percent(bold.advertising.middle[week]),
        percent(honest.advertising.middle[week]),
        money(bold.profit.middle[week - 1]),
        money(honest.profit.middle[week - 1]),
        money(bold.worth.middle[week - 1]),
        money(honest.worth.middle[week - 1]),
    )


def _ends(band: Band, week: int) -> str:
    return f"{100 * band.low[week]:.0f} to {100 * band.high[week]:.0f} %"


def money(each: float) -> str:
    """Money for each person as money for 1,000 of them, without cents.

    >>> money(1.2345), money(-0.5)
    ('1,234', '-500')
    """
    return f"{round(float(each) * PEOPLE):,}"


def overtaking_told(answer: CycleAnswer) -> str:
    """When the honest promise has earned more, as a sentence."""
    found, honest = answer.overtaking, percent(answer.scenario.honest().promise)
    if found is None:
        return "It says no more than operations keep: nobody is disappointed, and no cycle starts."
    if found.week is None:
        return _never(found, answer.weeks, honest)
    high = found.high if found.high is not None else f"beyond {answer.weeks}"
    ends = "" if found.low == found.high else f" (95 % of the draws: {found.low} to {high})"
    often = "" if found.share == 1 else f" It does so in {percent(found.share)} of the draws."
    return (
        f"From week {found.week}{ends} the honest promise of {honest} has earned more, and stays"
        f" ahead.{often}"
    )


def _never(found: Overtaking, weeks: int, honest: str) -> str:
    often = f"; it does in {percent(found.share)} of the draws" if found.share else ""
    return f"Within {weeks} weeks the honest promise of {honest} does not earn more{often}."


def best_told(best: BestPromise) -> str:
    """The promise that earns most, with the range of the draws.

    >>> best_told(BestPromise(52, 0.7, 0.65, 0.75, 0.8))
    '70 % (65 % to 75 %)'
    """
    ends = "" if best.low == best.high else f" ({percent(best.low)} to {percent(best.high)})"
    return f"{percent(best.promise)}{ends}"


def figure_told(figure: Figure) -> str:
    """A figure with its range and, where it counts something, its unit.

    >>> from ringtrue.core.figure import Basis
    >>> figure_told(Figure("x", 0.5, 0.25, 0.75, "share a week", Basis.ASSUMED, "-"))
    '50 % (25 % to 75 %)'
    >>> figure_told(Figure("x", 4, 4, 4, "people", Basis.ASSUMED, "-"))
    '4 people'
    """
    tell = percent if figure.unit.startswith("share") else "{:g}".format
    unit = f" {figure.unit}" if figure.unit in _COUNTED else ""
    if figure.is_known:
        return f"{tell(figure.best)}{unit}"
    return f"{tell(figure.best)} ({tell(figure.low)} to {tell(figure.high)}){unit}"
