"""A document with its claims, as rules look at it: by trigger word, with neighbours and notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache

from ringtrue.core.claim import Claim, Kind, QualifierKind
from ringtrue.say.document import Document
from ringtrue.say.phrases import words_of
from ringtrue.say.rules.nouns import Condition, Measure, Measured


class Page:
    """One document under check; `on` is the day on which it is to be shown, if known."""

    def __init__(
        self,
        document: Document,
        claims: tuple[Claim, ...],
        measured: tuple[Measured, ...],
        on: date | None,
    ) -> None:
        self.document, self.claims, self.on = document, claims, on
        self._around: dict[tuple[int, int], str] = {}
        self._measured: dict[tuple[int, int], list[Measured]] = defaultdict(list)
        for each in measured:
            self._measured[each.place.start, each.place.end].append(each)

    def matching(self, when: Condition, unless: Condition | None = None) -> Iterator[Claim]:
        """The claims for which all of `when` and nothing of `unless` holds."""
        if when.channels and self.document.material.channel.lower() not in when.channels:
            return
        for claim in self._candidates(when):
            if self._all(when, claim) and not (unless and self._any(unless, claim)):
                yield claim

    def shares(self, claim: Claim, measure: Measure) -> Iterator[float]:
        """The measured shares of one sort for a claim."""
        for each in self._measured.get((claim.place.start, claim.place.end), ()):
            if each.measure is measure and each.share is not None:
                yield each.share

    def has_proof(self, claim: Claim) -> bool:
        """Whether anything at all is known for a claim."""
        return bool(self._measured.get((claim.place.start, claim.place.end)))

    def passage_text(self, claim: Claim, reach: int = 0) -> str:
        """The passage of a claim with `reach` neighbours on either side, lower case."""
        starts, order = self._starts
        at = max(0, bisect_right(starts, claim.place.start) - 1)
        if (at, reach) not in self._around:
            chosen = sorted(order[max(0, at - reach) : at + reach + 1])
            said = "\n".join(self.document.passages[each].text for each in chosen).lower()
            self._around[at, reach] = said
        return self._around[at, reach]

    @cached_property
    def text(self) -> str:
        """Everything that the document says, lower case."""
        return "\n".join(each.text for each in self.document.passages).lower()

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        spans = sorted((each.span(0, 0)[0], at) for at, each in enumerate(self.document.passages))
        return [start for start, _ in spans], [at for _, at in spans]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(self.claims):
            for word in words_of(claim.sentence):
                index[word].append(at)
                if "-" in word:
                    for part in word.split("-"):
                        index[part].append(at)
        return index

    @cached_property
    def _by_kind(self) -> dict[Kind, list[int]]:
        index: dict[Kind, list[int]] = defaultdict(list)
        for at, claim in enumerate(self.claims):
            index[claim.kind].append(at)
        return index

    def _candidates(self, when: Condition) -> Iterator[Claim]:
        """The claims, in order, that have the words or else the kinds that are asked for."""
        if when.words:
            lists = [self._index.get(word, ()) for word in when.words]
        elif when.kinds:
            lists = [self._by_kind.get(kind, ()) for kind in when.kinds]
        else:
            yield from self.claims
            return
        for at in sorted(set().union(*lists)):
            yield self.claims[at]

    def _all(self, when: Condition, claim: Claim) -> bool:
        return all(self._answers(when, claim))

    def _any(self, unless: Condition, claim: Claim) -> bool:
        return any(self._answers(unless, claim))

    def _answers(self, asked: Condition, claim: Claim) -> Iterator[bool]:
        """The answer to each part that the condition has, cheap ones first."""
        if asked.labels:
            yield claim.label in asked.labels
        if asked.kinds:
            yield claim.kind in asked.kinds
        if asked.channels:
            yield self.document.material.channel.lower() in asked.channels
        if asked.qualifiers:
            yield any(each.kind in asked.qualifiers for each in claim.qualifiers)
        if asked.pattern:
            yield _found(asked.pattern, claim.sentence.lower())
        if asked.noted:
            notes = (each for each in claim.qualifiers if each.kind is QualifierKind.FOOTNOTE)
            yield any(_found(asked.noted, each.text.lower()) for each in notes)
        if asked.near:
            said = "\n".join(each.text for each in claim.qualifiers).lower()
            yield _found(asked.near, f"{self.passage_text(claim, 1)}\n{said}")
        if asked.document:
            yield self._in_document(asked.document)

    def _in_document(self, pattern: str) -> bool:
        known = self._documented
        if pattern not in known:
            known[pattern] = _found(pattern, self.text)
        return known[pattern]

    @cached_property
    def _documented(self) -> dict[str, bool]:
        return {}


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=2**16)
def _found(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text.replace("’", "'")) is not None
