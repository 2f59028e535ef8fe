"""Confirming what a promise means: a candidate becomes an entry of the book."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from ringtrue.core.claim import Claim, Label
from ringtrue.core.errors import UsageError
from ringtrue.core.same_words import says
from ringtrue.core.standard import Standard
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.config.book import standard_of_body
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.inputs import line_of, words_of
from ringtrue.desk.materials import pages_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.bind_promises import meaning_key
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.services.whole_book import Book, open_book

_WORDING = 1_000


def confirm_standard(
    person: Person, campaign: Campaign, workspace: Workspace, *, wording: str, body: str
) -> StandardEntry:
    """Hold a promise of the campaign's copy to a standard.

    `wording` is the text of the claim, `body` the standard as one item of `standards:`, as a
    candidate shows it or as somebody changed it. When a standard of the desk means the same, the
    wording is added to that one. Raises `UsageError` for a wording that the copy does not promise
    or that has a standard already, and `ConfigError` for a body that is none.
    """
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    wording = line_of(wording, "promise", most=_WORDING)
    body = words_of(body, "standard")
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        book = open_book(workspace)
        wording = _lasting(wording, campaign, book)
        entry = _write(person, standard_of_body(body, book.workspace), wording, book)
        settle(campaign, workspace)
        told = {"standard": entry.slug, "wording": wording, "body": entry.body}
        record(person, "confirm standard", subject_of(campaign), told)
    return entry


def _lasting(wording: str, campaign: Campaign, book: Book) -> str:
    """The words to write into the book so that the promise is found by them."""
    claim = next((each for each in _promises(campaign, book) if wording in _told(each)), None)
    if claim is None:
        cure = "Choose a promise of the copy as it now stands."
        raise UsageError(f"no material of the campaign promises {wording!r}", cure=cure)
    held = next((each for each in book.workspace.standards if _holds(each, claim)), None)
    if held is not None:
        cure = "Change that standard, or reword the promise."
        raise UsageError(f"the book has {wording!r} as {held.id}", cure=cure)
    return next(words for words in _told(claim) if says(words, claim.sentence))


def _promises(campaign: Campaign, book: Book) -> list[Claim]:
    claims = (claim for page in pages_of(campaign, book) for claim in page.read.claims)
    return [claim for claim in claims if claim.label is Label.PROMISE]


def _told(claim: Claim) -> tuple[str, str]:
    """The words of a claim on one line: those that make it, and the whole sentence."""
    return " ".join(claim.text.split()), " ".join(claim.sentence.split())


def _holds(standard: Standard, claim: Claim) -> bool:
    return any(says(words, claim.sentence) for words in (standard.promise, *standard.wordings))


def _write(person: Person, standard: Standard, wording: str, book: Book) -> StandardEntry:
    """Add the wording to the standard that means the same, or else a new entry."""
    twin = next((each for each in book.workspace.standards if _same(each, standard)), None)
    if twin is None:
        return _add(person, standard, wording, book)
    entry = StandardEntry.objects.select_for_update().filter(slug=twin.id).first()
    owner = entry.managed_by if entry else FILE_NAME
    if entry is None or owner:
        cure = (
            f"Say it in the words of the book, {twin.promise or twin.id!r}, or have"
            f" {wording!r} added to its 'promise' in {owner}."
        )
        raise UsageError(f"{twin.id} means the same, and {owner} has it", cure=cure)
    return _save(entry, person, _with_wording(twin, wording))


def _add(person: Person, standard: Standard, wording: str, book: Book) -> StandardEntry:
    if any(each.id == standard.id for each in book.workspace.standards):
        cure = "Give this one another id."
        raise UsageError(f"there is another standard {standard.id!r}", where="id", cure=cure)
    return _save(StandardEntry(slug=standard.id), person, _with_wording(standard, wording))


def _save(entry: StandardEntry, person: Person, standard: Standard) -> StandardEntry:
    entry.body, entry.by = standard_yaml(standard), person
    entry.save()
    return entry


def _same(one: Standard, other: Standard) -> bool:
    return meaning_key(one) == meaning_key(other)


def _with_wording(standard: Standard, wording: str) -> Standard:
    said = [each for each in (standard.promise, *standard.wordings, wording) if each]
    first, *others = dict.fromkeys(said)
    return replace(standard, promise=first, wordings=tuple(others))
