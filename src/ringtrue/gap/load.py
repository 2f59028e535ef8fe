"""What a campaign's own volume does to a promise, as the source's history shows it.

The forecast of the next period assumes that it will be as busy as usual. A campaign makes it
busier; the load curve (`ringtrue.stats.load_curve`) says what busier days did to this promise. The
curve is that of everyone: segments share the hands that serve them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ringtrue.core.dates import day
from ringtrue.core.planned_volume import PlannedVolume
from ringtrue.core.verdict import PlannedLoad
from ringtrue.gap.columns import Columns
from ringtrue.gap.history import MAX_PENDING
from ringtrue.gap.wording import percent
from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.load_curve import LoadCurve, at_load, load_curve, usual_volume

_QUICK = 100
"""Draws for each limit of a ladder, of which only the standard error is wanted."""
MOST_DAYS = 730
"""Older days tell of other hands and other machines. Ours."""


def curve_of(columns: Columns) -> LoadCurve:
    """The load curve of a tally's days, all segments as one; days still pending are left out.

    A day's volume are all of its records, whatever became of them.
    """
    days, volume = _volumes(columns)
    ripe = days.pending <= MAX_PENDING * volume
    decided = np.where(ripe, days.decided, 0).astype(np.float64)
    return load_curve(days.day, volume, days.kept.astype(np.float64), decided)


def usual_records(columns: Columns) -> float:
    """Records of a day as it is now, whatever became of them; 0 without a record."""
    days, volume = _volumes(columns)
    return usual_volume(days.day, volume)


def planned_load(columns: Columns, planned: PlannedVolume, seed: int = 0) -> PlannedLoad:
    """What the history says of a planned volume."""
    curve, usual = curve_of(columns), usual_records(columns)
    found = at_load(curve, planned.multiples, seed=seed)
    load = PlannedLoad(
        lift=planned.lift,
        peak=planned.peak,
        usual=usual,
        planned=usual * planned.peak,
        days=curve.busier(planned.peak),
        known=len(curve.day),
        busiest=curve.busiest,
        first_day=planned.first,
        last_day=planned.last,
        peak_day=planned.peak_day,
    )
    if found is None:
        return load
    return replace(
        load,
        share_usual=found.usual,
        share=found.share,
        low=found.low,
        high=found.high,
        level=found.level,
        shift=found.shift,
        sd=found.sd,
        seed=found.seed,
    )


def planned_shifts(
    cells: Sequence[Columns], planned: PlannedVolume, seed: int = 0
) -> tuple[FloatArray, FloatArray] | None:
    """By how many logits each limit's share is lower at the planned load, and how sure; two (L,).

    `cells` are the rows of each limit. None where it was never so busy.
    """
    loads = planned.multiples
    found = [at_load(curve_of(each), loads, seed=seed, draws=_QUICK) for each in cells]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found):
        return None
    return np.array([each.shift for each in known]), np.array([each.sd for each in known])


def load_words(load: PlannedLoad) -> str:
    """The sentence that a verdict says of it, with both numbers and what they rest on."""
    planned = _planned(load)
    if load.share is None or load.share_usual is None:
        return f"{planned}: {_never(load)}, so nothing shows that it holds then."
    ends = f"{100 * (load.low or 0):.1f}-{100 * (load.high or 0):.1f}"
    return (
        f"{planned}: there {percent(load.share)} ({ends}) is kept,"
        f" and {percent(load.share_usual)} as usual; seen on {load.days:,} such days."
    )


def _planned(load: PlannedLoad) -> str:
    """How busy it is to be: every day alike, or on the busiest of a period and over all of it."""
    times, usual = _times(load.peak), _count(load.usual)
    busiest = f"{_count(load.planned)} a day, {times} the usual {usual}"
    if not (load.first_day and load.last_day and load.peak_day):
        return f"Planned are {busiest}"
    days = (load.last_day - load.first_day).days + 1
    whole = f"{_times(load.lift)} over the {days} days from {day(load.first_day)}"
    return (
        f"Planned are {_count(load.planned)} on {day(load.peak_day)}, {times} the usual {usual},"
        f" and {whole}"
    )


def _never(load: PlannedLoad) -> str:
    if not load.known:
        return "no day is known well enough to say how busy it was"
    if not load.days:
        return f"the busiest of {load.known:,} days had {_times(load.busiest)} what was usual then"
    days = "days was" if load.days == 1 else "days were"
    return f"only {load.days} of {load.known:,} {days} so busy"


def _times(multiple: float) -> str:
    """A multiple, rounded down, so that what was never seen does not look as if it had been."""
    return f"{np.floor(multiple * 100 + 1e-9) / 100:g} times"


def _count(records: float) -> str:
    return f"{records:,.0f}" if records >= 10 else f"{records:.1f}"


def _volumes(columns: Columns) -> tuple[Columns, FloatArray]:
    days = columns.merged()
    days = days.take(days.day > days.day.max(initial=0) - MOST_DAYS)
    volume = days.decided + days.pending + days.void
    days, volume = days.take(volume > 0), volume[volume > 0]
    return days, volume.astype(np.float64)
