"""Measuring a workspace: every standard, in as few scans as their clocks need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.core.errors import ConfigError, MeasureError, SourceError
from ringtrue.core.outcome import Ladder, Tally, to_day
from ringtrue.core.source import Source, SourceProfile
from ringtrue.core.standard import Remedy, Standard, Within
from ringtrue.core.workspace import Workspace
from ringtrue.do.definition import define_in
from ringtrue.do.planning import Book, plan_for

if TYPE_CHECKING:
    from ringtrue.do.cube import Generation
    from ringtrue.do.plan import Plan, Reading
    from ringtrue.do.reading import LaneBins

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What became of the records under one standard.

    `query` is the text that counted; `undated` records have no day and stand in no row of the
    tally. `scanned_days` are the days read from the source this time, None when all were.
    """

    standard: Standard
    profile: SourceProfile
    definition: str
    query: str
    undated: int
    scanned_days: int | None
    notes: tuple[str, ...]
    _bins: LaneBins
    _reading: Reading

    @property
    def tally(self) -> Tally:
        """Outcome counts by day and segment, made from the bins at each asking."""
        return self._bins.tally(self.standard.id, self._reading.mark)

    @property
    def ladder(self) -> Ladder | None:
        """The same promise at limits around its own; None where it has no limit of time."""
        test = self.standard.test
        if not isinstance(test, Within | Remedy):
            return None
        return self._bins.ladder(self._reading, test.limit.unit.value)

    @property
    def first_day(self) -> date | None:
        """The first day of the tally, None when no record has a day."""
        return to_day(int(self._bins.day.min())) if len(self._bins.day) else None

    @property
    def last_day(self) -> date | None:
        """The last day of the tally, None when no record has a day."""
        return to_day(int(self._bins.day.max())) if len(self._bins.day) else None


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """Every standard as at one moment, in the order of the workspace."""

    as_of: datetime
    results: tuple[Measured, ...]

    def of(self, standard: str) -> Measured:
        """The result of one standard; raises `MeasureError` when it was not measured."""
        for each in self.results:
            if each.standard.id == standard:
                return each
        message = f"{standard!r} was not measured"
        raise MeasureError(message, cure="Measure it, or check its name.")


def measure(
    workspace: Workspace,
    *,
    as_of: datetime,
    cubes: Path,
    only: tuple[str, ...] = (),
    refresh: bool = False,
    progress: Progress | None = None,
) -> Measurement:
    """Count the outcomes of all standards (or of `only` these) as at one moment.

    An `as_of` without a zone is on the wall clock of each source. What an earlier cube under
    `cubes` already holds for good is not read again unless `refresh`. `progress` hears what is
    being done and how far it is (0 to 1). Raises `ConfigError`, `SourceError` or `MeasureError`;
    the last good cubes then stand untouched.
    """
    plans = plans_of(workspace, only)
    tell = progress or _silent
    found: dict[str, Measured] = {}
    for number, plan in enumerate(plans):
        share = number / len(plans)
        tell(f"Measuring {plan.source.name}", share)
        generation = _generation(workspace, plan, as_of, cubes, refresh)
        found |= _results(workspace, plan, generation)
    tell("Measured", 1.0)
    ordered = (found[each.id] for each in workspace.standards if each.id in found)
    return Measurement(as_of, tuple(ordered))


def open_cube(cubes: Path, workspace: Workspace, only: tuple[str, ...] = ()) -> Measurement:
    """The last good measurement of this book, without touching any source.

    Raises `MeasureError` when the book was not measured as it now stands, or a cube is damaged.
    """
    from ringtrue.do.cube import load

    found: dict[str, Measured] = {}
    moments = []
    for plan in plans_of(workspace, only):
        generation = load(cubes, plan.source, plan.key)
        if generation is None:
            message = "These standards have not been measured as they now stand"
            raise MeasureError(message, where=plan.source.name, cure="Run ringtrue measure.")
        moments.append(generation.as_of)
        found |= _results(workspace, plan, generation)
    if not moments:
        raise MeasureError("There is nothing to measure", cure="Write a standard first.")
    ordered = (found[each.id] for each in workspace.standards if each.id in found)
    return Measurement(moments[0], tuple(ordered))


def plans_of(workspace: Workspace, only: tuple[str, ...] = ()) -> tuple[Plan, ...]:
    """A plan for each source that has standards; raises `ConfigError` for unknown names."""
    known = {each.id for each in workspace.standards}
    for name in only:
        if name not in known:
            cure = f"The book has: {', '.join(sorted(known)) or 'none'}."
            raise ConfigError(f"There is no standard {name!r}", where=workspace.folder, cure=cure)
    chosen = [each for each in workspace.standards if not only or each.id in only]
    book = Book(workspace.standards, workspace.calendars)
    for each in chosen:
        _source_of(workspace, each)
    plans = []
    for source in workspace.sources:
        mine = tuple(each for each in chosen if each.source == source.name)
        if mine:
            plans.append(plan_for(source, mine, book))
    return tuple(plans)


def _silent(what: str, share: float) -> None:
    del what, share


def _source_of(workspace: Workspace, standard: Standard) -> Source:
    for each in workspace.sources:
        if each.name == standard.source:
            return each
    names = ", ".join(each.name for each in workspace.sources) or "none"
    message = f"{standard.id} measures {standard.source!r}, which is no source"
    raise ConfigError(message, where=standard.place, cure=f"Sources: {names}.")


def _generation(
    workspace: Workspace, plan: Plan, as_of: datetime, cubes: Path, refresh: bool
) -> Generation:
    """Count one source, from what an earlier cube holds where that is sound."""
    from ringtrue.do.again import count_again
    from ringtrue.do.cube import load, save

    folder = Path(workspace.folder)
    old, generation = None, None
    notes: tuple[str, ...] = ()
    if not refresh:
        try:
            old = load(cubes, plan.source, plan.key)
            generation = count_again(plan, folder, as_of, old) if old else None
        except SourceError:
            raise
        except MeasureError as error:
            old, notes = None, (f"{error.what}, so everything was counted anew.",)
    if generation is None:
        generation = _opened(plan, folder, as_of, old, notes)
    save(cubes, generation)
    return generation


def _opened(
    plan: Plan, folder: Path, as_of: datetime, old: Generation | None, notes: tuple[str, ...]
) -> Generation:
    from ringtrue.do.refreshing import count_plan
    from ringtrue.do.sources import open_source

    with open_source(plan.source, folder) as opened:
        return count_plan(opened, plan, as_of, old, notes)


def _results(workspace: Workspace, plan: Plan, generation: Generation) -> dict[str, Measured]:
    from ringtrue.do.reading import lane_bins
    from ringtrue.do.zones import DAY, wall_micro

    standards = {each.id: each for each in workspace.standards}
    lanes: dict[tuple[int, int], LaneBins] = {}
    texts = [each.text for each in generation.queries]
    today = wall_micro(plan.source.time_zone, generation.micro) // DAY
    found = {}
    for reading in plan.readings:
        key = (reading.panel, reading.lane)
        if key not in lanes:
            panel = plan.panels[reading.panel]
            lanes[key] = lane_bins(panel, reading.lane, generation.panels[reading.panel], today)
        standard = standards[reading.standard]
        found[standard.id] = Measured(
            standard,
            generation.profile,
            define_in(workspace, standard, plan.source),
            texts[reading.panel],
            lanes[key].undated,
            generation.scanned_days,
            generation.notes,
            lanes[key],
            reading,
        )
    return found
