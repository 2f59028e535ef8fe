"""What may still be said of a promise that is being broken: no forecast alone can know that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ringtrue.core.outcome import Ladder
from ringtrue.gap.advice import Advice, Strongest
from ringtrue.gap.burning import days_of
from ringtrue.gap.watching import Alert
from ringtrue.stats.proportions import clustered

LEVEL = 0.9
"""Two-sided, so that the lower end is passed with 95 % confidence."""


def strongest_now(advice: Advice, ladder: Ladder, alert: Alert, today: date) -> Strongest | None:
    """The boldest limit for everyone that is advised and that also held since the break began.

    The advice is from whole months and so may not have seen the break; here the days since
    `alert.began_on` must support the share by themselves. A few days seldom do: then it is None,
    and pulling the promise is all that is honest.
    """
    whole = advice.strongest[0]
    if whole.limit is None:
        return None
    for rung in ladder.rungs:
        days = days_of(rung.tally, alert.began_on, today)
        if rung.limit < whole.limit or not len(days):
            continue
        found = clustered(days.kept, days.decided, LEVEL)
        if found.lower >= advice.share:
            return replace(whole, limit=rung.limit, measured=found.share, bound=advice.share)
    return None
