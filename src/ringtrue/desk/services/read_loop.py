"""The loop in the firm's own figures, arrow by arrow, from the tables themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import nan

import numpy as np

from ringtrue.core.cycle import Known, OwnReading
from ringtrue.core.workspace import Workspace
from ringtrue.cost.loop.detecting import Loop, detect
from ringtrue.cost.loop.series import FigureKind, OwnFigures, Series
from ringtrue.desk.own_figures import read_own_figures
from ringtrue.desk.services.measure_standards import Progress, measure_standards


@dataclass(frozen=True, slots=True, eq=False)
class LoopView:
    """What the figures show; `loop` is None where nothing was read yet.

    `missing` says which settings would tell more, `as_of` up to when the tables were read.
    """

    loop: Loop | None
    reading: OwnReading | None
    as_of: datetime | None
    missing: tuple[str, ...]


def read_loop(
    workspace: Workspace, *, as_of: datetime | None = None, progress: Progress | None = None
) -> LoopView:
    """Measure, read spend and customers, and look for the cycle; keeps nothing."""
    missing = missing_for(workspace)
    measured = measure_standards(workspace, as_of=as_of, progress=progress)
    tallies = [each.tally for each in measured.standards]
    reading = read_own_figures(workspace, tallies, measured.as_of, progress)
    if reading is None:
        return LoopView(None, None, None, missing)
    return LoopView(detect(figures_of(reading)), reading, measured.as_of, missing)


def missing_for(workspace: Workspace) -> tuple[str, ...]:
    """The settings without which arrows cannot be judged, each with what it is for."""
    found = []
    if workspace.cycle is None or workspace.cycle.spend is None:
        found.append("cycle: spend: (a source with the days and the money of advertising)")
    if workspace.cost is None or workspace.cost.purchases is None:
        found.append("cost: purchases: (a source that says which customer bought when)")
    return tuple(found)


def figures_of(reading: OwnReading) -> OwnFigures:
    """A reading as the series that arrows are looked for in."""
    values = {
        FigureKind.SPEND: reading.spend,
        FigureKind.NEW_CUSTOMERS: reading.new_customers,
        FigureKind.BROKEN_SHARE: reading.broken_share,
        FigureKind.REPEAT_RATE: reading.repeat_rate,
        FigureKind.RETURNING_SHARE: reading.returning_share,
    }
    series = tuple(Series(kind, _array(each)) for kind, each in values.items() if each)
    return OwnFigures(reading.period, reading.starts, series)


def _array(values: Known) -> np.ndarray:
    return np.array([nan if each is None else each for each in values], dtype=np.float64)
