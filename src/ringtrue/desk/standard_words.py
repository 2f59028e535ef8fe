"""A standard as one sentence, as people who are responsible for it would say it.

The definition beside every number says each case (`do.definition`); this says what is promised.
"""

from __future__ import annotations

import re

from ringtrue.core.expression import Expression, Name
from ringtrue.core.quantity import Unit
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Remedy,
    Standard,
    Uptime,
    Within,
)
from ringtrue.desk.expression_words import expression_in_words

_PLURAL = re.compile(r"[a-z][a-z ]*s", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+(_[a-z]+){0,2}")
_MOMENTS = frozenset({"at", "on", "time", "date", "day", "ts", "utc"})
_IRREGULAR = frozenset(
    ["sent", "paid", "made", "met", "done", "begun", "bought", "sold", "taken", "given", "told"]
)
_NOUNS = frozenset(["need", "speed", "feed", "seed", "red", "bed", "indeed", "embed", "deed"])


def standard_in_words(standard: Standard) -> str:
    """What a standard promises, in one sentence, and in another what does not count.

    >>> from ringtrue.core.expression_parser import parse_expression
    >>> from ringtrue.core.quantity import Duration
    >>> test = Within(Name("ordered_at"), Name("delivered_at"), Duration.parse("2 business days"))
    >>> express = parse_expression("shipping = 'express'")
    >>> print(standard_in_words(Standard("fast", "orders", test, 0.95, population=express)))
    Of all orders where shipping is “express”, at least 95 % are delivered within 2 business days of being ordered.
    """  # noqa: E501
    said = _sentence(standard)
    if standard.void is not None:
        said += f" Those where {expression_in_words(standard.void)} do not count."
    return said


def _sentence(standard: Standard) -> str:
    share, who = _share(standard.target), f"all {_records(standard)}"
    match standard.test:
        case Within() as test:
            return f"Of {who}, {share} {_clock(test)}."
        case Holds(condition):
            return f"For {share} of {who}: {expression_in_words(condition)}."
        case Between() as test:
            return f"For {share} of {who}: {_name(test.value)} is {_between(test)}."
        case Remedy(after, end, limit):
            happens = f"{_happens(end)} within {limit} of the break"
            return f"Of all {_records(standard, f' that broke “{after}”')}, {share} {happens}."
        case CountPer(unit, low, high):
            number = _between(Between(unit, low, high))
            records = f"number of {_records(standard)} by {_name(unit)}"
            return f"On {share} of the days, the {records} is {number}."
        case Uptime(_, _, up):
            return f"On {share} of the days, {standard.source} is up {_share(up)} of the time."


def _records(standard: Standard, which: str = "") -> str:
    noun = standard.source.replace("_", " ")
    if not _PLURAL.fullmatch(noun):
        noun = f"records of {standard.source}"
    if standard.population is None:
        return noun + which
    join = " and" if which else ""
    return f"{noun}{which}{join} where {expression_in_words(standard.population)}"


def _share(share: float) -> str:
    return f"at least {100 * share:.10g} %" if 0 < share < 1 else f"{100 * share:g} %"


def _clock(test: Within) -> str:
    happens, begun = _happens(test.end), _participle(test.start)
    since = f"being {begun}" if begun else _name(test.start)
    if not test.limit.amount and not test.strict:
        days = test.limit.unit in {Unit.CALENDAR_DAY, Unit.BUSINESS_DAY}
        by = "by the end of the day of" if days else "no later than"
        return f"{happens} {by} {_name(test.start)}"
    if test.early_is_kept:
        how = "less than" if test.strict else "at most"
        return f"{happens} {how} {test.limit} after {_name(test.start)}, or earlier"
    if test.strict:
        return f"{happens} in less than {test.limit} from {since}"
    return f"{happens} within {test.limit} of {since}"


def _happens(end: Expression) -> str:
    """What has happened at the end of a clock: "are delivered", or that its column is reached."""
    done = _participle(end)
    return f"are {done}" if done else f"reach {_name(end)}"


def _participle(moment: Expression) -> str:
    """What a column of time says that happens: delivered for `delivered_at`; '' if nothing."""
    name = moment.column if isinstance(moment, Name) else ""
    if not _WORDS.fullmatch(name):
        return ""
    words = name.split("_")
    if len(words) > 1 and words[-1] in _MOMENTS:
        words = words[:-1]
    done = (each for each in (words[0], words[-1]) if _is_participle(each))
    return " ".join(words) if any(done) else ""


def _is_participle(word: str) -> bool:
    return word in _IRREGULAR or (word.endswith("ed") and word not in _NOUNS)


def _between(test: Between) -> str:
    low, high = ("more than", "less than") if test.strict else ("at least", "at most")
    parts = [f"{low} {test.low:.10g}"] if test.low is not None else []
    parts += [f"{high} {test.high:.10g}"] if test.high is not None else []
    return " and ".join(parts) or "any number"


def _name(part: Expression) -> str:
    return part.column if isinstance(part, Name) else str(part)
