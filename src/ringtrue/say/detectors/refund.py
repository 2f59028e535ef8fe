"""Refunds, returns and cancellations in the customer's favour."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors._words import words
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_REFUND = Pattern(
    r"\b(?:(?:full |prompt |immediate |no[\s-]quibble )*"
    r"(?:refund(?:s|ed|able)?|reimburse(?:d|ment)?)"
    r"|money[\s-]?back|get your money back|cash ?back"
    r"|(?:free |easy |simple |hassle[\s-]free |no[\s-]quibble |\d+[\s-]day )+"
    r"(?:returns?|exchanges?)"
    r"|returns? (?:policy|within|for free|accepted)|send (?:it|them) back"
    r"|return (?:it|them|any|your)\b"
    r"|exchange(?:d|s)? (?:it|them|for|or)|cancel (?:any ?time|at any time|for free|without)"
    r"|free cancellation|no cancellation fees?|cancellation is free|swap it)"
)
_REFUSED = Pattern(r"\b(?:no|not|non|cannot|never|without|isn't|aren't|won't)[\s-](?:\w+\s){0,3}$")

TRIGGERS = words(
    "refund refunds refunded refundable reimburse reimbursed reimbursement money moneyback cash "
    "cashback return returns exchange exchanges exchanged send cancel cancellation swap"
)


def find(sentence: str) -> Iterator[Slot]:
    """Every way back for the customer; `word` is "refused" where the text denies it.

    >>> [slot.word for slot in find("money back guarantee; deposits are non-refundable")]
    ['money back', 'refused']
    """
    for match in _REFUND.finditer(sentence):
        denied = _REFUSED.search(sentence, max(0, match.start() - 40), match.start())
        fee = match[0].startswith(("no ", "free"))
        word = "refused" if denied and not fee else match[0]
        yield Slot(SlotKind.REFUND, match.start(), match.end(), match[0], word=word)
