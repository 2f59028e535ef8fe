"""One promise told in two ways: "2 days" on the page, "tomorrow" on the radio.

Customers hold a business to the stronger of two wordings, whichever of its channels said it. This
compares what the materials of a campaign state, and stays silent where they may well speak of
different things: other words around a promise are taken for another product or other customers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ringtrue.core.claim import Claim, Label, QualifierKind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.finding import Finding, Level
from ringtrue.core.same_words import plain
from ringtrue.gap.likeness import Span, scope_words, span_of

DIFFER = "ringtrue-promises-differ"
"""The finding that two materials promise the same in two ways."""
SLOGAN = "ringtrue-slogan-measured"
"""The finding that what one material only says has a number in another."""

_MONEY = re.compile(r"[£$€]\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?[£$€]")
_OPEN_ENDED = frozenset({QualifierKind.FROM, QualifierKind.UP_TO})
_NARROWED = frozenset({QualifierKind.CONDITION, QualifierKind.EXCLUSION})
_LEADING = re.compile(r"^(?:(?:we're|we are|we'll|we will|we|our|you're|always|be|is|are) )+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A promise of a material: `standards` are the ids of those the book gives its words."""

    claim: Claim
    channel: str = ""
    standards: tuple[str, ...] = ()

    @property
    def material(self) -> str:
        """The name of the material."""
        return self.claim.place.file


def find_contradictions(sayings: Sequence[Saying]) -> tuple[Finding, ...]:
    """Where two materials promise the same differently, and slogans that another one measures.

    Sayings come in reading order; a finding stands at the later of the two. Two promises are the
    same when the book gives both one standard, or when their wordings state the same sort of test
    of the same subject and what else they say is the same. A material never contradicts itself.
    """
    promises = [each for each in sayings if each.claim.label is Label.PROMISE]
    return tuple(dict.fromkeys((*_differing(promises), *_measured_slogans(promises))))


class _Meaning(NamedTuple):
    """What a wording holds the business to, so that equal promises are equal."""

    span: Span | None
    low: float | None
    high: float | None
    target: float
    amounts: tuple[str, ...]


class _Told(NamedTuple):
    """One saying with one of the standards that it states."""

    saying: Saying
    draft: StandardDraft
    meaning: _Meaning


def _differing(sayings: Sequence[Saying]) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[_Told]] = {}
    scopes = _scopes(sayings)
    for saying, scope in zip(sayings, scopes, strict=True):
        for draft in saying.claim.drafts:
            if draft.stated:
                told = _Told(saying, draft, _meaning(saying.claim, draft))
                for key in _keys(saying, draft, scope):
                    groups.setdefault(key, []).append(told)
    pairs = (pair for group in groups.values() for pair in _pairs(group))
    found = {(late.saying.claim.place, late.draft.shape): (early, late) for early, late in pairs}
    yield from (_differ(early, late) for early, late in found.values())


def _pairs(group: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """For each further meaning the first saying of it, with an earlier one that it belies.

    A material that says both is taken to speak of two things, which it tells apart in some way.
    """
    meanings: list[dict[str, _Told]] = []
    for told in group:
        fits = (each for each in meanings if _agree(_first(each).meaning, told.meaning))
        known = next(fits, None)
        if known is None:
            meanings.append(known := {})
        known.setdefault(told.saying.material, told)
    for number, meaning in enumerate(meanings):
        apart = (
            (early, late)
            for late in meaning.values()
            for other in meanings[:number]
            if late.saying.material not in other
            for early in other.values()
            if early.saying.material not in meaning
        )
        yield from islice(apart, 1)


def _first(meaning: Mapping[str, _Told]) -> _Told:
    return next(iter(meaning.values()))


def _keys(saying: Saying, draft: StandardDraft, scope: str) -> Iterator[tuple[object, ...]]:
    """Under what a draft is compared: its standards, and its subject where it names one."""
    yield from (("standard", name, draft.shape) for name in saying.standards)
    subject = frozenset(draft.subject) - {"order"} or frozenset(draft.subject)
    if subject:
        kinds = frozenset({each.kind for each in saying.claim.qualifiers} & _OPEN_ENDED)
        words = scope_words(scope, subject)
        yield ("words", draft.shape, subject, draft.currency, kinds, words)


def _scopes(sayings: Sequence[Saying]) -> list[str]:
    """The words around each promise that may say for whom and for what it is.

    They are those of its sentence, without the other promises in it.
    """
    beside: dict[tuple[str, str], list[str]] = {}
    for saying in sayings:
        beside.setdefault((saying.material, saying.claim.sentence), []).append(saying.claim.text)
    return [
        _scope(saying.claim, beside[saying.material, saying.claim.sentence]) for saying in sayings
    ]


def _scope(claim: Claim, texts: Sequence[str]) -> str:
    sentence = claim.sentence
    for text in texts:
        if claim.text not in text:
            sentence = sentence.replace(text, " ")
    narrowed = (each.text for each in claim.qualifiers if each.kind in _NARROWED)
    return " ".join((sentence, *narrowed))


def _meaning(claim: Claim, draft: StandardDraft) -> _Meaning:
    """The numbers of a draft; sums of money that are not its own bounds are conditions."""
    priced = draft.shape is Shape.VALUE and bool(draft.high or draft.low)
    narrowed = (each.text for each in claim.qualifiers if each.kind in _NARROWED)
    amounts = () if priced else _MONEY.findall(" ".join((claim.text, *narrowed)))
    loose = any(each.kind in _OPEN_ENDED for each in claim.qualifiers)
    return _Meaning(
        span=span_of(draft.limit) if draft.limit else None,
        low=draft.low,
        high=draft.high,
        target=0.0 if loose else draft.target,
        amounts=tuple(sorted({amount.replace(" ", "") for amount in amounts})),
    )


def _agree(one: _Meaning, other: _Meaning) -> bool:
    """Whether both may be kept as one; a condition that only one names does not belie the other."""
    if one.amounts and other.amounts and one.amounts != other.amounts:
        return False
    spans = one.span == other.span
    if one.span and other.span:
        spans = one.span.meets(other.span)
    return spans and one[1:4] == other[1:4]


def _differ(early: _Told, late: _Told) -> Finding:
    limits = [str(told.draft.limit) for told in (late, early) if told.draft.limit]
    numbers = f" ({' against '.join(limits)})" if len(set(limits)) > 1 else ""
    return Finding(
        rule=DIFFER,
        level=Level.WARNING,
        message=f"{_named(late.saying)} says {late.saying.claim.text!r}, "
        f"{_named(early.saying)} says {early.saying.claim.text!r}{numbers}",
        why="Customers hold the business to the stronger wording, wherever they met it.",
        fix="Make both say the same, or say in each for which products or customers it is.",
        place=late.saying.claim.place,
    )


def _measured_slogans(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Vague promises whose words stand in a promise with a number in another material."""
    measured = [
        (each, f" {plain(each.claim.sentence)} ") for each in sayings if _states_number(each.claim)
    ]
    seen: dict[str, Finding | None] = {}
    for saying in sayings:
        if saying.claim.measurable or saying.standards:
            continue
        words = _LEADING.sub("", plain(saying.claim.text))
        key = f"{saying.material}\n{words}"
        if key not in seen and len(words.split()) > 1:
            seen[key] = next(_of_slogan(saying, words, measured), None)
    yield from (finding for finding in seen.values() if finding)


def _of_slogan(
    saying: Saying, words: str, measured: Iterable[tuple[Saying, str]]
) -> Iterator[Finding]:
    for other, sentence in measured:
        if other.material != saying.material and f" {words} " in sentence:
            yield Finding(
                rule=SLOGAN,
                level=Level.WARNING,
                message=f"{_named(saying)} only says {saying.claim.text!r}, but "
                f"{_named(other)} says what it means: {other.claim.sentence!r}",
                why="Once a slogan has a number somewhere, customers expect it everywhere.",
                fix="Give the slogan the same standard in the book, or take the number back.",
                place=saying.claim.place,
            )


def _states_number(claim: Claim) -> bool:
    return claim.measurable and any(draft.stated for draft in claim.drafts)


def _named(saying: Saying) -> str:
    return f"{saying.material} ({saying.channel})" if saying.channel else saying.material
