"""A first look at copy that is in no campaign yet: what a customer would rely on in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ringtrue.core.claim import Claim, Label
from ringtrue.core.workspace import Workspace
from ringtrue.desk.copy_blocks import Block, blocks_of
from ringtrue.desk.drafts_in_words import in_words
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.add_material import Copy, read_copy
from ringtrue.desk.services.fetch_material import name_of
from ringtrue.desk.services.read_materials import ReadMaterial, judge_document
from ringtrue.desk.services.whole_book import whole_book
from ringtrue.say.fetching import fetch
from ringtrue.say.reading import format_of_page


@dataclass(frozen=True, slots=True)
class Look:
    """Copy as it was read; `blocks` are its passages cut at the claims, by their numbers."""

    read: ReadMaterial
    blocks: tuple[Block, ...]

    @property
    def format(self) -> str:
        """The name of the format that reads it."""
        return self.read.document.material.format

    @property
    def promises(self) -> tuple[Claim, ...]:
        """The claims that commit the business."""
        return tuple(each for each in self.read.claims if each.label is Label.PROMISE)

    @property
    def assertions(self) -> tuple[Claim, ...]:
        """The claims that only state something."""
        return tuple(each for each in self.read.claims if each.label is Label.ASSERTION)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched: the copy, and what it would be called."""

    copy: Copy
    name: str


def look_at_copy(
    person: Person, workspace: Workspace, *, name: str, copy: Copy, channel: str = ""
) -> Look:
    """Read copy as a campaign would, and keep nothing of it.

    A file's `name` says how to read it by its suffix. Raises `ReadError` when it cannot be read.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    document = read_copy(name, copy)
    document = replace(document, material=replace(document.material, channel=channel))
    read = judge_document(document, whole_book(workspace))
    return Look(read, blocks_of(document, read.claims))


def fetch_copy(person: Person, workspace: Workspace, address: str) -> Fetched:
    """Fetch a page under the guards of `say.fetching`, and keep nothing of it."""
    require(person.name, person.roles, Action.WRITE_COPY)
    page = fetch(address.strip(), reach=workspace.reach)
    copy = Copy(page.data, format_of_page(page), page.charset[:40])
    return Fetched(copy, name_of(address.strip()))


def meanings_of(claim: Claim) -> tuple[str, ...]:
    """What a claim states that could be measured, or what we propose for a vague one, in words."""
    return tuple(map(in_words, claim.drafts))
