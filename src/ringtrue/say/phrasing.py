"""Plain English for shares, limits and segments: "9 in 10 orders are delivered within 2 days".

Nothing here decides what may be said; it only says it so that a person would.
"""

from __future__ import annotations

import re

from ringtrue.core.claim import Claim
from ringtrue.core.draft import StandardDraft
from ringtrue.core.quantity import Duration
from ringtrue.say.topics import find_things, topics

FRACTIONS = (
    (0.99, "99 in 100"),
    (0.95, "19 in 20"),
    (0.9, "9 in 10"),
    (0.8, "4 in 5"),
    (0.75, "3 in 4"),
    (2 / 3, "2 in 3"),
)
"""Shares as people say them, the largest first."""

_MOST_NAMED = 4


def share_in_words(share: float) -> str:
    """The largest customary fraction that is not above the share, "" under two thirds.

    >>> share_in_words(0.93), share_in_words(0.5)
    ('9 in 10', '')
    """
    return next((said for least, said in FRACTIONS if share >= least), "")


def times_in_words(share: str) -> str:
    """The same share of times instead of things, for a sentence about "we".

    >>> times_in_words("9 in 10"), times_in_words("most")
    ('9 times in 10', 'most of the time')
    """
    if share == "most":
        return "most of the time"
    return share.replace(" in ", " times in ", 1)


def limit_in_words(limit: Duration, *, late: bool, strict: bool, working: str = "working") -> str:
    """A limit as it follows a verb; `late` counts from the due time.

    >>> from ringtrue.core.quantity import Unit
    >>> limit_in_words(Duration(2, Unit.CALENDAR_DAY), late=False, strict=False)
    'within 2 days'
    >>> limit_in_words(Duration(15, Unit.MINUTE), late=True, strict=True)
    'less than 15 minutes late'
    """
    if not limit.amount:
        return "on time" if late else "the same day"
    length = length_in_words(limit, working)
    if late:
        return f"{'less than' if strict else 'no more than'} {length} late"
    return f"in less than {length}" if strict else f"within {length}"


def length_in_words(limit: Duration, working: str = "working") -> str:
    """A length without "calendar", and with the reader's own word for working days.

    >>> from ringtrue.core.quantity import Unit
    >>> length_in_words(Duration(1, Unit.BUSINESS_DAY))
    '1 working day'
    """
    plain = str(limit).replace("calendar ", "")
    return plain.replace("business ", f"{working} ")


def working_word(claim: Claim) -> str:
    """Whether a claim says "business days" or "working days"."""
    return "business" if "business" in claim.sentence.lower() else "working"


def subject_of(claim: Claim, draft: StandardDraft) -> tuple[str, str] | None:
    """What is counted and what happens to it: ("orders", "are delivered"); None if unknown.

    The claim's own word for the thing is kept: its "trains" arrive, not our "flights".
    """
    topic = next((topics()[each] for each in draft.subject if each in topics()), None)
    if topic is not None:
        return _plural(claim, topic.things) or topic.plural, topic.happens
    counted = _plural(claim, draft.subject)
    return (counted, "are") if counted and "late" in draft.subject else None


_LEGAL = re.compile(
    r",? (?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|gmbh|ag|s\.?a)\.?$",
    re.IGNORECASE,
)


def spoken(value: str) -> str:
    """A value of a column as a customer would hear it: a company without its legal form.

    >>> spoken("AirTran Airways Corporation"), spoken("Newark")
    ('AirTran Airways', 'Newark')
    """
    return _LEGAL.sub("", value.strip()) or value


def segment_in_words(segments: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    """Segments that share a wording: "from EWR", "with UA from EWR and with DL from JFK".

    Each segment is pairs of column and value.

    >>> segment_in_words(((("origin", "EWR"),), (("origin", "JFK"),)))
    'from EWR or JFK'
    """
    first = [column for column, _ in segments[0]]
    if len(first) == 1:
        values = [spoken(value) for ((_, value),) in segments]
        return f"{_preposition(first[0])} {_listed(values, 'or')}"
    said = [
        " ".join(f"{_preposition(column)} {spoken(value)}" for column, value in each)
        for each in segments
    ]
    return _listed(said, "or")


def capitalised(text: str) -> str:
    """The text with a capital at its beginning and a full stop at its end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _plural(claim: Claim, about: tuple[str, ...]) -> str:
    """The claim's own word, in the plural, for one of these things."""
    for mention in find_things(claim.sentence):
        said = claim.sentence[mention.start : mention.end].lower()
        if mention.name in about and said.endswith("s"):
            return said
    return ""


def _preposition(column: str) -> str:
    from ringtrue.core.source import Column, ColumnType
    from ringtrue.say.columns import read_column, words

    stems = read_column(Column(column, ColumnType.TEXT)).name
    return next((said for said, known in words().segments if not stems.isdisjoint(known)), "for")


def _listed(values: list[str], joint: str) -> str:
    if len(values) > _MOST_NAMED:
        values = [*values[:_MOST_NAMED], f"{len(values) - _MOST_NAMED} others"]
    if len(values) == 1:
        return values[0]
    return f"{', '.join(values[:-1])} {joint} {values[-1]}"


def swap(text: str, start: int, end: int, by: str) -> str:
    """The text with one span replaced; spaces stay single.

    >>> swap("Delivered in 2 days!", 10, 19, "within 4 days")
    'Delivered within 4 days!'
    """
    return re.sub(r"\s{2,}", " ", f"{text[:start]}{by}{text[end:]}")
