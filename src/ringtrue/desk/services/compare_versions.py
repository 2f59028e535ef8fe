"""Two versions of a material: which words changed, and what that did to its promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from ringtrue.core.claim import Claim
from ringtrue.core.errors import NotFoundError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.materials import page_of
from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.read_materials import ReadMaterial
from ringtrue.desk.services.whole_book import open_book
from ringtrue.gap.rewordings import find_rewordings
from ringtrue.gap.strength import Compared, compare_strength

_WORD = re.compile(r"\s+|\S+")
_WORDS = 4_000
"""Passages with more words and gaps than this are shown as gone and come, not word by word."""


class WordChange(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in a row that fared alike."""

    change: WordChange
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage that changed, in words; or, without any, how many passages in a row did not."""

    words: tuple[Words, ...]
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class RewordedClaim:
    """A claim before and after, and which of the two wordings commits to more."""

    old: Claim
    new: Claim
    compared: Compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one text to another, in the order of the text."""

    stretches: tuple[Stretch, ...]
    appeared: tuple[Claim, ...]
    vanished: tuple[Claim, ...]
    reworded: tuple[RewordedClaim, ...]

    @property
    def same_words(self) -> bool:
        """Whether a reader sees no difference."""
        return not any(each.words for each in self.stretches)

    @property
    def same_claims(self) -> bool:
        """Whether it says the same to rely on."""
        return not (self.appeared or self.vanished or self.reworded)


@dataclass(frozen=True, slots=True)
class VersionsView:
    """Two versions of a material (all of them without bytes, the newest first) and how they differ.

    `old` and `new` are the same when there is only one.
    """

    material: Material
    versions: tuple[MaterialVersion, ...]
    old: MaterialVersion
    new: MaterialVersion
    comparison: Comparison


def compare_versions(
    person: Person,
    material: Material,
    workspace: Workspace,
    *,
    old: int | None = None,
    new: int | None = None,
) -> VersionsView:
    """Compare two versions by their numbers: the newest with the one before, unless told.

    Raises `NotFoundError` for a version that there is not.
    """
    require(person.name, person.roles, Action.SEE)
    rows = material.versions.select_related("by", "material").defer("data")
    versions = tuple(rows)
    later = _numbered(versions, new) if new is not None else versions[0]
    before = max(later.number - 1, 1) if old is None else old
    earlier = _numbered(versions, before)
    book = open_book(workspace)
    one, other = page_of(earlier, book).read, page_of(later, book).read
    return VersionsView(material, versions, earlier, later, compare(one, other))


def compare(old: ReadMaterial, new: ReadMaterial) -> Comparison:
    """What changed between two readings."""
    found = find_rewordings(old.claims, new.claims)
    reworded = tuple(
        RewordedClaim(each.old, each.new, compare_strength(each.old, each.new))
        for each in found.reworded
    )
    before = [each.text for each in old.document.passages]
    after = [each.text for each in new.document.passages]
    return Comparison(tuple(_stretches(before, after)), found.appeared, found.vanished, reworded)


def _numbered(versions: Sequence[MaterialVersion], number: int) -> MaterialVersion:
    found = next((each for each in versions if each.number == number), None)
    if found is None:
        cure = f"Choose one of 1 to {versions[0].number}."
        raise NotFoundError(f"there is no version {number}", cure=cure)
    return found


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Stretch((), b - a)
            continue
        for before, after in zip_longest(old[a:b], new[c:d]):
            yield Stretch(tuple(_words(before or "", after or "")))


def _words(old: str, new: str) -> Iterator[Words]:
    """The words of a passage that went, stayed and came."""
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) > _WORDS or len(other) > _WORDS:
        yield from _gone_and_come(old, new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            yield Words(WordChange.SAME, "".join(other[c:d]))
        else:
            yield from _gone_and_come("".join(one[a:b]), "".join(other[c:d]))


def _gone_and_come(old: str, new: str) -> Iterator[Words]:
    if old:
        yield Words(WordChange.REMOVED, old)
    if new:
        yield Words(WordChange.ADDED, new)
