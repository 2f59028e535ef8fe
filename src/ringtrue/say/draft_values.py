"""Standards with an amount: prices, charges that must be nil, discounts, counts."""

from __future__ import annotations

import re

from ringtrue.core.claim import Kind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.say.draft_reading import Reading
from ringtrue.say.slots import Slot, SlotKind

SOME = 0.1
"""The share of stock or customers that "from" and "up to" must reach at least: the rule of thumb
of UK advertising practice; the rules of each jurisdiction are checked apart from this."""

_OFF = re.compile(r"\s*(?:off|discount|cheaper|less|cash ?back|savings?)\b")
_BACK = re.compile(r"\s*back\b")
_SAVES = re.compile(r"\b(?:save|saving|savings|discount of|reduced by|cut by|money off)\b[^.;,]*$")
_FORMER = re.compile(
    r"\b(?:was|were|rrp|normally|usually|originally|previously|formerly|regular(?:ly)?|reg\.?|worth"
    r"|instead of|down from|reduced from|elsewhere|list price)(?: of| at)? ?:?\s*$"
)
"""What stands before a price that is no longer, or never was, ours."""

_GIVEN = re.compile(r"\b(?:donat\w+|goes to|go to|to charity)\b")
_THRESHOLD = re.compile(r"\b(?:over|above|spend|spending|orders? of|more than|minimum)\b[^.;,]*$")
_UNDER = frozenset({"under", "less than", "below"})
_PARTLY = re.compile(r"\s*(?:at |for )?(?:half\b|free\b|\d[\d.]*\s?%)")
"""What follows "buy one, get one" and tells by itself what the second costs."""

_HALF = re.compile(r"half[ -]price\b")
_HIDDEN = re.compile(r"\b(?:hidden|surprises?|unexpected|small print|nasty)\b")
_EACH = re.compile(r"\s*(?:a|per|each|every|/)\s*(?:day|week|hour)\b|\s*daily\b")
_NO_MORE = re.compile(r"\b(?:no|never|not)\s*(?:more\s+than\s*)?$")
_CAPS = frozenset({"at most", "maximum", "max", "up to", "no more than", "only", "fewer than"})
_COUNTED = re.compile(
    r"\b(?:at least|(?:no|never|not) more than|at most|minimum|max(?:imum)?|only|fewer than)\b"
)


def draft_money(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "£699 including installation", "from £9", "save £50"; None for a threshold."""
    amount = slot.low if slot.low is not None else slot.high
    if amount is None or reading.inside(slot, SlotKind.REMEDY):
        return None
    before, after = reading.before(slot, 30), reading.after(slot, 30)
    if _BACK.match(after) or _FORMER.search(before) or _GIVEN.search(reading.plain):
        return None
    if _OFF.match(after) or slot.word == "save" or _SAVES.search(before):
        return _discount(slot, amount, slot.currency)
    if slot.word == "over" or _THRESHOLD.search(before):
        return None
    subject = ("price", *reading.thing(slot))
    if slot.word == "from":
        why = f"A price {slot.text!r} is true of the cheapest: at least one in ten sold at it."
        return StandardDraft(
            Shape.VALUE, subject, high=amount, currency=slot.currency, target=SOME, why=why
        )
    why = f"Nobody pays more than {slot.text!r} for what is shown."
    high = slot.high if slot.high is not None else amount
    strict = slot.word in _UNDER
    return StandardDraft(
        Shape.VALUE, subject, high=high, strict=strict, currency=slot.currency, why=why
    )


def draft_free(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "free delivery", "no call-out fee": the charge is nil."""
    if reading.inside(slot, SlotKind.REMEDY, SlotKind.REFUND):
        return None
    if _HALF.match(slot.text.lower()):
        up_to = reading.before(slot, 6) == "up to "
        return _discount(slot._replace(word="up to" if up_to else ""), 0.5, "")
    if _PARTLY.match(reading.after(slot)):
        return None
    if _HIDDEN.search(slot.text.lower()):
        why = "Nothing is added to what was quoted: the invoice matches the quote."
        return StandardDraft(Shape.CONDITION, ("match-quote", "invoice"), why=why)
    what = tuple(
        dict.fromkeys(each.name for each in reading.topics if 0 <= each.start - slot.start <= 40)
    )[:2]
    subject = tuple(dict.fromkeys(("fee", *what, *reading.thing(slot))))
    why = f"{slot.text!r} means that the charge is nil."
    return StandardDraft(Shape.VALUE, subject, high=0.0, why=why)


def draft_share(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "20 % off" and, for results, "cut your bills by 30 %"; None for other shares."""
    if slot.low is None or reading.inside(slot, SlotKind.UPTIME):
        return None
    share = round(slot.low / 100, 9)
    if _OFF.match(reading.after(slot)) or _SAVES.search(reading.before(slot)):
        return _discount(slot, share, "")
    if reading.kind is not Kind.RESULT or slot.low >= 100:
        return None
    why = f"The promised effect is {slot.text!r}."
    subject = ("discount", *(each.name for each in reading.things[:1]))
    target = SOME if slot.word == "up to" else 1.0
    return StandardDraft(Shape.VALUE, subject, low=share, target=target, why=why)


def draft_count(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "at least 3 departures a day", "no more than 2 transfers"; None for a bare number."""
    number = slot.low if slot.low is not None else slot.high
    daily = _EACH.match(reading.after(slot)) is not None
    counted = _COUNTED.search(reading.before(slot, 16) + slot.text.lower())
    if number is None or reading.overlaps(slot, SlotKind.SHARE) or not (daily or counted):
        return None
    capped = slot.word in _CAPS or _NO_MORE.search(reading.before(slot, 16)) is not None
    capped = capped or (
        counted is not None and counted[0] in _CAPS | {"never more than", "not more than"}
    )
    subject = tuple(dict.fromkeys((*_counted_words(reading, slot), *(("day",) if daily else ()))))
    per, bound = "a day" if daily else "for each record", "at most" if capped else "at least"
    why = f"Counted {per}: {bound} {number:g}."
    return StandardDraft(
        Shape.COUNT,
        subject,
        low=None if capped else number,
        high=number if capped else None,
        why=why,
    )


def _counted_words(reading: Reading, slot: Slot) -> tuple[str, ...]:
    within = [
        each.name
        for each in (*reading.topics, *reading.things)
        if slot.start <= each.start < slot.end
    ]
    return (*within, slot.word) if slot.word else tuple(within)


def _discount(slot: Slot, amount: float, currency: str) -> StandardDraft:
    up_to = slot.word == "up to"
    why = (
        f"{slot.text!r} is the most: at least one in ten must reach it."
        if up_to
        else f"Everything in the offer is reduced by {slot.text!r} or more."
    )
    return StandardDraft(
        Shape.VALUE,
        ("discount",),
        low=amount,
        currency=currency,
        target=SOME if up_to else 1.0,
        why=why,
    )
