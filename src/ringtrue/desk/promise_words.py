"""The words in which a promise is told: those of the book, and those of the copy held to it.

Somebody who objects writes the words they know, whole or in part, so they are compared as copy is
compared with the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from ringtrue.core.same_words import plain, says
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.review import Review
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.review_records import judgement_of

_READ = 10
"""The copy of so many campaigns is looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """How a promise is worded in the book, and by campaign (its key) in copy, as `plain` text."""

    book: tuple[str, ...]
    copy: Mapping[int, frozenset[str]]

    def has(self, words: str, campaign: int | None) -> bool:
        """Whether words that were said of a campaign, or of none, are about the promise."""
        if campaign is not None and plain(words) in self.copy.get(campaign, ()):
            return True
        return any(says(words, told) or says(told, words) for told in self.book)


def wordings_of(standing: Standing, campaigns: Sequence[Campaign]) -> Wordings:
    """The wordings of a promise; `campaigns` are those whose last review held copy to it."""
    last = Review.objects.filter(campaign__in=campaigns[:_READ]).values("campaign")
    newest = last.annotate(last=Max("id")).values_list("last", flat=True)
    reviews = Review.objects.filter(id__in=list(newest)).only("id", "at", "campaign_id")
    copy = {
        review.campaign_id: frozenset(
            plain(words)
            for claim in judgement_of(review).claims
            if standing.standard in claim.standards
            for words in (claim.text, claim.sentence)
        )
        for review in reviews
    }
    told = filter(None, (standing.promise, *map(str, standing.wordings)))
    return Wordings(tuple(dict.fromkeys(told)), copy)
