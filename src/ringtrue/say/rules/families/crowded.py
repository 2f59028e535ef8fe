"""Marks that point to more than one note."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.footnotes import marks_in, notes_of
from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Claims with a mark for which the document has several notes."""
    for claim in page.matching(file.when, file.unless, marked=True):
        marks = marks_in(claim.sentence, 0, len(claim.sentence))
        counts = {mark: len(notes_of(page.document, mark)) for mark in marks}
        crowded = [f"{mark} has {count} notes" for mark, count in counts.items() if count > 1]
        if crowded:
            yield Hit(claim, f"{', '.join(crowded)}.")
