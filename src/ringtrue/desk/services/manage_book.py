"""The standards of the desk: adding, changing and removing them outside any one campaign.

What a file has stays the file's. Every change says why, for it moves the line that a promise is
held to, perhaps that of a campaign which is live.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.core.standard import Remedy, Standard
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import settle_judged
from ringtrue.desk.config.book import standard_of_body
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.bind_promises import meaning_key
from ringtrue.desk.services.known_share import KnownShare, known_share
from ringtrue.desk.services.whole_book import Book, open_book
from ringtrue.desk.standard_words import standard_in_words
from ringtrue.do.definition import define_in

_WHY = 1_000


@dataclass(frozen=True, slots=True)
class Meant:
    """What a standard would mean: in a sentence and in full; `known` where it was measured."""

    sentence: str
    definition: str
    known: KnownShare | None


def mean_standard(person: Person, workspace: Workspace, *, body: str) -> Meant:
    """What a body would mean, in words; raises `ConfigError` when it is none."""
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    book = open_book(workspace).workspace
    standard = standard_of_body(words_of(body, "standard"), book)
    source = next(each for each in workspace.sources if each.name == standard.source)
    return Meant(
        sentence=standard_in_words(standard),
        definition=define_in(book, standard, source),
        known=known_share(standard, book),
    )


def add_standard(person: Person, workspace: Workspace, *, body: str) -> StandardEntry:
    """Add a standard to the book; `body` is one item of `standards:`.

    Raises `ConfigError` for a body that is none, and `UsageError` where the book has its id, or
    its meaning, already.
    """
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    body = words_of(body, "standard")
    with transaction.atomic():
        book = open_book(workspace)
        standard = standard_of_body(body, book.workspace)
        if book.find(standard.id):
            cure = "Give this one another id, or change that one."
            what = f"there is another standard {standard.id!r}"
            raise UsageError(what, where="id", cure=cure)
        _need_new_meaning(standard, book)
        entry = StandardEntry(slug=standard.id, body=standard_yaml(standard), by=person)
        entry.save()
        settle_judged(workspace)
        record(person, "add standard", _subject(entry), {"body": entry.body})
    return entry


def change_standard(
    person: Person, workspace: Workspace, name: str, *, body: str, reason: str
) -> bool:
    """Put another body in the place of a standard's; whether that changed anything.

    Sign-offs that bound the old one are void from then on. Raises `NotFoundError` for a name that
    the book does not have, `UsageError` for a standard that a file has or another id in the body,
    and `ConfigError` for a body that is none.
    """
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    body = words_of(body, "standard")
    with transaction.atomic():
        book = open_book(workspace)
        entry = _own_entry(name, book)
        standard = standard_of_body(body, book.workspace)
        if standard.id != name:
            cure = f"Leave 'id: {name}', or add the other one and remove this one."
            raise UsageError(f"the body has the id {standard.id!r}", where="id", cure=cure)
        _need_new_meaning(standard, book)
        before, after = entry.body, standard_yaml(standard)
        if before == after:
            return False
        reason = words_of(reason, "reason", most=_WHY)
        entry.body, entry.by = after, person
        entry.save()
        settle_judged(workspace)
        told = {"before": before, "after": after, "reason": reason}
        record(person, "change standard", _subject(entry), told)
    return True


def remove_standard(person: Person, workspace: Workspace, name: str, *, reason: str) -> None:
    """Take a standard out of the book; its evidence and its events stay.

    Raises `NotFoundError` and `UsageError` as `change_standard` does, and `UsageError` while a
    remedy of the book repairs it.
    """
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    reason = words_of(reason, "reason", most=_WHY)
    with transaction.atomic():
        book = open_book(workspace)
        entry = _own_entry(name, book)
        _need_no_remedy(name, book)
        subject, body = _subject(entry), entry.body
        entry.delete()
        settle_judged(workspace)
        record(person, "remove standard", subject, {"body": body, "reason": reason})


def _own_entry(name: str, book: Book) -> StandardEntry:
    if book.find(name) is None:
        raise NotFoundError(f"the book has no standard {name!r}", cure="Open it from the book.")
    entry = StandardEntry.objects.select_for_update().filter(slug=name).first()
    owner = entry.managed_by if entry else FILE_NAME
    if entry is None or owner:
        cure = f"Change it in {owner}."
        raise UsageError(f"{owner} has the standard {name!r}", cure=cure)
    return entry


def _need_no_remedy(name: str, book: Book) -> None:
    for each in book.workspace.standards:
        if isinstance(each.test, Remedy) and each.test.after == name:
            what = f"{each.id} is the remedy where {name} is broken"
            raise UsageError(what, cure=f"Remove {each.id} first.")


def _need_new_meaning(standard: Standard, book: Book) -> None:
    """Two standards that mean the same would count every broken promise twice."""
    others = (each for each in book.workspace.standards if each.id != standard.id)
    twin = next((each for each in others if meaning_key(each) == meaning_key(standard)), None)
    if twin is not None:
        cure = "Add the wording to that one's 'promise' instead."
        raise UsageError(f"{twin.id} means the same", cure=cure)


def _subject(entry: StandardEntry) -> str:
    return f"standard:{entry.slug}"
