"""Looking ahead from a history, in the one way that verdict, back-test and advice share."""

from __future__ import annotations

from ringtrue.gap.history import History
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.clearing import TARGETS, Clearing, clearing_levels
from ringtrue.stats.forecast import Settings
from ringtrue.stats.predictive import Roll, roll


def look_ahead(history: History, min_decided: int, ahead: int) -> Roll | None:
    """The forecasts at the end of every period; None when the history has no ripe one.

    The last forecast is that of the period to judge, `ahead` periods on. A segment with fewer than
    `min_decided` records abstains.
    """
    if history.counts is None:
        return None
    settings = Settings(ahead=ahead, season=history.grain.per_year, min_decided=min_decided)
    return roll(history.counts, settings)


def needed_chances(rolled: Roll, confidence: float) -> FloatArray:
    """The chance from which a promise is cleared, at the end of every period; shape (T,).

    Learnt from the history's own roll, so that no more than `1 - confidence` of what is cleared
    turns out wrong; always on the same targets, so that a bolder target never lowers it.
    """
    return clearing_levels(rolled, TARGETS, Clearing(wrong=1.0 - confidence))
