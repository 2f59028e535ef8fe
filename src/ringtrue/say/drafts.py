"""From a wording to the standards that it states, or that we propose when it states none."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ringtrue.core.claim import Kind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.draft_reading import DULL, Reading
from ringtrue.say.draft_times import (
    draft_airline_punctual,
    draft_clock,
    draft_deadline,
    draft_duration,
    draft_punctual,
    draft_uptime,
    is_late,
)
from ringtrue.say.draft_values import draft_count, draft_free, draft_money, draft_share
from ringtrue.say.phrases import words_in
from ringtrue.say.slots import Slot, SlotKind
from ringtrue.say.vague import propose_standards

Maker = Callable[[Reading, Slot], StandardDraft | None]

_MAKERS: dict[SlotKind, Maker] = {
    SlotKind.DURATION: draft_duration,
    SlotKind.DEADLINE: draft_deadline,
    SlotKind.UPTIME: draft_uptime,
    SlotKind.CLOCK: draft_clock,
    SlotKind.MONEY: draft_money,
    SlotKind.FREE: draft_free,
    SlotKind.SHARE: draft_share,
    SlotKind.COUNT: draft_count,
}
_ASSERTED = frozenset({Kind.NUMBER, Kind.RANK, Kind.AWARD, Kind.COMPARISON})
_FEELINGS = (SlotKind.ATTITUDE, SlotKind.QUALITY, SlotKind.EASE, SlotKind.GUARANTEE)
_NOT_NEEDED = re.compile(r"\bno [\w -]{2,40} (?:needed|required|necessary)\b")
_PAID = re.compile(
    r"free|refund|back|pay|paid|money|credit|voucher|compensat|discount|off\b|double|price"
    r"|[£$€₹%]|on us\b|on the house|cost|charge"
)
"""What a remedy has in it that gives money; others are no refund."""

_PROMPT = Duration(14, Unit.CALENDAR_DAY)
_FACT = 20
"""Characters before a remedy in which a fact has room."""

_OR = re.compile(r"(?:,\s*)?or\b", re.IGNORECASE)
_NEAR = 30
"""Characters behind a remedy within which its time begins."""

_SAME_CLAUSE = re.compile(r"[^,;:.]*")
"""Between a remedy and its time: ", and delivery" would be about something else."""

_KEY_WORDS = 3
_SHORT = 4


@lru_cache(maxsize=4096)
def draft_standards(
    sentence: str, slots: tuple[Slot, ...], kind: Kind, measurable: bool
) -> tuple[StandardDraft, ...]:
    """Every standard of one sentence, in the order in which it states them, remedies last.

    A promise never gets none: one that is vague gets the proposals of its family of slogans, a
    measurable one without a number a yes/no condition. Assertions get none.

    >>> from ringtrue.say.slots import find_slots
    >>> wording = "Delivered in 2 days, or your money back."
    >>> drafts = draft_standards(wording, find_slots(wording), Kind.TIME, True)
    >>> [(draft.shape.value, str(draft.limit), draft.stated) for draft in drafts]
    [('duration', '2 calendar days', True), ('remedy', '14 calendar days', False)]
    """
    if kind in _ASSERTED:
        return ()
    reading = Reading(sentence, slots, kind)
    stated = _stated(reading)
    remedies = _remedies(reading)
    if not stated:
        if measurable and not _feels(reading) and (not remedies or _says_what(reading)):
            stated = [_yes_or_no(reading)]
        else:
            stated = list(propose_standards(sentence, kind))
    return tuple(dict.fromkeys([*stated, *remedies]))


def _says_what(reading: Reading) -> bool:
    """Whether a fact stands before the remedy: "bread baked every morning, or it is free"."""
    remedy = _remedy(reading)
    return remedy is not None and remedy.start >= _FACT and _OR.match(remedy.text) is not None


def _feels(reading: Reading) -> bool:
    """Whether it speaks of feelings; what the customer needs not bring is a plain fact."""
    return reading.has(*_FEELINGS) and _NOT_NEEDED.search(reading.plain) is None


def _stated(reading: Reading) -> list[StandardDraft]:
    made = [
        draft
        for slot in reading.slots
        if slot.kind in _MAKERS and not _is_remedy_part(reading, slot)
        if (draft := _MAKERS[slot.kind](reading, slot)) is not None
    ]
    if not any(draft.shape is Shape.DURATION for draft in made):
        made.extend(filter(None, (draft_punctual(reading), draft_airline_punctual(reading))))
    return made


def _is_remedy_part(reading: Reading, slot: Slot) -> bool:
    """Whether a slot belongs to the remedy; the limit in "if it is 15 minutes late" does not."""
    late = slot.kind is SlotKind.DURATION and (
        slot.word in {"more than", "over", "after"} or is_late(reading, slot)
    )
    if reading.inside(slot, SlotKind.REMEDY):
        return not late
    remedy = _remedy(reading)
    return remedy is not None and slot is _remedy_time(reading, remedy)


def _remedy(reading: Reading) -> Slot | None:
    return next((each for each in reading.slots if _is_remedy(reading, each)), None)


def _remedies(reading: Reading) -> list[StandardDraft]:
    remedy = _remedy(reading)
    if remedy is None:
        return []
    time = _remedy_time(reading, remedy)
    limit = time and time.duration
    if limit is None and remedy.kind is SlotKind.REMEDY and not _PAID.search(remedy.text.lower()):
        return []
    text = remedy.text if remedy.kind is SlotKind.REMEDY else f"{remedy.text} back"
    why = (
        f"{text!r} must come within {limit} of the break."
        if limit
        else f"{text!r} names no time; {_PROMPT} is our proposal for 'promptly'."
    )
    draft = StandardDraft(
        Shape.REMEDY,
        tuple(dict.fromkeys(("refund", *reading.thing(remedy)))),
        limit or _PROMPT,
        stated=limit is not None,
        why=why,
    )
    return [draft]


def _is_remedy(reading: Reading, slot: Slot) -> bool:
    paid_back = slot.kind is SlotKind.MONEY and reading.after(slot, 5).strip() == "back"
    return slot.kind is SlotKind.REMEDY or paid_back


def _remedy_time(reading: Reading, remedy: Slot) -> Slot | None:
    """The slot of the time in which the remedy comes: in its clause, or right behind it."""
    return next(
        (
            slot
            for slot in reading.slots
            if slot.kind is SlotKind.DURATION
            and slot.word in {"within", "in"}
            and remedy.start <= slot.start < remedy.end + _NEAR
            and _SAME_CLAUSE.fullmatch(reading.sentence[remedy.end : slot.start])
            and not reading.binds_customer(slot)
        ),
        None,
    )


def _yes_or_no(reading: Reading) -> StandardDraft:
    """A fact without a number that a record could decide."""
    named = [each.name for each in (*reading.topics, *reading.things)]
    words = [
        word for word in words_in(reading.sentence) if len(word) >= _SHORT and word not in DULL
    ]
    subject = tuple(dict.fromkeys(re.sub(r"'s$", "", each) for each in (*named, *words)))
    why = "A record can say whether the customer got this: yes or no."
    return StandardDraft(
        Shape.CONDITION, subject[: max(_KEY_WORDS, len(named))], target=reading.target(), why=why
    )
