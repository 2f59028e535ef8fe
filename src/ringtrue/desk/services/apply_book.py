"""Promises as code: bringing the standards of a book file into the store, after showing the plan.

A book owns the entries that it brought: they are read-only on screen, change when the file does,
and leave when they leave the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import settle_judged
from ringtrue.desk.config.book import items_of_book, items_of_entry, standards_of
from ringtrue.desk.config.reading import text_of
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.terminal import Actor
from ringtrue.desk.workspace import read_settings

_NAMED = 5
_LONGEST = 250


class Change(StrEnum):
    """What becomes of one entry of the book."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """One standard before and after, as YAML; '' where it is not in the store.

    `owner` is who has it so far: a book's name, '' for the desk.
    """

    id: str
    change: Change
    before: str = ""
    after: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying a book does; `book` is the name under which it owns its entries."""

    book: str
    entries: tuple[PlannedEntry, ...]

    def of(self, change: Change) -> tuple[PlannedEntry, ...]:
        """The entries to which this happens."""
        return tuple(entry for entry in self.entries if entry.change is change)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return len(self.of(Change.UNCHANGED)) == len(self.entries)


@dataclass(frozen=True, slots=True)
class SentBook:
    """A book that was sent and lies in no file here; `name` is its path from a workspace."""

    name: str
    text: str


def plan_book(
    by: Actor, book: Path | SentBook, workspace: Workspace, *, take_over: bool = False
) -> Plan:
    """What `apply_book` would do, without doing it; raises what it would raise."""
    require(by.name, by.roles, Action.APPLY_BOOK)
    return _plan(_open(book, workspace), workspace, take_over=take_over)


def apply_book(
    by: Actor,
    book: Path | SentBook,
    workspace: Workspace,
    *,
    take_over: bool = False,
    shown: Plan | None = None,
) -> Plan:
    """Make the store's entries those of the book; one event, and none when nothing changes.

    With `take_over` the book becomes the owner of entries of the same name that the desk or
    another book has; without, they are refused. `shown` is the plan that somebody agreed to: any
    other one is refused. Raises `ConfigError` for a file that is no book, or that contradicts
    ringtrue.yaml or the entries that stay.
    """
    require(by.name, by.roles, Action.APPLY_BOOK)
    opened = _open(book, workspace)
    with transaction.atomic():
        plan = _plan(opened, workspace, take_over=take_over)
        if shown is not None and plan != shown:
            raise UsageError("the book has changed since the plan was shown", cure="Try again.")
        if not plan.is_empty:
            _write(plan, by)
            settle_judged(workspace)
            told: dict[str, object] = {
                change.value: [entry.id for entry in plan.of(change)]
                for change in (Change.ADDED, Change.CHANGED, Change.REMOVED)
            }
            digest = sha256(opened.text.encode()).hexdigest()
            record(by.username, "apply book", f"book:{plan.book}", {**told, "digest": digest})
    return plan


def name_of(path: Path, workspace: Workspace) -> str:
    """What a book is called in the store: its path from the workspace, with forward slashes."""
    folder = Path(workspace.folder).resolve()
    try:
        name = Path(os.path.relpath(path.resolve(), folder)).as_posix()
    except ValueError:  # on another drive
        name = path.resolve().as_posix()
    if len(name) > _LONGEST:
        cure = f"Keep the book nearer to the workspace: at most {_LONGEST} characters."
        raise UsageError("its path is too long a name", where=str(path), cure=cure)
    return name


_SENT = re.compile(r"(?!\.\.?/)[\w.-][\w. -]*(/(?!\.\.?(/|$))[\w. -]+)*")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A book that was read: the name that owns its entries, its text, and where that stands."""

    name: str
    text: str
    where: str


def _open(book: Path | SentBook, workspace: Workspace) -> _Opened:
    if isinstance(book, SentBook):
        if len(book.name) > _LONGEST or not _SENT.fullmatch(book.name):
            cure = "Give its path from the workspace, with forward slashes: promises/book.yaml."
            raise UsageError(f"{book.name[:80]!r} is no name of a book", where="name", cure=cure)
        return _Opened(book.name, book.text, book.name)
    text = read_settings(book, "Name a book: a file with 'standards:', as 'export' writes it.")
    return _Opened(name_of(book, workspace), text, str(book))


def _plan(opened: _Opened, workspace: Workspace, *, take_over: bool) -> Plan:
    book = opened.name
    rows = {row.slug: row for row in StandardEntry.objects.select_for_update()}
    wanted = _wanted(opened, workspace, rows)
    foreign = [rows[slug] for slug in wanted if slug in rows and rows[slug].managed_by != book]
    if foreign and not take_over:
        raise _owned_by_others(foreign, opened.where)
    entries = [_entry(slug, rows.get(slug), body, book) for slug, body in wanted.items()]
    gone = [row for row in rows.values() if row.managed_by == book and row.slug not in wanted]
    entries += [PlannedEntry(row.slug, Change.REMOVED, row.body, "", book) for row in gone]
    return Plan(book, tuple(entries))


def _entry(slug: str, row: StandardEntry | None, body: str, book: str) -> PlannedEntry:
    if row is None:
        return PlannedEntry(slug, Change.ADDED, "", body, book)
    same = row.body == body and row.managed_by == book
    change = Change.UNCHANGED if same else Change.CHANGED
    return PlannedEntry(slug, change, row.body, body, row.managed_by)


def _wanted(
    opened: _Opened, workspace: Workspace, rows: Mapping[str, StandardEntry]
) -> dict[str, str]:
    """The bodies that the store shall have by this book, after every check.

    They are read together with what stays, for a remedy may follow a standard of another owner.
    What ringtrue.yaml says alike is left to it, so that an exported book can be applied where it
    came from.
    """
    items = items_of_book(opened.text, opened.where)
    names = {text_of(item, "id") for item in items}
    stay = [row for row in rows.values() if row.managed_by != opened.name and row.slug not in names]
    others = [item for row in stay for item in items_of_entry(row.slug, row.body)]
    beside = [standard for standard in workspace.standards if standard.id not in names]
    found = standards_of((*items, *others), workspace, beside)[: len(items)]
    at_home = {standard.id: standard_yaml(standard) for standard in workspace.standards}
    bodies = {standard.id: standard_yaml(standard) for standard in found}
    for standard in found:
        if at_home.get(standard.id, bodies[standard.id]) != bodies[standard.id]:
            what = f"ringtrue.yaml says {standard.id!r} differently"
            raise ConfigError(what, where=standard.place, cure="Keep it in one of the two files.")
    return {slug: body for slug, body in bodies.items() if slug not in at_home}


def _owned_by_others(rows: Sequence[StandardEntry], where: str) -> UsageError:
    """Names the first few entries and their owners."""
    told = [f"{row.slug} ({row.managed_by or 'made at the desk'})" for row in rows[:_NAMED]]
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    cure = "Take them out of the file, or let it become their owner with --take-over."
    what = f"the store has {', '.join(told)}{more} from elsewhere"
    return UsageError(what, where=where, cure=cure)


def _write(plan: Plan, by: Actor) -> None:
    person = by if isinstance(by, Person) else None
    gone = [entry.id for entry in plan.of(Change.REMOVED)]
    StandardEntry.objects.filter(slug__in=gone, managed_by=plan.book).delete()
    for entry in (*plan.of(Change.ADDED), *plan.of(Change.CHANGED)):
        StandardEntry.objects.update_or_create(
            slug=entry.id,
            defaults={"body": entry.after, "managed_by": plan.book, "by": person},
        )
