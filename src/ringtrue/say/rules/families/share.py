"""Rules that ask operations for a share: how many reach the figure, how many records kept it."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.claim import Claim
from ringtrue.core.draft import Shape
from ringtrue.say.rules.nouns import Hit, Measure, RuleFile
from ringtrue.say.rules.page import Page


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Matching claims whose share is below `least`; without a measurement, a note that asks.

    A claim that itself promises less than `least` ("most", "9 in 10") is held to its own words.
    """
    for claim in page.matching(file.when, file.unless):
        shares, least = list(page.shares(claim, file.measure)), _least(file, claim)
        own = " as it says itself" if least < file.least else ""
        if not shares:
            yield Hit(claim, f"Not measured yet; at least {least:.0%} is needed{own}.", mild=True)
        elif min(shares) < least:
            yield Hit(claim, f"Measured {min(shares):.1%}, needed {least:.0%}{own}.")


def _least(file: RuleFile, claim: Claim) -> float:
    """The share that is needed: the rule's, or what the claim promises where that is less."""
    if file.measure is not Measure.KEPT:
        return file.least
    own = (each.target for each in claim.drafts if each.shape is not Shape.REMEDY and each.stated)
    return min(file.least, next(own, 1.0))
