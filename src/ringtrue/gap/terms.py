"""What a wording commits to, taken apart so that two wordings can be compared part by part.

The parts are numbers, hedges, conditions, emphasis, remedies, the people and products it is for,
and the words that are left. Each can be ordered by itself; see `ringtrue.gap.strength`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ringtrue.core.claim import Claim, QualifierKind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import Duration
from ringtrue.core.same_words import plain
from ringtrue.gap.conditions import FIGURE, HEDGES, Condition, conditions_of
from ringtrue.gap.lengths import Length, length_of
from ringtrue.gap.likeness import scope_words

_SEGMENTS = Path(__file__).with_name("data") / "segment_words.txt"
_EMPHASIS = frozenset(
    """all every each any always everyone everybody anyone anybody anywhere everywhere worldwide
    nationwide guarantee guarantees guaranteed guaranteeing definitely unlimited lifetime forever
    instant instantly unconditional unconditionally never""".split()  # noqa: SIM905
)
_SAME_EMPHASIS = {
    "guarantees": "guarantee",
    "guaranteed": "guarantee",
    "guaranteeing": "guarantee",
    "each": "every",
    "all": "every",
    "any": "every",
    "everybody": "everyone",
    "anyone": "everyone",
    "anybody": "everyone",
    "anywhere": "everywhere",
    "worldwide": "everywhere",
    "nationwide": "everywhere",
    "instantly": "instant",
    "unconditionally": "unconditional",
}
_DENYING = frozenset({"no", "not", "never", "without", "nothing", "none", "nobody"})
_PHRASE = re.compile(
    r"\b(?:to|in|for|on|from|across|throughout|within|at|via|through) (?P<words>(?:[\w'-]+ ?){1,6})"
)
_BREAK = re.compile(r"[.,;:!?()–—]|\s-\s|\b(?:and|or|but|if|when|so|by|with)\b", re.IGNORECASE)
_MAIN = {
    "refund": "refund",
    "return": "return",
    "call": "call",
    "reply": "answer",
    "answer": "answer",
    "deliver": "deliver",
}
"""What happens, where a subject has further stems that say how: "refunds are paid"."""
_ORDERS = frozenset({"order", "orders"})
_MONEY_BACK = re.compile(r"\bmoney[ -]back\b", re.IGNORECASE)
_PAID = frozenset({"fee", "price", "charge", "cost", "invoice", "order"})
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(_MONTHS)})[a-z]*\b"
    r"(?:,? (?P<year>\d{4}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a wording states; `target` is the share of records that it is stated for.

    `length` is set for durations, `value` for all others. `less` says which way is bolder: True for
    "in 2 days", False for "30 days to return it", None where nobody can say.
    """

    key: tuple[str, ...]
    said: str
    length: Length | None
    value: float | None
    strict: bool
    less: bool | None
    currency: str
    target: float


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year that a wording names; `year` is 0 where it names none."""

    year: int
    month: int
    day: int
    said: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A wording in parts; `about` are the stems that say what happens, `rest` what is left."""

    about: frozenset[str]
    numbers: tuple[Number, ...]
    hedges: frozenset[QualifierKind]
    conditions: tuple[Condition, ...]
    emphasis: frozenset[str]
    remedies: frozenset[str]
    scope: frozenset[str]
    rest: frozenset[str]
    denials: int
    days: tuple[Day, ...]
    loose: tuple[str, ...]


def terms_of(claim: Claim) -> Terms:
    """Take a claim apart.

    `loose` are figures of the wording that belong to no number, condition or day.
    """
    stated = [draft for draft in claim.drafts if draft.stated]
    numbers = tuple(_numbers(stated, claim.text))
    about = _about(stated)
    conditions = conditions_of(claim)
    bare = _without(claim.text, (each.said for each in conditions))
    days = tuple(_days(bare))
    bare = _DATE.sub(" ", bare)
    words = plain(bare).split()
    scope, rest = _scope(bare, about)
    return Terms(
        about=about,
        numbers=numbers,
        hedges=frozenset(each.kind for each in claim.qualifiers if each.kind in HEDGES),
        conditions=conditions,
        emphasis=frozenset(_SAME_EMPHASIS.get(word, word) for word in words if word in _EMPHASIS),
        remedies=frozenset(
            word
            for draft in claim.drafts
            if draft.shape is Shape.REMEDY
            for word in draft.subject
            if word not in _ORDERS
        ),
        scope=scope,
        rest=rest - _hedging(claim),
        denials=sum(word in _DENYING or word.endswith("n't") for word in words),
        days=days,
        loose=() if numbers else tuple(each.strip().casefold() for each in FIGURE.findall(bare)),
    )


def _about(drafts: Iterable[StandardDraft]) -> frozenset[str]:
    """The stems of what is measured by a number, without those that hardly tell it apart."""
    words = {word for draft in drafts if _has_number(draft) for word in draft.subject}
    main = next((_MAIN[each] for each in _MAIN if each in words), None)
    return frozenset({main} if main else words - _ORDERS)


def _has_number(draft: StandardDraft) -> bool:
    return draft.limit is not None or draft.low is not None or draft.high is not None


def _numbers(drafts: Iterable[StandardDraft], text: str) -> Iterator[Number]:
    """The numbers by their shape; where a shape is there more than once, by their subject too.

    Whether "your money back in 30 days" is a right or a deadline, nobody can say.
    """
    made = [each for each in map(_number, drafts) if each is not None]
    if _MONEY_BACK.search(text):
        made = [replace(each, less=None) if _is_refund(each.key) else each for each in made]
    shapes = [each.key[0] for each in made]
    for each in made:
        yield replace(each, key=each.key[:1]) if shapes.count(each.key[0]) == 1 else each


def _is_refund(key: tuple[str, ...]) -> bool:
    return key[0] == Shape.DURATION.value and "refund" in key


def _number(draft: StandardDraft) -> Number | None:
    length = length_of(draft.limit) if draft.limit else None
    value = draft.high if draft.high is not None else draft.low
    if length is None and value is None:
        return None
    if length is not None:
        less: bool | None = draft.shape is not Shape.CONDITION
    elif draft.high is not None:
        paid = not _PAID.isdisjoint(draft.subject)
        less = True if paid or draft.shape is Shape.COUNT else None
    else:
        less = False
    return Number(
        key=(draft.shape.value, *sorted(draft.subject)),
        said=_limit(draft.limit) if draft.limit else _figure(value or 0.0, draft),
        length=length,
        value=None if length else value,
        strict=draft.strict,
        less=less,
        currency=draft.currency,
        target=1.0 if draft.shape is Shape.VALUE else draft.target,
    )


def _limit(limit: Duration) -> str:
    """As copy says it: days of the calendar are just days."""
    return str(limit).replace("calendar ", "").replace("business ", "working ")


def _figure(value: float, draft: StandardDraft) -> str:
    if draft.shape is Shape.UPTIME or (draft.low is not None and value <= 1):
        return f"{100 * value:g} %"
    if draft.high is not None and value == 0:
        return "free"
    return f"{value:g} {draft.currency}".strip()


def _days(text: str) -> Iterator[Day]:
    for found in _DATE.finditer(text):
        month = _MONTHS.index(found["month"].casefold()[:3]) + 1
        yield Day(int(found["year"] or 0), month, int(found["day"]), found[0])


def _without(text: str, parts: Iterable[str]) -> str:
    for part in parts:
        if plain(part) != plain(text):
            text = text.replace(part, " , ")
    return text


def _scope(text: str, about: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that say for whom or what it is, and those of which nobody can say what they do."""
    found = scope_words(text, about) - _EMPHASIS
    within = {
        word
        for clause in _BREAK.split(text.casefold())
        for match in _PHRASE.finditer(clause)
        for word in scope_words(match["words"], about)
    }
    scope = frozenset(word for word in found if word in within or word in _segments())
    return scope, found - scope


def _hedging(claim: Claim) -> frozenset[str]:
    """The words of the hedges, which are compared by what they do."""
    texts = (each.text for each in claim.qualifiers if each.kind in HEDGES)
    return frozenset(word for text in texts for word in scope_words(text, ()))


@cache
def _segments() -> frozenset[str]:
    lines = _SEGMENTS.read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(each for word in words for each in scope_words(word, ()))
