"""The columns of a source for a form to offer, remembered for a while: people type fast."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from ringtrue.core.errors import RingtrueError
from ringtrue.core.source import Column, ColumnType, Source
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require

_SECONDS, _AWAY_SECONDS, _SOURCES = 120.0, 15.0, 50
"""So long columns are remembered, so long that they cannot be seen, and of so many sources."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The columns of a source, or why they cannot be seen."""

    columns: tuple[Column, ...]
    unseen: str = ""

    @property
    def types(self) -> dict[str, ColumnType]:
        """The type of each column."""
        return {each.name: each.type for each in self.columns}


_Key = tuple[str, Source]
_KEPT: dict[_Key, tuple[float, Offer]] = {}
"""Until when, on the clock of this process, and what."""


def offer_columns(person: Person, workspace: Workspace, name: str) -> Offer:
    """The columns of the source `name` as they are now, or were two minutes ago.

    A source that the workspace does not have, or that cannot be opened, has none and says why:
    whoever knows its columns may still write their names.
    """
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    source = next((each for each in workspace.sources if each.name == name), None)
    if source is None:
        return Offer((), "" if not name else f"There is no source {name[:80]!r}.")
    key = workspace.folder, source
    kept = _KEPT.get(key)
    if kept is not None and monotonic() < kept[0]:
        return kept[1]
    offer = _look(source, Path(workspace.folder))
    while len(_KEPT) >= _SOURCES:
        _KEPT.pop(next(iter(_KEPT)), None)
    _KEPT[key] = monotonic() + (_AWAY_SECONDS if offer.unseen else _SECONDS), offer
    return offer


def _look(source: Source, folder: Path) -> Offer:
    """Open the source; one that cannot be opened is not asked at every keystroke."""
    from ringtrue.do.sources import open_source

    try:
        with open_source(source, folder) as opened:
            return Offer(opened.columns)
    except RingtrueError as error:
        return Offer((), str(error))
