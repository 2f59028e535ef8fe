"""A standard in plain words, so that the definition can stand beside every number."""

from __future__ import annotations

from ringtrue.core.calendar import Calendar
from ringtrue.core.expression import Expression
from ringtrue.core.quantity import Unit
from ringtrue.core.source import Source
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Uptime,
    Within,
)
from ringtrue.core.workspace import Workspace

_MISSING = {
    Missing.BROKEN: "Where a null leaves this open, the record is broken.",
    Missing.PENDING: "Where a null leaves this open, the record is pending.",
    Missing.VOID: "Where a null leaves this open, the record is void.",
}
_UNITS = {
    Unit.CALENDAR_DAY: "A limit in calendar days runs to the end of the last day",
    Unit.MONTH: "A month ends on the same day and time of the next month, or on its last day",
    Unit.BUSINESS_DAY: "A limit in business days runs to the end of the last working day",
    Unit.BUSINESS_HOUR: "Only time within the opening hours counts",
}


_SHARE = (
    "The share is that of kept records among kept and broken ones; pending and void records are in "
    "neither."
)


def define(
    standard: Standard,
    source: Source,
    calendar: Calendar | None = None,
    after: Standard | None = None,
) -> str:
    """Say what is counted, what null, open and early records count as, and the denominator.

    `after` is the standard that a remedy repairs.
    """
    parts = [
        _kept(standard, after),
        *_clock_rules(standard, source, calendar),
        _who(standard, source),
        *_twins(source),
        _SHARE,
        _days(standard, source, after),
    ]
    return " ".join(parts)


def define_in(workspace: Workspace, standard: Standard, source: Source) -> str:
    """The same, with the calendar and the repaired standard looked up in a workspace."""
    after = None
    if isinstance(standard.test, Remedy):
        name = standard.test.after
        after = next((each for each in workspace.standards if each.id == name), None)
    name = standard.test.calendar if isinstance(standard.test, Within | Remedy) else ""
    calendar = next((each for each in workspace.calendars if each.name == name), None)
    return define(standard, source, calendar, after)


def _kept(standard: Standard, after: Standard | None) -> str:
    match standard.test:
        case Within(start, end, limit, strict):
            how = "less than" if strict else "at most"
            return f"Kept: from {start} to {end} it took {how} {limit}."
        case Holds(condition):
            return f"Kept: {condition}."
        case Between() as test:
            return f"Kept: {_range(test)}."
        case CountPer(unit) as test:
            return f"Kept: the number of records by {unit} and day is {_bounds(test)}."
        case Uptime(_, _, share):
            return f"Kept: days that are up for at least {share * 100:g} % of their time."
        case Remedy(name, end, limit):
            broken = f"{name} ({_kept(after, None)[6:-1]})" if after else name
            return f"Kept: where {broken} was broken, {end} came within {limit} of the break."


def _range(test: Between) -> str:
    more, less = (">", "<") if test.strict else (">=", "<=")
    parts = [f"{test.value} {more} {test.low:g}"] if test.low is not None else []
    parts += [f"{test.value} {less} {test.high:g}"] if test.high is not None else []
    return " and ".join(parts) or f"{test.value} has any value"


def _bounds(test: CountPer) -> str:
    parts = [f"at least {test.low:g}"] if test.low is not None else []
    parts += [f"at most {test.high:g}"] if test.high is not None else []
    return " and ".join(parts) or "any"


def _clock_rules(standard: Standard, source: Source, calendar: Calendar | None) -> list[str]:
    match standard.test:
        case Within(start, end, limit) as test:
            return [*_within(start, end, test), *_unit(limit.unit, source, calendar)]
        case Remedy(_, end, limit):
            told = (
                f"A break whose {end} is null or later than the moment of measuring is pending "
                f"for {limit}, then broken; records that were not broken are void."
            )
            return [told, *_unit(limit.unit, source, calendar)]
        case Holds(_, missing) | Between(missing=missing):
            return [_MISSING[missing], "A record of a day that is still to come is pending."]
        case CountPer(unit):
            told = (
                f"Between the first and the last day of each {unit}, a day without records counts "
                f"as 0; a day that is not over is pending. A record whose {unit} is null is void."
            )
            return [told]
        case Uptime(start, end):
            told = (
                f"Each record is down from {start} to {end}, and overlaps count once. It is still "
                f"down where {end} is null, and void where {end} is before {start}. Today is "
                "pending until it is broken."
            )
            return [told]


def _within(start: Expression, end: Expression, test: Within) -> list[str]:
    early = "is kept" if test.early_is_kept else "is void (a fault in the data)"
    unfinished = (
        f"Where {end} is null or later than the moment of measuring (cancelled records too, "
        "unless they are made void), a record is pending until the limit is over, then broken."
    )
    odd = (
        f"A record whose {start} is null is void; where {start} is still to come, it is pending; "
        f"where {end} is before {start}, it {early}."
    )
    return [unfinished, odd]


def _unit(unit: Unit, source: Source, calendar: Calendar | None) -> list[str]:
    if unit not in _UNITS:
        return []
    if calendar is None:
        return [f"{_UNITS[unit]} ({source.time_zone})."]
    return [f"{_UNITS[unit]} (calendar {calendar.name}, {calendar.time_zone})."]


def _who(standard: Standard, source: Source) -> str:
    chosen = f"only about the records of {source.name} where {standard.population}"
    who = chosen if standard.population else f"about all records of {source.name}"
    void = f"; those where {standard.void} are void" if standard.void else ""
    return f"The promise is {who}{void}."


def _twins(source: Source) -> list[str]:
    if not source.key:
        return []
    last = f"by {source.updated_at}" if source.updated_at else "read"
    same = " and ".join(source.key)
    return [f"Of several rows with the same {same}, only the last {last} counts."]


def _days(standard: Standard, source: Source, after: Standard | None) -> str:
    day = standard.day or (after.day if after else None)
    test = after.test if after else standard.test
    if day is None and isinstance(test, Within | Uptime):
        day = test.start
    return f"A record counts under the day of its {day} in {source.time_zone}."
