"""What every chart of a page stands in: a box for shares, with lines at round numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """A box for shares over places: edges in the picture, the places and shares at its ends."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    low: float
    high: float

    def x(self, at: float) -> float:
        """Where a place lies; a single one in the middle."""
        wide = self.last - self.first
        along = (at - self.first) / wide if wide else 0.5
        return round(self.left + (self.right - self.left) * along, 1)

    def y(self, share: float) -> float:
        """Where a share lies, kept within the box."""
        up = (min(self.high, max(self.low, share)) - self.low) / (self.high - self.low)
        return round(self.bottom - (self.bottom - self.top) * up, 1)


def scale(shares: Iterable[float]) -> tuple[float, float, list[float]]:
    """The lowest and highest share shown, and the lines between, at round numbers.

    >>> [round(each, 2) for each in scale([0.81, 0.93])[2]]
    [0.8, 0.85, 0.9, 0.95]
    """
    ends = list(shares)
    low, high = min(ends), max(ends)
    step = next((each for each in _STEPS if (high - low) / each <= _TICKS), _STEPS[-1])
    bottom = max(0.0, floor(low / step + 1e-9) * step)
    top = min(1.0, ceil(high / step - 1e-9) * step)
    if top <= bottom:
        bottom, top = max(0.0, bottom - step), min(1.0, bottom + step)
    number = round((top - bottom) / step)
    return bottom, top, [bottom + step * each for each in range(number + 1)]


def grid(frame: Frame, ticks: Sequence[float]) -> SafeString:
    """The lines of round shares, each with its number."""
    return format_html_join(
        "",
        '<path class="c-grid" d="M{} {}H{}"/><text class="c-text" x="{}" y="{}"'
        ' text-anchor="end">{}</text>',
        (
            (frame.left, frame.y(tick), frame.right, frame.left - 8, frame.y(tick) + 4, _say(tick))
            for tick in ticks
        ),
    )


def _say(tick: float) -> str:
    return f"{100 * tick:.1f}".removesuffix(".0") + " %"


def lines(
    frame: Frame, runs: Iterable[Sequence[tuple[float, float]]], name: str = "c-line"
) -> SafeString:
    """Runs of (place, share) as lines of one class."""
    return format_html_join(
        "",
        '<path class="{}" d="M{}"/>',
        (
            (name, "L".join(f"{frame.x(at)} {frame.y(share)}" for at, share in run))
            for run in runs
            if run
        ),
    )


def goal(frame: Frame, target: float) -> SafeString:
    """The promised share, across the box."""
    return format_html(
        '<path class="c-goal" d="M{} {}H{}"/>', frame.left, frame.y(target), frame.right
    )
