"""A document with its claims, as rules look at it: by trigger word, with neighbours and notes.

A long page has thousands of claims and says many of them again and again, so every text is made
ready once, and a pattern is asked of each text at most once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import filterfalse

from ringtrue.core.claim import Claim, Kind, QualifierKind
from ringtrue.core.proof import spoken_kinds
from ringtrue.say.document import Document, Passage
from ringtrue.say.footnotes import may_have_marks
from ringtrue.say.phrases import words_of
from ringtrue.say.rules.loading import asked_words
from ringtrue.say.rules.nouns import Condition, Measure, Measured, Taken


class Page:
    """One document under check; `on` is the day on which it is to be shown, if known.

    Inside, a claim is known by its number in `claims`.
    """

    def __init__(
        self,
        document: Document,
        claims: tuple[Claim, ...],
        measured: tuple[Measured, ...],
        on: date | None,
    ) -> None:
        self.document, self.claims, self.on = document, claims, on
        self._around: dict[int, str] = {}
        self._sought: dict[str, _Sought] = {}
        self._measured: dict[tuple[int, int], list[Measured]] = defaultdict(list)
        for each in measured:
            self._measured[each.place.start, each.place.end].append(each)

    def matching(
        self, when: Condition, unless: Condition | None = None, *, marked: bool = False
    ) -> Iterator[Claim]:
        """The claims, in order, for which all of `when` and nothing of `unless` holds.

        With `marked` only those with something in or beside them that may be a footnote's mark.
        """
        if when.channels and self.document.material.channel.lower() not in when.channels:
            return
        chosen: Iterable[int] = self._marked if marked else self._candidates(when)
        for holds in self._parts(when):
            chosen = filter(holds, chosen)
        for holds in self._parts(unless) if unless else ():
            chosen = filterfalse(holds, chosen)
        for at in chosen:
            yield self.claims[at]

    def shares(self, claim: Claim, measure: Measure) -> Iterator[float]:
        """The measured shares of one sort for a claim."""
        for each in self._known(claim):
            if each.measure is measure and each.share is not None:
                yield each.share

    def has_proof(self, claim: Claim, taken: Sequence[Taken] = ()) -> bool:
        """Whether something is known for a claim that counts, and is of the kinds that are taken.

        What operations measured counts for every rule.
        """
        known = [each for each in self._known(claim) if not each.fault]
        measured = any(each.measure is not Measure.ON_FILE for each in known)
        asked = [each.kinds for each in taken if self._fits(claim, each)]
        return measured or (
            bool(known)
            and all(any(each.kind in {None, *kinds} for each in known) for kinds in asked)
        )

    def proof_told(self, claim: Claim, taken: Sequence[Taken]) -> Iterator[str]:
        """Why what is on file for a claim is not enough, in sentences."""
        kinds = [each.kinds for each in taken if self._fits(claim, each)]
        for each in self._known(claim):
            if each.fault:
                yield f"'{each.title}' does not count: {each.fault}."
            elif each.kind is not None and any(each.kind not in wanted for wanted in kinds):
                wanted = next(some for some in kinds if each.kind not in some)
                yield f"'{each.title}' is not enough: this takes {spoken_kinds(wanted)}."

    def _known(self, claim: Claim) -> Sequence[Measured]:
        return self._measured.get((claim.place.start, claim.place.end), ())

    def _fits(self, claim: Claim, taken: Taken) -> bool:
        return self._seek(taken.pattern)[_plain(claim.sentence)]

    def passage_text(self, claim: Claim) -> str:
        """The passage in which a claim stands."""
        return self._passage(self._passage_of(claim)).text

    def _passage(self, number: int) -> Passage:
        return self.document.passages[self._starts[1][number]]

    def _candidates(self, when: Condition) -> Iterable[int]:
        """The claims, in order, that have the words or else the kinds that are asked for."""
        if when.words:
            lists = [self._index.get(word, ()) for word in when.words]
        elif when.kinds:
            lists = [self._by_kind.get(kind, ()) for kind in when.kinds]
        else:
            return range(len(self.claims))
        return sorted(set().union(*lists))

    def _parts(self, asked: Condition) -> Iterator[Callable[[int], bool]]:
        """A question for each part that the condition has, cheap ones first."""
        claims = self.claims
        if asked.labels:
            yield lambda at: claims[at].label in asked.labels
        if asked.kinds:
            yield lambda at: claims[at].kind in asked.kinds
        if asked.channels:
            yield lambda _: self.document.material.channel.lower() in asked.channels
        if asked.qualifiers:
            yield lambda at: any(each.kind in asked.qualifiers for each in claims[at].qualifiers)
        if asked.roles:
            yield lambda at: self._passage(self._passage_numbers[at]).role in asked.roles
        if asked.pattern:
            said, found = self._plain, self._seek(asked.pattern)
            yield lambda at: found[said[at]]
        if asked.noted:
            noted = self._seek(asked.noted)
            yield lambda at: any(noted[note] for note in self._notes(at))
        if asked.near:
            near = self._seek(asked.near)
            yield lambda at: near[self._neighbourhood(at)]
        if asked.document:
            anywhere = self._seek(asked.document)
            yield lambda _: anywhere[self._whole]

    def _seek(self, pattern: str) -> _Sought:
        if pattern not in self._sought:
            self._sought[pattern] = _Sought(pattern)
        return self._sought[pattern]

    def _notes(self, at: int) -> Iterator[str]:
        for each in self.claims[at].qualifiers:
            if each.kind is QualifierKind.FOOTNOTE:
                yield _plain(each.text)

    def _neighbourhood(self, at: int) -> str:
        """The passage of a claim with its neighbours, and the claim's qualifiers."""
        number, qualifiers = self._passage_numbers[at], self.claims[at].qualifiers
        if number not in self._around:
            _, order = self._starts
            chosen = sorted(order[max(0, number - 1) : number + 2])
            self._around[number] = "\n".join([self._texts[each] for each in chosen]) + "\n"
        if not qualifiers:
            return self._around[number]
        return self._around[number] + _plain("\n".join([each.text for each in qualifiers]))

    def _passage_of(self, claim: Claim) -> int:
        """The number, by place in the file, of the passage in which a claim stands."""
        return max(0, bisect_right(self._starts[0], claim.place.start) - 1)

    @cached_property
    def _passage_numbers(self) -> list[int]:
        return [self._passage_of(claim) for claim in self.claims]

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        spans = sorted(
            (each.span(0, 0)[0] if each.steps else each.origin, at)
            for at, each in enumerate(self.document.passages)
        )
        return [start for start, _ in spans], [at for _, at in spans]

    @cached_property
    def _marked(self) -> list[int]:
        """The claims whose sentence or passage may hold a mark."""
        _, order = self._starts
        marked = [may_have_marks(self.document.passages[number].text) for number in order]
        return [
            at
            for at, number in enumerate(self._passage_numbers)
            if marked[number] or may_have_marks(self.claims[at].sentence)
        ]

    @cached_property
    def _plain(self) -> list[str]:
        """The sentence of each claim, lower case with straight apostrophes."""
        return _all_plain([claim.sentence for claim in self.claims])

    @cached_property
    def _texts(self) -> list[str]:
        """Each passage, likewise."""
        return _all_plain([passage.text for passage in self.document.passages])

    @cached_property
    def _whole(self) -> str:
        """Everything that the document says, likewise; what it repeats, once."""
        return "\n".join(dict.fromkeys(self._texts))

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """The claims that have each of the words that rules ask for."""
        asked, index = asked_words(), defaultdict(list)
        for at, claim in enumerate(self.claims):
            for word in _said(claim.sentence) & asked:
                index[word].append(at)
        return index

    @cached_property
    def _by_kind(self) -> dict[Kind, list[int]]:
        index: dict[Kind, list[int]] = defaultdict(list)
        for at, claim in enumerate(self.claims):
            index[claim.kind].append(at)
        return index


class _Sought(dict[str, bool]):
    """Whether a pattern stands in a text, for each text that it was asked of."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self._pattern = pattern

    def __missing__(self, text: str) -> bool:
        found = self[text] = _compiled(self._pattern).search(text) is not None
        return found


def _said(sentence: str) -> frozenset[str]:
    """The words of a sentence, and the parts of those with hyphens."""
    words = words_of(sentence)
    if "-" not in sentence:
        return words
    return words.union(*(word.split("-") for word in words if "-" in word))


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _all_plain(texts: Sequence[str]) -> list[str]:
    """Each text made plain; what is repeated, once."""
    plain = {text: _plain(text) for text in dict.fromkeys(texts)}
    return [plain[text] for text in texts]
