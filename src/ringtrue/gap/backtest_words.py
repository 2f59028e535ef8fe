"""What a back-test is worth, in a sentence that claims no more than its cases can show."""

from __future__ import annotations

from ringtrue.gap.backtest import BacktestRow, Rule
from ringtrue.gap.wording import percent, spread

MIN_MONTHS = 6
"""Judged months below which a share of errors is not told from chance. Ours."""

MOST_WRONG = 0.05
"""What the gate aims at: of what it clears, no more breaks in the month after."""


def tell_backtest(row: BacktestRow, months: int, min_next: int) -> str:
    """One rule at one target over so many judged months, for people who rely on the verdict.

    A case is a segment in a month with at least `min_next` decided records after it.
    """
    if not row.cases:
        return (
            f"Cannot tell: no month was followed by one with {min_next} decided records,"
            " fewer than which make no case."
        )
    over = f"{_many(row.cases, 'case')} in {_many(months, 'month')}"
    if not row.cleared or row.wrong_share is None:
        return (
            f"Cannot tell: in {over} {_who(row.rule)} never cleared this promise, so it could not"
            f" be wrong. It would have held in {_of(row.held, row.cases)}."
        )
    broke = (
        f"Of {over} {_who(row.rule)} would have cleared {row.cleared:,}, and {row.wrong:,} of those"
        f" then broke"
    )
    if months < MIN_MONTHS:
        return f"Cannot tell yet: {broke[:1].lower()}{broke[1:]}. So few months prove nothing."
    interval = row.wrong_interval
    ends = f" (95 % interval {spread(interval)} %)" if interval else ""
    return (
        f"{broke}: it was wrong in {percent(row.wrong_share)} of what it cleared{ends}. {_aim(row)}"
    )


def _aim(row: BacktestRow) -> str:
    """How that compares with what the gate aims at; nothing for the other rules."""
    if row.rule is not Rule.PREDICTIVE or row.wrong_interval is None:
        return ""
    if row.wrong_interval.low > MOST_WRONG:
        return f"That is more than the {percent(MOST_WRONG)} it aims at: do not lean on it here."
    if row.wrong_interval.high <= MOST_WRONG:
        return f"That is within the {percent(MOST_WRONG)} it aims at."
    return f"Whether that is within the {percent(MOST_WRONG)} it aims at, so few cases do not show."


def _who(rule: Rule) -> str:
    return "the gate" if rule is Rule.PREDICTIVE else f"the {rule.value}"


def _of(number: int, of: int) -> str:
    return "all of them" if number == of else f"{number:,} of them" if number else "none of them"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
