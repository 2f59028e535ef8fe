"""What the promises of a campaign could be measured by, before any review: for the first look."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.place import Place
from ringtrue.core.workspace import Workspace
from ringtrue.desk.materials import pages_of, reading_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.review_records import Meaning, meaning_of
from ringtrue.desk.services.bind_promises import BoundBy, bind_promises
from ringtrue.desk.services.whole_book import open_book


@dataclass(frozen=True, slots=True)
class Proposed:
    """A promise of the copy, the standards it is held to, and what it could mean.

    `place.file` is the name of the material; each way of a meaning carries the YAML that
    `confirm_standard` takes.
    """

    place: Place
    text: str
    by: BoundBy
    because: str
    standards: tuple[str, ...]
    meanings: tuple[Meaning, ...]


def propose_standards(
    person: Person, campaign: Campaign, workspace: Workspace
) -> tuple[Proposed, ...]:
    """Bind every promise of the copy as it now stands; opens the sources to see their columns.

    Nothing is measured or written. Raises `SourceError` when a source cannot be opened.
    """
    require(person.name, person.roles, Action.SEE)
    book = open_book(workspace)
    reading = reading_of(pages_of(campaign, book))
    return tuple(
        Proposed(
            place=each.claim.place,
            text=each.claim.text,
            by=each.by,
            because=each.reason,
            standards=tuple(standard.id for standard in each.standards),
            meanings=tuple(map(meaning_of, each.proposals)),
        )
        for each in bind_promises(book.workspace, reading.promises).promises
    )
