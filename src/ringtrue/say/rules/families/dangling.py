"""Marks that point to no note."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.claim import Claim
from ringtrue.say.footnotes import marks_in, notes_of
from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Claims with a mark that nothing in the document answers to."""
    for claim in page.matching(file.when, file.unless, marked=True):
        missing = [mark for mark in _marks(claim, page) if not notes_of(page.document, mark)]
        if missing:
            yield Hit(claim, f"Without a note: {' '.join(missing)}")


def _marks(claim: Claim, page: Page) -> tuple[str, ...]:
    """The marks of the claim's sentence, and one that stands right behind it in its passage."""
    text = page.passage_text(claim)
    start = text.find(claim.sentence)
    if start < 0:
        return marks_in(claim.sentence, 0, len(claim.sentence))
    return marks_in(text, start, start + len(claim.sentence))
