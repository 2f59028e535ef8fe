"""Is this sentence a promise? Slots and the trained model give one judgement together.

The model reads how a sentence is worded and has the last word; the slots say what it is about
and which of its words make the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ringtrue.core.claim import Kind, Label
from ringtrue.say.document import Role
from ringtrue.say.model.network import Answer, ask_all, look_again
from ringtrue.say.model.store import load
from ringtrue.say.ranks import claims_first_place, ranks_nobody
from ringtrue.say.slots import Slot, SlotKind, find_slots

_NUMBERS = {kind: number for number, kind in enumerate(SlotKind)}
_TIMED = frozenset({Kind.SERVICE, Kind.AVAILABILITY, Kind.EASE, Kind.QUALITY})
"""Kinds that give way to time when the sentence sets a limit to it."""

_PRICED = frozenset({Kind.SERVICE, Kind.AVAILABILITY})
"""Kinds that give way to price when something of it is free."""

_LIMITS = ("within", "in under", "in less", "under", "less than", "inside", "no more", "no longer")
_STANDING = frozenset({SlotKind.STANDING})
_NO_HINT = frozenset({SlotKind.STANDING, SlotKind.COUNT, SlotKind.SHARE})
_DENIED = re.compile(
    r"\b(?:cannot|can['’]t|unable|unfortunately|sorry|regret|must|(?:is|are|be|do|will) not)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*[\"“].*[\"”]\s*", re.DOTALL)
_CLAUSE = re.compile(r"\s*(?:[;:|•]|\s[-–—]\s|[.!?](?=\s)|,\s(?=(?:and|but|so|or|plus)\s))\s*")
_EDGE = " \t\"'“”‘’.,;:!*#-–—•"
_AWARD = re.compile(
    r"\b(?:award|winn(?:er|ing)|won|voted|finalist|shortlisted|medal|prize|named)", re.IGNORECASE
)
_COMPARISON = re.compile(
    r"\b(?:(?<!more )(?<!less )than|more than (?:any|other)|unlike|"
    r"compared|versus|vs|twice|times (?:as|more))\b|\b\d+x\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:leading|leaders?|best|largest|biggest|oldest|fastest|finest|most|number one|no\. ?1|"
    r"first(?! (?:visit|time|call|contact|attempt|hour|day|week|month|year)s?\b)|only|top|premier|"
    r"favourite|favorite|\w{3,}est)\b|#1",
    re.IGNORECASE,
)


class Unit(NamedTuple):
    """One sentence or line, with what it is on its page."""

    text: str
    role: Role = Role.PARAGRAPH


class Judgement(NamedTuple):
    """What a careful reader would call a unit.

    `label` is None when it is neither promise nor assertion; `kind` and `measurable` then mean
    nothing. `score` is the probability of the label (of a promise, when there is none). `span`
    are the characters that make the claim.
    """

    label: Label | None
    kind: Kind
    measurable: bool
    score: float
    span: tuple[int, int]
    slots: tuple[Slot, ...] = ()


def judge_sentences(units: Sequence[Unit]) -> list[Judgement]:
    """A judgement for each unit, in order.

    >>> found = judge_sentences([Unit("We reply within 24 hours."), Unit("Where are you based?")])
    >>> [each.label for each in found], found[0].kind.value, found[0].measurable
    ([<Label.PROMISE: 'promise'>, None], 'time', True)
    """
    texts = list(dict.fromkeys(unit.text for unit in units))
    answers = dict(zip(texts, ask_all(texts), strict=True))
    spoken = dict.fromkeys(unit.text for unit in units if unit.role is not Role.QUOTE)
    promises = [text for text in spoken if _is_promise(text, answers[text])]
    judged = dict(zip(promises, _promises(promises, answers), strict=True))
    others = (text for text in spoken if text not in judged)
    judged.update((text, _no_promise(text, answers[text])) for text in others)
    return [
        _nothing(answers[unit.text].promise) if unit.role is Role.QUOTE else judged[unit.text]
        for unit in units
    ]


def _is_promise(text: str, answer: Answer) -> bool:
    model = load()
    return answer.promise >= model.promise_from or (
        answer.promise >= model.hinted_from and is_hinted(text)
    )


def _no_promise(text: str, answer: Answer) -> Judgement:
    if not _is_assertion(text, answer):
        return _nothing(answer.promise)
    slots = find_slots(text)
    score = max(answer.assertion, load().assertion_from)
    return Judgement(Label.ASSERTION, assertion_kind(text), True, score, _span(text, slots), slots)


def _is_assertion(text: str, answer: Answer) -> bool:
    if answer.assertion >= load().assertion_from:
        return not ranks_nobody(text)
    return claims_first_place(text)


def _nothing(score: float) -> Judgement:
    return Judgement(None, Kind.OTHER, False, score, (0, 0))


def _promises(texts: Sequence[str], answers: Mapping[str, Answer]) -> Iterator[Judgement]:
    found = [find_slots(text) for text in texts]
    looks = look_again(texts, [slot_numbers(slots) for slots in found])
    for text, slots, look in zip(texts, found, looks, strict=True):
        bearing = tuple(slot for slot in slots if slot.kind not in _STANDING)
        yield Judgement(
            Label.PROMISE,
            _kind(look.kind, slots),
            look.measurable >= 0.5,
            answers[text].promise,
            _span(text, bearing),
            slots,
        )


def _kind(kind: Kind, slots: Sequence[Slot]) -> Kind:
    """The model's kind, unless a slot names the more particular one."""
    if kind in _TIMED and any(map(_is_limit, slots)):
        return Kind.TIME
    if kind in _PRICED and any(slot.kind is SlotKind.FREE for slot in slots):
        return Kind.PRICE
    if kind is Kind.QUALITY and any("guarantee" in slot.word for slot in slots):
        return Kind.GUARANTEE
    return kind


def _is_limit(slot: Slot) -> bool:
    return slot.kind is SlotKind.DURATION and slot.word.startswith(_LIMITS)


def is_hinted(text: str) -> bool:
    """Whether some slot hints at a promise, so that the model needs to be less sure.

    >>> is_hinted("Free delivery"), is_hinted("A street of 2,000 houses")
    (True, False)
    """
    if _DENIED.search(text) or _QUOTED.fullmatch(text):
        return False
    return any(slot.kind not in _NO_HINT for slot in find_slots(text))


def slot_numbers(slots: Sequence[Slot]) -> tuple[int, ...]:
    """The kinds of slots as the model numbers them."""
    return tuple(_NUMBERS[slot.kind] for slot in slots)


def assertion_kind(text: str) -> Kind:
    """What an assertion rests on.

    >>> [assertion_kind(text).value for text in ("Voted best café", "Faster than the train")]
    ['award', 'comparison']
    """
    if _AWARD.search(text):
        return Kind.AWARD
    if _COMPARISON.search(text):
        return Kind.COMPARISON
    if _RANK.search(text):
        return Kind.RANK
    return Kind.NUMBER


def _span(text: str, slots: Sequence[Slot]) -> tuple[int, int]:
    """The clauses with slots in them, from the first to the last; without slots, all of it."""
    start, end = 0, len(text)
    if slots:
        first = min(slot.start for slot in slots)
        last = max(slot.end for slot in slots)
        for mark in _CLAUSE.finditer(text):
            if mark.end() <= first:
                start = mark.end()
            elif mark.start() >= last:
                end = mark.start()
                break
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else (0, len(text))
