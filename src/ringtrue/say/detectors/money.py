"""Amounts of money: "£9.99", "$1,200", "from 9 pounds", "99p", "£5-£10", "£10k"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.say.detectors._numbers import DIGITS, NUMBER, SCALE, value
from ringtrue.say.detectors._words import any_in
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import DIGIT, Slot, SlotKind

_SIGNS = {
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "rs": "INR",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
    "$": "USD",
    "gbp": "GBP",
    "usd": "USD",
    "eur": "EUR",
    "inr": "INR",
    "aud": "AUD",
}
_NAMES = {
    "pound": "GBP",
    "quid": "GBP",
    "dollar": "USD",
    "buck": "USD",
    "euro": "EUR",
    "rupee": "INR",
}
_SMALL = {"p": "GBP", "pence": "GBP", "cent": "USD", "cents": "USD", "¢": "USD"}
_SIGN = r"us\$|nz\$|a\$|c\$|£|\$|€|₹|\brs\.?|\b(?:gbp|usd|eur|inr|aud)\b"
_LEAD = (
    r"(?:(?P<lead>from|under|over|above|below|up to|only|just|start(?:s|ing)? (?:at|from)|"
    r"at least|at most|less than|more than|save|minimum)\s(?:just\s|only\s)?)?"
)
_SIGNED = Pattern(
    rf"{_LEAD}(?P<sign>{_SIGN})\s?(?P<low>{DIGITS})(?P<scale>{SCALE})?"
    rf"(?:\s?(?:-|–|—|to|and)\s?(?:(?:{_SIGN})\s?)?(?P<high>{DIGITS})(?P<scale2>{SCALE})?)?"
)
_NAMED = Pattern(
    rf"{_LEAD}(?<![\w.,£$€])(?P<low>{NUMBER})(?P<scale>{SCALE})?\s"
    r"(?P<sign>pound|quid|dollar|buck|euro|rupee)s?\b"
)
_PENCE = Pattern(rf"{_LEAD}(?<![\w.,£$€])(?P<low>{DIGITS})\s?(?P<sign>p|pence|cents?|¢)(?!\w)")

_HAS_PENCE = Pattern(r"\d\s?(?:p|cent|¢)")
"""What an amount of pence has at least."""

TRIGGERS = frozenset({*_NAMES, *(f"{name}s" for name in _NAMES), DIGIT})
_MARKS = frozenset({"from", "over", "above", "more than", "at least", "minimum"})


def find(sentence: str) -> Iterator[Slot]:
    """Every amount; a single amount is both `low` and `high` unless "from" or "under" leads it.

    >>> slot, = find("delivery from £9.99")
    >>> slot.low, slot.high, slot.currency, slot.word
    (9.99, None, 'GBP', 'from')
    """
    for match in _SIGNED.finditer(sentence) if any_in(_SIGNS, sentence) else ():
        high = value(match["high"], match["scale2"]) if match["high"] else None
        yield _slot(match, value(match["low"], match["scale"]), high, _SIGNS[_sign(match)])
    for match in _NAMED.finditer(sentence) if any_in(_NAMES, sentence) else ():
        yield _slot(match, value(match["low"], match["scale"]), None, _NAMES[match["sign"]])
    for match in _PENCE.finditer(sentence) if _HAS_PENCE.search(sentence) else ():
        yield _slot(match, value(match["low"]) / 100, None, _SMALL[match["sign"]])


def _sign(match: re.Match[str]) -> str:
    return match["sign"].rstrip(".")


def _slot(match: re.Match[str], low: float, high: float | None, currency: str) -> Slot:
    lead = match["lead"] or ""
    floor: float | None = low
    if high is None:
        if lead.startswith(("start", *_MARKS)):
            pass
        elif lead in {"under", "below", "up to", "at most", "less than"}:
            floor, high = None, low
        else:
            high = low
    return Slot(
        SlotKind.MONEY, match.start(), match.end(), match[0], None, floor, high, currency, lead
    )
