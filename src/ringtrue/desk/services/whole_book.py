"""The whole book: the standards of ringtrue.yaml, and those that the store keeps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256

from ringtrue.core.standard import Standard
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.book import items_of_entry, standards_of
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.wordings import Wordings

_Entry = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """A workspace with every standard in it, and their wordings to look for in copy.

    `key` is another one after any change of the standards or of what judges them, `judging` after
    one of the policy, the jurisdictions or of who answers calls; books of the same key are equal.
    """

    workspace: Workspace = field(compare=False)
    wordings: Wordings = field(compare=False)
    key: str
    judging: str

    def find(self, name: str) -> Standard | None:
        """One standard by its id."""
        return next((each for each in self.workspace.standards if each.id == name), None)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The book last made, for the same workspace and entries."""

    workspace: Workspace
    entries: tuple[_Entry, ...]
    book: Book


_LAST: list[_Kept] = []


def whole_book(workspace: Workspace) -> Workspace:
    """The workspace of ringtrue.yaml with the store's standards after its own.

    Raises `ConfigError` that names the entry when one cannot be read any more (its source was
    renamed, say), or has the id of a standard in the file.
    """
    return open_book(workspace).workspace


def open_book(workspace: Workspace) -> Book:
    """The same with a key; made once for the same workspace object and the same entries."""
    entries = tuple(StandardEntry.objects.values_list("slug", "body"))
    kept = _LAST[-1] if _LAST else None
    if kept is not None and kept.workspace is workspace and kept.entries == entries:
        return kept.book
    book = _make(workspace, entries)
    _LAST[:] = [_Kept(workspace, entries, book)]
    return book


def _make(workspace: Workspace, entries: tuple[_Entry, ...]) -> Book:
    items = [item for slug, body in entries for item in items_of_entry(slug, body)]
    standards = (*workspace.standards, *standards_of(items, workspace))
    judging = _digest(repr((workspace.policy, workspace.jurisdictions, workspace.answering)))
    key = _digest(judging, *(standard_yaml(each) for each in standards))
    return Book(replace(workspace, standards=standards), Wordings(standards), key, judging)


def _digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()
