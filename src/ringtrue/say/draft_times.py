"""Standards with a clock: durations, deadlines, punctuality, opening and uptime."""

from __future__ import annotations

import re

from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.draft_reading import Reading
from ringtrue.say.slots import Slot, SlotKind
from ringtrue.say.topics import topics

_STRICT = frozenset({"less than", "under", "in under", "in less than", "fewer than", "below"})
_PASSING = frozenset({"for", "over", "more than", "every", "last", "past", "after", "since"})
_LATE = re.compile(
    r"\s*(?:or (?:less|more) )?(?:late\b|delay|behind|overdue|of (?:the |its |our )?sched"
    r"|of (?:the |its |our |your )?(?:agreed|promised|booked|timetable|published|advertised|due"
    r"|slot)|of when we said)"
)
_PUNCTUAL = re.compile(
    r"\bon[- ]time\b|\bpunctual|\bby the (?:target|promised|agreed|due) (?:date|time)\b"
    r"|\bon schedule\b|\bnever late\b|\bno delays\b|\bnever delayed\b"
)
_WINDOW = re.compile(
    r"[\s-]*(?:(?:no[- ]quibble|hassle[- ]free|free|full|satisfaction|easy|risk[- ]free|price"
    r"|refund|workmanship|parts|limited|product|manufacturer'?s?)[\s-]+)*"
    r"(?:returns?\b|guarantee|warrant|money[- ]back|trial|exchange|cooling|refund (?:policy|window)"
    r"|to (?:return|change|cancel|decide|try|send)|from (?:delivery|purchase|receipt))"
)
_NO_LIMIT = re.compile(
    r"[- ](?:(?:delivery|arrival|time|booking)[- ])?(?:slots?|windows?)\b"
    r"|(?: or more)? (?:before|prior to|ahead of|in advance|beforehand)\b"
)
"""What follows a length that is a slot to choose, or the notice that a customer gives."""

_ASSURED = re.compile(r"\b(?:guarantee|warrant)")
_OPEN_HOURS = re.compile(
    r"\b(?:during|in|within) (?:our |normal )?(?:opening|office|business|working) (?:hours|times)\b"
)
_OPENING = re.compile(r"\b(?:open|opening|available) (?!an?\b|your\b|the\b)")
_ORDERS = re.compile(
    r"(?<!we )(?<!we'll )(?<!i'll )(?<!will )"
    r"\b(?:order(?:ed|ing)?|place[ds]?|book(?:ed)?|call|buy|visit|sign up|start|join|apply"
    r"|contact|enquire|get)\b"
    r"(?:(?!\b(?:for|is|are|will|we|ships?|arrives?|delivered|dispatched|shipped)\b)[^.;,])*$"
)
_TAKES = re.compile(
    r"\b(?:takes?|turnaround(?: time)?(?: is)?|lead[- ]times?(?: is| are| of)?"
    r"|(?:delivery|response|wait|waiting) times? (?:is|are|of)|ready)"
    r"\s+(?:(?:only|just|usually|typically|normally|about|around|between|on average)\s+){0,2}$"
)
_ALL_HOURS = re.compile(r"24|clock|night|hour|any ?time")
_EVERY_ONE = re.compile(
    r"\b(?:every|each|all|any)(?: of)?(?: (?:our|your|the|single))? (?:[\w'-]+ )?$"
)
_TAKES_PLACE = ("show-up",)
"""What trips, visits and appointments promise when nothing else is said: that they happen."""
_AFTERMATH = frozenset({"refund", "pay-out", "notify"})


def draft_duration(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "within 2 working days", "less than 15 minutes late" and "30-day returns".

    None when the duration is no limit on what the business does ("over 30 years").
    """
    if slot.duration is None or slot.kind is not SlotKind.DURATION:
        return None
    if _is_window(reading, slot):
        return _window(reading, slot.duration)
    late = is_late(reading, slot)
    if not late and _NO_LIMIT.match(reading.after(slot)):
        return None
    if not late and (slot.word in _PASSING or reading.binds_customer(slot)):
        return None
    if not slot.word and not late and not _is_attribute(reading, slot):
        return None
    subject = tuple(each for each in reading.subject(slot) if not (late and each in _AFTERMATH))
    limit = slot.duration if late else _as_meant(slot.duration, subject, reading)
    return StandardDraft(
        Shape.DURATION,
        (*subject, "late") if late else subject,
        limit,
        strict=slot.word in _STRICT,
        target=reading.target(),
        why=_why(slot, limit, late),
    )


def draft_deadline(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "same day", "next working day", "by noon tomorrow"; None for "order by noon"."""
    if reading.binds_customer(slot) or _ORDERS.search(reading.before(slot)):
        return None
    if slot.word == "until" or (slot.word == "today" and _OPENING.search(reading.plain)):
        return None
    subject, target = reading.subject(slot), reading.target()
    if slot.duration is not None:
        limit = slot.duration
        when = f"{limit} after the start" if limit.amount else "that on which it starts"
        why = f"{slot.text!r} ends with the day: {when}."
        return StandardDraft(Shape.DURATION, subject, limit, target=target, why=why)
    if any(_touches(slot, other) for other in reading.slots if other.kind is SlotKind.DEADLINE):
        return None
    why = f"{slot.text!r} names a moment: kept when it is done by then."
    return StandardDraft(Shape.CONDITION, subject, high=slot.high, target=target, why=why)


def draft_punctual(reading: Reading) -> StandardDraft | None:
    """Draft "on time" without a number: not after the due time."""
    found = _PUNCTUAL.search(reading.plain)
    if found is None:
        return None
    at = Slot(SlotKind.DEADLINE, found.start(), found.end(), found[0])
    near = dict.fromkeys((*reading.events(at), *reading.thing(at)))
    named = (each for each in near if each not in _AFTERMATH)
    return StandardDraft(
        Shape.DURATION,
        (*named, "late"),
        Duration(0, Unit.MINUTE),
        target=reading.target(),
        why=f"{found[0]!r} without a number means: not after the due time.",
    )


def draft_airline_punctual(reading: Reading) -> StandardDraft | None:
    """For flights that are "on time": the convention of air travel, as a proposal."""
    flies = re.search(r"\bfl(?:y|ights?|ying)\b|\bairline", reading.plain)
    stated = draft_punctual(reading) if flies else None
    if stated is None:
        return None
    return StandardDraft(
        Shape.DURATION,
        stated.subject,
        Duration(15, Unit.MINUTE),
        strict=True,
        target=stated.target,
        stated=False,
        why="14 CFR 234.2 calls a flight on time when it is less than 15 minutes late.",
    )


def draft_uptime(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "99.9 % uptime": of each day, at least that share."""
    if slot.low is None or not 0 < slot.low <= 100:
        return None
    subject = ("up", *reading.thing(slot))
    why = f"{slot.text!r} is a share of the time: of every day at least that much."
    return StandardDraft(Shape.UPTIME, subject, low=round(slot.low / 100, 9), why=why)


def draft_clock(reading: Reading, slot: Slot) -> StandardDraft | None:
    """Draft "24/7" as uptime of all the day; days and hours of opening as a condition.

    "Every flight, every day" is about every flight, not about opening.
    """
    if reading.inside(slot, SlotKind.REMEDY):
        return None
    subject = ("open", *reading.events(slot), *reading.thing(slot))
    if slot.word == "always" and not _ALL_HOURS.search(slot.text.lower()):
        if said := _each_one(reading):
            return _each_one_daily(reading, slot, said)
        if reading.has(SlotKind.DURATION, SlotKind.DEADLINE) and not _is_opening(reading):
            return None
        why = f"{slot.text!r} leaves {'one day' if '364' in slot.text else 'no day'} out."
        return StandardDraft(Shape.CONDITION, (*subject, "day"), why=why)
    if slot.word == "always":
        why = f"{slot.text!r} leaves no hour out."
        return StandardDraft(Shape.UPTIME, subject, low=1.0, why=why)
    if slot.low is None:
        return None
    why = f"{slot.text!r} are hours that a customer may count on."
    return StandardDraft(Shape.CONDITION, subject, low=slot.low, high=slot.high, why=why)


def _is_opening(reading: Reading) -> bool:
    return any(each.name == "open" for each in reading.topics)


def _each_one(reading: Reading) -> str:
    """The words that promise something of every single record: "every flight"."""
    if _is_opening(reading):
        return ""
    for thing in reading.things:
        found = _EVERY_ONE.search(reading.plain[: thing.start])
        if found:
            return reading.sentence[found.start() : thing.end]
    return ""


def _each_one_daily(reading: Reading, slot: Slot, said: str) -> StandardDraft:
    """Draft "every flight, every day"; where nothing is said to happen, that it takes place."""
    events, thing = reading.events(slot), reading.thing(slot)
    likely = () if events else (each for each in _TAKES_PLACE if thing[0] in topics()[each].things)
    return StandardDraft(
        Shape.CONDITION,
        (*events, *likely, *thing, "day"),
        target=reading.target(),
        why=f"{said!r} leaves none out, {slot.text!r} no day.",
    )


def _touches(slot: Slot, other: Slot) -> bool:
    return other is not slot and other.duration is not None and abs(other.start - slot.end) <= 2


def is_late(reading: Reading, slot: Slot) -> bool:
    """Whether a length is counted from a due time: "15 minutes late"."""
    if _LATE.match(reading.after(slot)):
        return True
    short = slot.duration is not None and slot.duration.unit in {Unit.MINUTE, Unit.HOUR}
    return short and _PUNCTUAL.search(reading.plain) is not None


def _is_attribute(reading: Reading, slot: Slot) -> bool:
    """Whether a bare length is a limit: "48-hour delivery", "takes 2 days"."""
    if _TAKES.search(reading.before(slot)):
        return True
    return any(
        topics()[each.name].ends and each.name != "book" and 0 <= each.start - slot.end <= 12
        for each in reading.topics
    )


def _is_window(reading: Reading, slot: Slot) -> bool:
    if reading.binds_customer(slot) and slot.word in {"within", "in"}:
        events = reading.events(slot)
        return bool(events) and events[0] == "return"
    if _WINDOW.match(reading.after(slot)):
        return slot.word not in {"within", "in"} or "return" in reading.events(slot)[:1]
    near = {"return", "refund"} & set(reading.events(slot)[:1])
    if slot.word in {"within", "up to", "in"}:
        return near == {"return"}
    return slot.word == "for" and (bool(near) or _ASSURED.search(reading.plain) is not None)


def _window(reading: Reading, length: Duration) -> StandardDraft:
    assured = _ASSURED.search(reading.plain) and "money" not in reading.plain
    subject = ("guarantee", "approve", "claim") if assured else ("return", "refund")
    limit = _in_days(length)
    return StandardDraft(
        Shape.CONDITION,
        subject,
        limit,
        why=f"A customer has {limit} to ask; kept when those who ask in time are not turned away.",
    )


def _as_meant(length: Duration, subject: tuple[str, ...], reading: Reading) -> Duration:
    """Days of things that come by the day are calendar days; opening hours are business hours."""
    if _OPEN_HOURS.search(reading.plain):
        hours = {Unit.HOUR: 1.0, Unit.MINUTE: 1 / 60}.get(length.unit)
        return Duration(length.amount * hours, Unit.BUSINESS_HOUR) if hours else length
    known = [topics()[each] for each in subject if each in topics()]
    by_day = known[0].by_day if known else True
    return _in_days(length) if by_day else length


def _in_days(length: Duration) -> Duration:
    days = {Unit.DAY: 1, Unit.WEEK: 7}.get(length.unit)
    whole = days is not None and (length.amount * days).is_integer()
    return Duration(length.amount * days, Unit.CALENDAR_DAY) if days and whole else length


def _why(slot: Slot, limit: Duration, late: bool) -> str:
    if late:
        return f"{slot.text!r} is counted from the due time."
    if slot.low is not None and slot.high is not None and slot.low < slot.high:
        return f"Of the range {slot.text!r} the longer end is the promise: {limit}."
    if limit.unit is Unit.CALENDAR_DAY:
        return f"{slot.text!r} runs to the end of the last day."
    if limit.unit in {Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR}:
        return f"{slot.text!r} counts working time only, by the calendar that you name."
    return f"{slot.text!r} is elapsed time."
