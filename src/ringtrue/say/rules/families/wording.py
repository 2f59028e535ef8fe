"""Rules that the words, their neighbours and their notes decide."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Every claim that matches."""
    for claim in page.matching(file.when, file.unless):
        yield Hit(claim)
