"""What a price says in words: amounts of money, figures with their range, and sentences of both."""

from __future__ import annotations

from math import floor, log10

from ringtrue.core.figure import Figure
from ringtrue.cost.answers import Effect
from ringtrue.cost.multiplier import Multiplier, Yardstick
from ringtrue.cost.retention import Retention
from ringtrue.cost.uncertainty import Estimate
from ringtrue.gap.wording import percent
from ringtrue.stats.standardising import Difference

_DIGITS = 3


def money(amount: float, sign: str) -> str:
    """An amount to three digits, with its sign where that money writes it.

    >>> money(6331.02, "£"), money(-318.1, "$"), money(0.4, "kr"), money(0, "£")
    ('£6,330', '−$318', '0.4 kr', '£0')
    """
    minus = "−" if amount < 0 else ""
    told = number(abs(amount))
    after = sign.isalpha()
    return f"{minus}{told} {sign}" if after else f"{minus}{sign}{told}"


def number(value: float) -> str:
    """A number to three digits, its thousands parted.

    >>> number(30091), number(2.5471), number(0.00021), number(0)
    ('30,100', '2.55', '0.00021', '0')
    """
    if not value:
        return "0"
    digits = _DIGITS - 1 - floor(log10(abs(value)))
    rounded = round(value, digits)
    return (
        f"{rounded:,.{max(digits, 0)}f}".rstrip("0").rstrip(".")
        if digits > 0
        else f"{rounded:,.0f}"
    )


def said(value: float, figure: Figure) -> str:
    """A value in the unit of a figure."""
    if figure.unit == "share":
        return percent(value)
    if figure.unit in _COUNTED:
        return f"{number(value)} {figure.unit}"
    return money(value, figure.unit)


_COUNTED = frozenset({"people", "customers", "records", "times", "points"})


def ranged(figure: Figure) -> str:
    """A figure with its range, where it has one: `12 % (8 % to 18 %)`."""
    if figure.is_known:
        return said(figure.best, figure)
    return (
        f"{said(figure.best, figure)} ({said(figure.low, figure)} to {said(figure.high, figure)})"
    )


def spread(estimate: Estimate, sign: str) -> str:
    """The interval of an amount: `£3,820 to £9,920`."""
    return f"{money(estimate.low, sign)} to {money(estimate.high, sign)}"


def multiplier_told(told: Multiplier) -> str:
    """What the firm's own answers say, and what may be believed where they do not."""
    who = "who left" if told.yardstick is Yardstick.LEAVING else "how satisfied customers are"
    believed = told.believed
    belief = (
        f"{number(believed.median)} times, {number(believed.low)} to {number(believed.high)} with"
        " 95 % certainty"
    )
    found = told.interval
    ends = (found.ratio, found.low, found.high) if found and not told.reason else (None,) * 3
    ratio, low, high = ends
    if ratio is None or low is None or high is None:
        return (
            f"Your own tables do not determine it: {told.reason}. What may be believed until they"
            f" do: {belief}."
        )
    return (
        f"Being misled is {number(ratio)} times as damaging as a defect ({number(low)} to"
        f" {number(high)} with 95 % confidence), by {who}: {told.records:,} answers. With what was"
        f" believed before: {belief}."
    )


def followed_told(told: Retention, sign: str) -> str:
    """What followed a broken promise, in one sentence; why nothing can be told otherwise."""
    if told.back is None:
        return f"Cannot tell: {told.reason}."
    back = told.back
    first = (
        f"Of 100 customers {_less(back)} within {told.days} days"
        f" ({_hundred(-back.high)} to {_hundred(-back.low)}; {back.treated:,} broken against"
        f" {back.controls:,} kept)"
    )
    spent = told.spent
    if spent is None or not (spent.mean or spent.otherwise):
        return f"{first}."
    more = "less" if spent.difference <= 0 else "more"
    return f"{first}; each spends {money(abs(spent.difference), sign)} {more}."


def effect_told(effect: Effect) -> str:
    """An effect in points with its interval: `−0.41 (−0.66 to −0.15)`."""
    return f"{points(effect.best)} ({points(effect.low)} to {points(effect.high)})"


def points(value: float) -> str:
    """Points of satisfaction, with a true minus.

    >>> points(-0.4057), points(0.2)
    ('−0.41', '0.20')
    """
    return f"{value:.2f}".replace("-", "−")


def _less(back: Difference) -> str:
    fewer = "fewer" if back.difference <= 0 else "more"
    return f"{_hundred(abs(back.difference))} {fewer} come back after a broken promise"


def _hundred(share: float) -> str:
    """Of a hundred, to one decimal."""
    return f"{100 * share:.1f}".replace("-0.0", "0.0").replace("-", "−")
