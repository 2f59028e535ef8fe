"""Notes on a screen that are gone before they can be read."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.claim import QualifierKind
from ringtrue.core.place import Place
from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page

_PER_WORD = 0.2
_SHORT, _SHORT_EXTRA, _LONG_EXTRA = 9, 2.0, 3.0
"""Up to so many words a note needs so many seconds more, a longer one more again."""


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Matching claims with a note that is held for less than its words need.

    Silent where the material does not tell when its words are shown.
    """
    for claim in page.matching(file.when, file.unless):
        notes = (each for each in claim.qualifiers if each.kind is QualifierKind.FOOTNOTE)
        for note in notes:
            needed, held = seconds_needed(note.text), _held(page, note.place)
            if held is not None and held < needed - 1e-6:
                yield Hit(claim, f"Shown for {held:.1f} s, needed {needed:.1f} s: '{note.text}'.")
                break


def seconds_needed(text: str) -> float:
    """Seconds for which a text must be shown.

    >>> seconds_needed("Selected lines only, ends Sunday."), seconds_needed("word " * 10)
    (3.0, 5.0)
    """
    words = len(text.split())
    return _PER_WORD * words + (_SHORT_EXTRA if words <= _SHORT else _LONG_EXTRA)


def _held(page: Page, place: Place) -> float | None:
    return page.document.layout.held(place.start, place.end)
