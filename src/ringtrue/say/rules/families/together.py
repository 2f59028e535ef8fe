"""Rules about two claims of one document, where the second changes what the first means."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.rules.nouns import Condition, Hit, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Matching claims in a document that has another claim which matches `also`."""
    others = list(page.matching(file.also or Condition()))
    for claim in page.matching(file.when, file.unless):
        other = next((each for each in others if each.place != claim.place), None)
        if other is not None:
            yield Hit(claim, f"See line {other.place.line}: '{other.text}'.")
