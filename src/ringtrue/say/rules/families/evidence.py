"""Rules that are satisfied by a proof: they speak about matching claims that have none."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Every matching claim for which nothing is measured, and no proof on file is enough."""
    for claim in page.matching(file.when, file.unless):
        if not page.has_proof(claim, file.proof):
            yield Hit(claim, " ".join(page.proof_told(claim, file.proof)))
