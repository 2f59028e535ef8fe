"""Two versions of a material: which words changed, and what that did to its promises."""

from __future__ import annotations

import re
from collections import Counter
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

_WORD = re.compile(r"\s+|\S+")
_WORDS = 4_000
"""Passages with more words and gaps than this are shown as gone and come, not word by word."""
_PAIRS = 10_000
"""So many claims that went, times those that came, are looked at for rewording."""
_ALIKE = 0.5
"""Claims whose words match at least so far (0 to 1) are one claim that was reworded."""


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in a row that fared alike."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage that changed, in words; or, without any, how many passages in a row did not."""

    words: tuple[Words, ...]
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Reworded:
    """A claim before and after."""

    old: Claim
    new: Claim


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one text to another, in the order of the text."""

    stretches: tuple[Stretch, ...]
    appeared: tuple[Claim, ...]
    vanished: tuple[Claim, ...]
    reworded: tuple[Reworded, ...]

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
    appeared, vanished, reworded = _claims(old.claims, new.claims)
    before = [each.text for each in old.document.passages]
    after = [each.text for each in new.document.passages]
    return Comparison(tuple(_stretches(before, after)), appeared, vanished, reworded)


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
            yield Words(Change.SAME, "".join(other[c:d]))
        else:
            yield from _gone_and_come("".join(one[a:b]), "".join(other[c:d]))


def _gone_and_come(old: str, new: str) -> Iterator[Words]:
    if old:
        yield Words(Change.REMOVED, old)
    if new:
        yield Words(Change.ADDED, new)


_Changes = tuple[tuple[Claim, ...], tuple[Claim, ...], tuple[Reworded, ...]]


def _claims(old: Sequence[Claim], new: Sequence[Claim]) -> _Changes:
    """Claims that appeared, vanished and were reworded; the same words elsewhere are no change."""
    appeared, vanished = _missing(new, old), _missing(old, new)
    reworded = []
    comparable = len(appeared) * len(vanished) <= _PAIRS
    for claim in vanished.copy() if comparable else ():
        twin = max(appeared, key=lambda each: _likeness(claim, each), default=None)
        if twin is not None and _likeness(claim, twin) >= _ALIKE:
            appeared.remove(twin)
            vanished.remove(claim)
            reworded.append(Reworded(claim, twin))
    return tuple(appeared), tuple(vanished), tuple(reworded)


def _missing(claims: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    """Those that the others do not say, as often as they say it."""
    left = Counter(map(_said, others))
    found = []
    for claim in claims:
        left[_said(claim)] -= 1
        if left[_said(claim)] < 0:
            found.append(claim)
    return found


def _said(claim: Claim) -> tuple[str, str, str]:
    return claim.label.value, claim.kind.value, " ".join(claim.text.split()).casefold()


def _likeness(one: Claim, other: Claim) -> float:
    words = one.text.casefold().split(), other.text.casefold().split()
    return SequenceMatcher(None, *words).ratio()
