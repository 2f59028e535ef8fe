"""Remedies: what happens when a promise is broken ("or your money back", "or it's free")."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.say.detectors._words import words
from ringtrue.say.patterns import Pattern
from ringtrue.say.slots import Slot, SlotKind

_OR = (
    r"\bor (?:else )?(?:(?:you )?(?:get )?your "
    r"(?:money|cash|deposit|fee|next [\w ]{1,20}) (?:back|free)"
    r"|your money back|it'?s (?:free|on us)|it is free|the [\w ]{1,20} is (?:free|on us)"
    r"|you don't pay|you pay (?:nothing|half)|don't pay|we(?:'ll| will)? (?:pay|refund|replace|fix|"
    r"repair|redo|re-do|change|credit|give|buy|take|do|come back|make)\b[^.!?,;]{0,40}"
    r"|(?:a )?(?:full )?refund|no (?:fee|charge))"
)
_IF = (
    r"\b(?:if|when|should|otherwise)\b[^.!?;]{0,80}?(?:we(?:'ll| will)? (?:gladly |happily |also )?"
    r"(?:pay|refund|replace|fix|repair|redo|re-do|re-clean|return|come back|"
    r"put it right|make it right|"
    r"credit|give you|send (?:you )?(?:a|another)|cut you|swap|collect|take it)"
    r"|(?:it|that|the \w+) (?:is|are) (?:free|on us)|(?:you|you'll) (?:get|receive) (?:a |your )?"
    r"(?:full )?(?:refund|money|credit)|(?:you|you'll) (?:get|have) (?:it|that|them) (?:for )?free"
    r"|(?:you|you'll) pay nothing|you won't pay)[^.!?,;]{0,40}"
)
_PLAIN = (
    r"\bservice credits?\b|\bno [\w-]{2,12},? no (?:fee|charge|commission|pay)\b"
    r"|\bor you don't pay\b"
)
_REMEDY = Pattern(f"{_OR}|{_IF}|{_PLAIN}")

TRIGGERS = words("or if when should otherwise credits credit no")


def find(sentence: str) -> Iterator[Slot]:
    """Every clause that says what the customer gets when the promise is broken.

    >>> [slot.text for slot in find("delivered in 2 days, or your money back")]
    ['or your money back']
    """
    for match in _REMEDY.finditer(sentence):
        text = match[0].rstrip()
        yield Slot(
            SlotKind.REMEDY, match.start(), match.start() + len(text), text, word=text.split()[0]
        )
