"""Measuring: what became of the records under each standard, with evidence for every share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence
from ringtrue.core.outcome import Ladder, Tally
from ringtrue.core.source import Source
from ringtrue.core.standard import Standard
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.shape import nearest
from ringtrue.do.measuring import Measured
from ringtrue.gap.foresight import Foresight
from ringtrue.gap.shares import ShareRow

Progress = Callable[[str, float], None]

STORE = ".ringtrue"
"""The folder in the workspace for everything that is made and can be made again."""


@dataclass(frozen=True)
class MeasuredStandard:
    """One standard with its counts, its evidence, and its shares by month and by segment.

    `evidence` is None when no record was selected at all. Without slots, for tally and ladder are
    made when they are first asked for, and kept.
    """

    measured: Measured
    evidence: Evidence | None
    months: tuple[ShareRow, ...]
    segments: tuple[ShareRow, ...]

    @property
    def standard(self) -> Standard:
        """The standard that was measured."""
        return self.measured.standard

    @property
    def independent(self) -> bool:
        """Whether the workspace says that the records of the source are independent."""
        return self.measured.profile.source.independent_rows

    @cached_property
    def tally(self) -> Tally:
        """Outcome counts by day and segment."""
        return self.measured.tally

    @cached_property
    def ladder(self) -> Ladder | None:
        """The same promise at other limits; None where it has no limit of time."""
        return self.measured.ladder


@dataclass(frozen=True, slots=True)
class MeasuredBook:
    """Everything that was measured as at one moment, in the order of the standards.

    `foresight` keeps what was foreseen from it, for verdict, advice and back-test to share.
    """

    as_of: datetime
    standards: tuple[MeasuredStandard, ...]
    foresight: Foresight = field(default_factory=Foresight, compare=False)

    def get(self, name: str) -> MeasuredStandard | None:
        """One standard by its id."""
        return next((each for each in self.standards if each.standard.id == name), None)


def moment(workspace: Workspace, as_of: datetime | None = None) -> datetime:
    """The moment of judgement: the one asked for, the workspace's, or now."""
    return as_of or workspace.as_of or datetime.now(UTC)


def measure_standards(
    workspace: Workspace,
    standards: Sequence[Standard] | None = None,
    *,
    as_of: datetime | None = None,
    only: tuple[str, ...] = (),
    cubes: Path | None = None,
    refresh: bool = False,
    progress: Progress | None = None,
) -> MeasuredBook:
    """Measure the workspace's standards, or those given (proposals among them).

    `only` are the ids to measure when not all; `cubes` the folder that keeps what was counted,
    the workspace's own when None. Raises `UsageError` for an id that is not there, and
    `MeasureError` when a number could not be had; what was measured before stays.
    """
    from ringtrue.do.measuring import measure

    chosen = workspace.standards if standards is None else tuple(standards)
    when = moment(workspace, as_of)
    _check_names(only, chosen)
    if not chosen:
        return MeasuredBook(when, ())
    found = measure(
        replace(workspace, standards=chosen, sources=_without_segments(workspace)),
        as_of=when,
        cubes=cubes or Path(workspace.folder) / STORE / "cubes",
        only=only,
        refresh=refresh,
        progress=progress,
    )
    return MeasuredBook(when, tuple(_weigh(each, when) for each in found.results))


def _without_segments(workspace: Workspace) -> tuple[Source, ...]:
    """The sources without segments of their own: every standard names its, or wants none."""
    return tuple(replace(source, segments=()) for source in workspace.sources)


def _check_names(only: tuple[str, ...], standards: Sequence[Standard]) -> None:
    known = [standard.id for standard in standards]
    for name in only:
        if name not in known:
            raise UsageError(f"there is no standard {name!r}", cure=nearest(name, known))


def _weigh(measured: Measured, as_of: datetime) -> MeasuredStandard:
    from ringtrue.gap.evidence import make_evidence
    from ringtrue.gap.shares import shares_by_period, shares_by_segment

    tally, independent = measured.tally, measured.profile.source.independent_rows
    if not len(tally):
        return MeasuredStandard(measured, None, (), ())
    evidence = make_evidence(
        tally,
        definition=measured.definition,
        source=measured.standard.source,
        query=measured.query,
        fingerprint=measured.profile.fingerprint,
        as_of=as_of,
        independent=independent,
    )
    segments = shares_by_segment(tally, independent=independent) if tally.segment_columns else ()
    return MeasuredStandard(
        measured, evidence, shares_by_period(tally, independent=independent), segments
    )
