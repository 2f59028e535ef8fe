"""What a campaign brings: calls and orders per interval of time, and what calls are like.

Whoever forecasts demand writes these nouns, and whoever plans staff reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import isfinite

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure, share

_DAY = 86_400.0
_TICK = 2e-6
"""Seconds by which a moment may be off: a clock counts microseconds."""


@dataclass(frozen=True, slots=True)
class Load:
    """Calls and orders expected in each of many intervals of one length, in the order of time.

    The intervals may leave time out between them (a night when nobody is there), but never overlap.

    Attributes:
        starts: When each interval begins, with its time zone; it ends `seconds` later, open.
        seconds: Length of every interval.
        calls: Expected first calls of each interval, the campaign's among them; repeated calls of
            customers who gave up are not in it.
        extra: Of these, what the campaign brings.
        orders: Orders that the campaign brings.
        cv: Standard deviation over mean of what `calls` really turns out to be as a rate, by which
            the forecast errs; the chance of single calls is not in it. 0 for one that is certain.
        figures: What the forecast rests on.
        seed: Of the random draws that the forecast took, if it took any.
    """

    starts: tuple[datetime, ...]
    seconds: float
    calls: tuple[float, ...]
    extra: tuple[float, ...]
    orders: tuple[float, ...]
    cv: tuple[float, ...]
    figures: tuple[Figure, ...] = ()
    seed: int | None = None

    def __post_init__(self) -> None:
        """Refuse no rows, columns of different length, and what no number of calls is."""
        if not self.starts:
            raise UsageError("the load has no interval", cure="Give it at least one.")
        if not 0 < self.seconds <= _DAY:
            told = f"an interval of {self.seconds:g} seconds cannot be"
            raise UsageError(told, cure="It lasts up to a day; 900 or 1800 seconds are usual.")
        self._check_starts()
        for name in ("calls", "extra", "orders", "cv"):
            self._check_column(name, getattr(self, name))

    def _check_starts(self) -> None:
        if any(each.tzinfo is None for each in self.starts):
            raise UsageError("an interval begins at a time without a zone", cure="Name the zone.")
        for one, other in pairwise(self.starts):
            if other.timestamp() - one.timestamp() < self.seconds - _TICK:
                told = f"the interval of {other.isoformat()} begins before the one before it ends"
                raise UsageError(told, cure="Put intervals in the order of time.")

    def _check_column(self, name: str, values: tuple[float, ...]) -> None:
        if len(values) != len(self.starts):
            told = f"{len(self.starts)} intervals have {len(values)} values of {name}"
            raise UsageError(told, cure="Give one for each.")
        for start, value in zip(self.starts, values, strict=True):
            if not (isfinite(value) and value >= 0):
                told = f"{name} {value:g} at {start.isoformat()} cannot be"
                raise UsageError(told, cure="Give a number from 0 upwards.")

    @property
    def per_second(self) -> tuple[float, ...]:
        """Calls per second of each interval."""
        return tuple(each / self.seconds for each in self.calls)


@dataclass(frozen=True, slots=True)
class CallTraits:
    """How long calls take, how long callers wait, and who calls again.

    Attributes:
        handle: Mean seconds that an agent is busy with a call, work after it included.
        patience: Mean seconds after which a caller who still waits hangs up.
        redial: Share of those who hung up who call again soon, 0 to 1.
        handle_cv: Standard deviation over mean of the single handle times, where it is known.
        patience_cv: The same of single callers' patience.
    """

    handle: Figure
    patience: Figure
    redial: Figure
    handle_cv: Figure | None = None
    patience_cv: Figure | None = None

    def __post_init__(self) -> None:
        """Refuse times that are not above zero, and shares that are none."""
        for each in (self.handle, self.patience):
            if each.low <= 0:
                told = f"{each.name}: {each.low:g} {each.unit} cannot be"
                raise UsageError(told, cure="Give a time above 0.")
        for spread in filter(None, (self.handle_cv, self.patience_cv)):
            if spread.low < 0:
                told = f"{spread.name}: {spread.low:g} cannot be"
                raise UsageError(told, cure="A spread is 0 or more.")
        share(self.redial)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that is known of the calls."""
        known = (self.handle, self.patience, self.redial, self.handle_cv, self.patience_cv)
        return tuple(each for each in known if each is not None)
