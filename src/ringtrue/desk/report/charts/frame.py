"""What every chart of shares stands in: a box, with lines at round numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

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


def say_tick(tick: float) -> str:
    """A round share beside its line.

    >>> say_tick(0.85), say_tick(0.975)
    ('85 %', '97.5 %')
    """
    return f"{100 * tick:.1f}".removesuffix(".0") + " %"
