"""The book: every standard that promises are held to, who has it, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ringtrue.core.errors import NotFoundError
from ringtrue.core.standard import Standard
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.whole_book import open_book
from ringtrue.do.definition import define_in


@dataclass(frozen=True, slots=True)
class BookRow:
    """One standard, the file that has it ("" for the desk), and its state as last measured."""

    standard: Standard
    owner: str
    state: str


@dataclass(frozen=True, slots=True)
class StandardView:
    """One standard: its YAML and its meaning in words, and the campaigns held to it.

    `by` is who wrote it down last, "" where a file or a command did.
    """

    row: BookRow
    yaml: str
    definition: str
    by: str
    campaigns: tuple[Campaign, ...]


def see_book(person: Person, workspace: Workspace) -> tuple[BookRow, ...]:
    """Every standard, in the order of the book; nothing is measured."""
    require(person.name, person.roles, Action.SEE)
    owners = dict(StandardEntry.objects.values_list("slug", "managed_by"))
    states = dict(Standing.objects.values_list("standard", "state"))
    book = open_book(workspace).workspace
    return tuple(_row(each, owners, states) for each in book.standards)


def see_standard(person: Person, workspace: Workspace, name: str) -> StandardView:
    """One standard by its id; raises `NotFoundError` when the book has none of that id."""
    require(person.name, person.roles, Action.SEE)
    book = open_book(workspace)
    standard = book.find(name)
    if standard is None:
        cure = nearest(name, [each.id for each in book.workspace.standards])
        raise NotFoundError(f"the book has no standard {name!r}", cure=cure or "See the book.")
    entry = StandardEntry.objects.select_related("by").filter(slug=name).first()
    states = dict(Standing.objects.filter(standard=name).values_list("standard", "state"))
    source = next(each for each in workspace.sources if each.name == standard.source)
    return StandardView(
        row=_row(standard, {name: entry.managed_by} if entry else {}, states),
        yaml=standard_yaml(standard),
        definition=define_in(book.workspace, standard, source),
        by=entry.by.name if entry and entry.by else "",
        campaigns=held_to(name),
    )


def held_to(standard: str) -> tuple[Campaign, ...]:
    """The campaigns whose last review held them to a standard."""
    rows = Campaign.objects.exclude(standards=[])
    return tuple(each for each in rows if standard in each.standards)


def _row(standard: Standard, owners: Mapping[str, str], states: Mapping[str, str]) -> BookRow:
    owner = owners.get(standard.id, FILE_NAME)
    return BookRow(standard, owner, states.get(standard.id, ""))
