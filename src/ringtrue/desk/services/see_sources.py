"""The operational tables that promises are measured on: where, how fresh, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ringtrue.core.errors import NotFoundError
from ringtrue.core.source import Source, SourceProfile
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.permissions import Action, require


@dataclass(frozen=True, slots=True)
class UsedBy:
    """A standard that is measured on the source, and its definition as last measured."""

    standard: str
    promise: str
    definition: str
    state: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source: where it is (a database without its password) and what was last seen of it.

    `measured_at` is when it was last measured, `last_day` the newest day that had a record then;
    both None before the first measuring.
    """

    source: Source
    location: str
    measured_at: datetime | None
    last_day: date | None
    used_by: tuple[UsedBy, ...]


def see_sources(person: Person, workspace: Workspace) -> tuple[SourceRow, ...]:
    """Every source of the workspace, in its order; nothing is opened."""
    require(person.name, person.roles, Action.SEE)
    standings = list(Standing.objects.defer("months", "parts", "reasons"))
    return tuple(_row(source, standings) for source in workspace.sources)


def see_source(person: Person, workspace: Workspace, name: str) -> SourceRow:
    """One source; raises `NotFoundError` when the workspace has none of that name."""
    found = {row.source.name: row for row in see_sources(person, workspace)}
    if name not in found:
        cure = f"{nearest(name, found)} It may have been renamed in ringtrue.yaml.".strip()
        raise NotFoundError(f"there is no source {name!r}", cure=cure)
    return found[name]


def open_table(person: Person, workspace: Workspace, name: str) -> SourceProfile:
    """The columns and rows of a source as they are now; it is opened for that.

    Raises `NotFoundError` when there is none of that name and `SourceError` when it cannot be read.
    """
    row = see_source(person, workspace, name)
    from ringtrue.do.sources import open_source

    with open_source(row.source, Path(workspace.folder)) as opened:
        return SourceProfile(row.source, opened.columns, opened.rows, "")


def _row(source: Source, standings: Sequence[Standing]) -> SourceRow:
    from ringtrue.do.sources import masked

    own = [standing for standing in standings if standing.source == source.name]
    return SourceRow(
        source=source,
        location=masked(source.location),
        measured_at=max((each.as_of for each in own), default=None),
        last_day=max((each.last_day for each in own if each.last_day), default=None),
        used_by=tuple(
            UsedBy(each.standard, each.promise, each.definition, each.state) for each in own
        ),
    )
