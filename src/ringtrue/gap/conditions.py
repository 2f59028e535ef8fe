"""What narrows a promise: conditions, exclusions, terms, notes, in a form to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ringtrue.core.claim import Claim, Qualifier, QualifierKind
from ringtrue.core.same_words import plain
from ringtrue.gap.likeness import scope_words

SPENDING = "to spend"
"""The form of a condition on what must be spent: the less, the bolder the promise."""
UNTIL = "to order by"
"""The form of a condition on when to order: the later, the bolder."""

HEDGES = frozenset(
    {
        QualifierKind.UP_TO,
        QualifierKind.FROM,
        QualifierKind.MOST,
        QualifierKind.TYPICAL,
        QualifierKind.AIM,
    }
)
"""Qualifiers that are compared by what they do, whatever their words."""

FIGURE = re.compile(r"[£$€]?\d+(?:[.,:]\d+)*\s?(?:%|[ap]m\b)?", re.IGNORECASE)
"""A figure as copy writes it: money, a share, a time of day, a number."""

_CUT_OFFS = {
    SPENDING: re.compile(
        r"(?:\bon )?(?:\ball )?(?:\borders? )?\b(?:over|above|spend|minimum|more than|at least)"
        r"(?: of)? (?P<figure>[£$€]\s?\d+(?:[.,]\d+)*)(?: or more)?",
        re.IGNORECASE,
    ),
    UNTIL: re.compile(
        r"(?:\b(?:if|when) )?(?:\byou )?\b(?:order(?:ed)?|buy|bought|call|book(?:ed)?|placed?)"
        r"(?: it| now| today)? (?:by|before|until|till) (?P<figure>\d+(?:[.:]\d+)?\s?[ap]m)\b",
        re.IGNORECASE,
    ),
}
"""Conditions of which it is known what another figure does."""

_IF = re.compile(
    r"\b(?:if|unless|provided|as long as|while|subject to|except|excluding|excludes|only)\b"
    r"[^,.;:!?()]*",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:with)?in (?:\d+|an?|one|two|three|four|five|ten) (?:(?:working|business|calendar) )?"
    r"(?:minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that narrow a promise: `form` without its figures, which are `figures`."""

    form: str
    figures: tuple[float, ...]
    said: str


def conditions_of(claim: Claim) -> tuple[Condition, ...]:
    """What narrows a claim: the words of its qualifiers, and clauses that begin with "if"."""
    return tuple(_conditions(claim))


def _conditions(claim: Claim) -> Iterator[Condition]:
    """Spending, ordering in time, and all else that narrows it; each once, in its widest words."""
    narrowing = [_narrowing(each) for each in claim.qualifiers if each.kind not in HEDGES]
    narrowing += [match[0] for match in _IF.finditer(claim.text)]
    texts = [text for text in narrowing if plain(claim.text) not in plain(text)]
    for form, pattern in _CUT_OFFS.items():
        whole = " ; ".join((claim.text, *narrowing))
        if found := pattern.search(whole):
            yield Condition(form, (_value(found["figure"]),), found[0].strip())
    texts = [text for text in texts if not _is_cut_off(text)]
    plains = [plain(text) for text in texts]
    for number, text in enumerate(texts):
        inside = any(
            plains[number] in other and (plains[number] != other or at < number)
            for at, other in enumerate(plains)
            if at != number
        )
        if plains[number] and not inside:
            figures = tuple(map(_value, FIGURE.findall(text)))
            yield Condition(_form(text), figures, text.strip())


def _narrowing(qualifier: Qualifier) -> str:
    """The words of a qualifier; an exclusion may run on into the limit: "the UK in 3 days"."""
    if qualifier.kind is not QualifierKind.EXCLUSION:
        return qualifier.text
    return _LIMIT.sub(" ", qualifier.text).strip()


def _is_cut_off(text: str) -> bool:
    """Whether words say nothing beside what must be spent, or until when."""
    if not any(pattern.search(text) for pattern in _CUT_OFFS.values()):
        return False
    for pattern in _CUT_OFFS.values():
        text = pattern.sub(" ", text)
    return not scope_words(text, ())


def _form(text: str) -> str:
    """A condition by the words that mean something, in an order that is always the same."""
    bare = FIGURE.sub(" ", text)
    return " ".join(sorted(scope_words(bare, ()))) or plain(bare)


def _value(figure: str) -> float:
    """A figure as a number; a time of day as hours.

    >>> _value("£1,000"), _value("2.30pm"), _value("50 %")
    (1000.0, 14.5, 50.0)
    """
    bare = figure.strip().casefold().lstrip("£$€")
    if bare.endswith("m"):
        hours, _, minutes = re.sub(r"[^\d:.]", "", bare).replace(".", ":").partition(":")
        later = 12 if bare.endswith("pm") else 0
        return int(hours or 0) % 12 + later + int((minutes or "0").partition(":")[0]) / 60
    digits = bare.rstrip("% ").replace(":", ".")
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    return float(digits.replace(",", "") or 0)
