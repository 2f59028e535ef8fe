"""The next period as a history shows it: the forecast, and how sure a promise must be."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.gap.history import History
from ringtrue.stats.clearing import Clearing, clearing_levels
from ringtrue.stats.forecast import Forecast, Settings
from ringtrue.stats.predictive import Roll, roll

EVEN = 0.5
"""Below this chance a promise is more likely broken than kept: it fails."""


@dataclass(frozen=True, slots=True, eq=False)
class Prospect:
    """What is to be expected, arrays of shape (segments, limits), and how sure one must be.

    `level` is the probability from which a promise is cleared. It is learnt from the history's own
    roll, so that no more than `1 - confidence` of what is cleared turns out wrong.
    """

    history: History
    rolled: Roll
    level: float

    @property
    def forecast(self) -> Forecast:
        """The forecast of the period to judge."""
        return self.rolled.forecasts[-1]


def prospect_of(history: History, confidence: float, min_decided: int) -> Prospect | None:
    """Roll over the history and look ahead; None when it has no ripe period.

    `confidence` is 1 minus the share of cleared promises that may turn out wrong; `min_decided`
    the fewest records that can support a yes.
    """
    if history.counts is None:
        return None
    settings = Settings(ahead=history.ahead, season=history.grain.per_year, min_decided=min_decided)
    rolled = roll(history.counts, settings)
    levels = clearing_levels(rolled, settings=Clearing(wrong=1.0 - confidence))
    return Prospect(history, rolled, float(levels[-1]))
