"""Rules that ask operations for a share: how many reach the figure, how many records kept it."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Matching claims whose share is below `least`; without a measurement, a note that asks."""
    for claim in page.matching(file.when, file.unless):
        shares = list(page.shares(claim, file.measure))
        if not shares:
            yield Hit(claim, f"Not measured yet; at least {file.least:.0%} is needed.", mild=True)
        elif min(shares) < file.least:
            yield Hit(claim, f"Measured {min(shares):.1%}, needed {file.least:.0%}.")
