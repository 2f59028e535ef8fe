"""Looking ahead from a history, in the one way that verdict, back-test and advice share.

All three ask for the same forecasts, and a forecast is what costs time here. So whoever judges a
book passes one `Foresight` along: every history is gathered once, every roll is made once, and a
forecast remembers what it has been asked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from hashlib import blake2b
from typing import TypeVar, cast

from ringtrue.core.outcome import Tally
from ringtrue.gap.history import History, history_of
from ringtrue.gap.periods import Grain
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.clearing import TARGETS, Clearing, clearing_levels
from ringtrue.stats.forecast import Forecast, Settings
from ringtrue.stats.predictive import Roll, roll

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Remembering(Forecast):
    """A forecast that works out each answer once."""

    known: dict[tuple[str, float], FloatArray] = field(default_factory=dict)

    def probability(self, target: float) -> FloatArray:
        if ("probability", target) not in self.known:
            self.known["probability", target] = Forecast.probability(self, target)
        return self.known["probability", target]

    def lower(self, level: float = 0.95) -> FloatArray:
        if ("lower", level) not in self.known:
            self.known["lower", level] = Forecast.lower(self, level)
        return self.known["lower", level]


class Foresight:
    """What has been looked up so far; it may be shared by standards, for counts are the key."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, object] = {}
        self._histories: dict[Hashable, History] = {}
        self._rolls: dict[Hashable, Roll | None] = {}
        self._chances: dict[Hashable, FloatArray] = {}

    def history(
        self,
        tallies: Sequence[Tally],
        as_of: date,
        grain: Grain = Grain.MONTH,
        *,
        merged: bool = False,
        lead: bool = False,
    ) -> History:
        """As `ringtrue.gap.history.history_of`, the same object for the same counts."""
        key = (tuple(map(_mark, tallies)), as_of, grain, merged, lead)
        if key not in self._histories:
            self._histories[key] = history_of(tallies, as_of, grain, merged=merged, lead=lead)
        return self._histories[key]

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """What was found for the same question before, else what `answer` finds now."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast(T, self._answers[question])

    def roll(self, history: History, min_decided: int, ahead: int) -> Roll | None:
        """The forecasts at the end of every period; None when the history has no ripe one.

        The last forecast is that of the period to judge, `ahead` periods on. A segment with fewer
        than `min_decided` records abstains.
        """
        key = (history, min_decided, ahead)
        if key not in self._rolls:
            self._rolls[key] = _roll(history, min_decided, ahead)
        return self._rolls[key]

    def needed_chances(self, rolled: Roll, confidence: float) -> FloatArray:
        """The chance from which a promise is cleared, at the end of every period; shape (T,).

        Learnt from the history's own roll, so that no more than `1 - confidence` of what is cleared
        turns out wrong; always on the same targets, so that a bolder target never lowers it.
        """
        key = (rolled, confidence)
        if key not in self._chances:
            wrong = Clearing(wrong=1.0 - confidence)
            self._chances[key] = clearing_levels(rolled, TARGETS, wrong)
        return self._chances[key]


def _roll(history: History, min_decided: int, ahead: int) -> Roll | None:
    if history.counts is None:
        return None
    settings = Settings(ahead=ahead, season=history.grain.per_year, min_decided=min_decided)
    rolled = roll(history.counts, settings)
    return replace(rolled, forecasts=tuple(map(_remembering, rolled.forecasts)))


def _remembering(forecast: Forecast) -> Forecast:
    return _Remembering(*(getattr(forecast, each.name) for each in fields(Forecast)))


def _mark(tally: Tally) -> Hashable:
    """What two tallies share when they count the same; the name of the standard is no part."""
    digest = blake2b(digest_size=16)
    for each in (tally.day, tally.segment, tally.kept, tally.broken, tally.pending, tally.void):
        digest.update(each)
        digest.update(b"|")
    return tally.segment_columns, tally.segments, len(tally), digest.digest()
