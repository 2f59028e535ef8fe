"""From the standards of a source to its plan: which standards can share a count."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ringtrue.core.calendar import Calendar
from ringtrue.core.errors import ConfigError
from ringtrue.core.expression import Expression
from ringtrue.core.quantity import SECONDS, Duration, Unit
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
from ringtrue.do.calendars import Working, working
from ringtrue.do.plan import (
    Answer,
    ClockLane,
    Due,
    FlagLane,
    Inside,
    Lane,
    Mark,
    Panel,
    Plan,
    Population,
    Reading,
    Scale,
    UpTo,
    ValueLane,
    WholeLane,
)
from ringtrue.do.steps import between_steps, nice_steps
from ringtrue.do.zones import MICRO

CROWD = 8
"""Limits on one clock from which on they share a ladder between the least and the greatest."""
MAX_SECONDS = 1_000 * 366 * 86_400.0
_SCALES = {
    Unit.CALENDAR_DAY: Scale.CALENDAR_DAY,
    Unit.MONTH: Scale.MONTH,
    Unit.BUSINESS_DAY: Scale.BUSINESS_DAY,
    Unit.BUSINESS_HOUR: Scale.BUSINESS_HOUR,
}
_WHOLE = frozenset({Scale.CALENDAR_DAY, Scale.MONTH, Scale.BUSINESS_DAY})


@dataclass(frozen=True, slots=True)
class Book:
    """The standards and calendars by name, for those that refer to one another."""

    standards: tuple[Standard, ...]
    calendars: tuple[Calendar, ...]

    def standard(self, name: str, asking: Standard) -> Standard:
        """The standard that a remedy repairs."""
        for each in self.standards:
            if each.id == name and each.source == asking.source:
                return each
        message = f"The remedy {asking.id} repairs {name!r}, which is no standard of its source"
        known = ", ".join(each.id for each in self.standards if each.source == asking.source)
        raise ConfigError(message, where=asking.place, cure=f"The source has: {known}.")

    def working(self, name: str, asking: Standard) -> Working:
        """A calendar, checked."""
        for each in self.calendars:
            if each.name == name:
                return working(each)
        message = f"{asking.id} counts business time by the calendar {name!r}, which does not exist"
        known = ", ".join(each.name for each in self.calendars) or "none yet"
        raise ConfigError(message, where=asking.place, cure=f"Calendars: {known}.")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What one standard wants counted, before lanes are shared; marks hold edges, not places."""

    standard: Standard
    day: Expression
    lane: Lane
    mark: Mark
    rungs: tuple[tuple[float, UpTo], ...] = ()

    @property
    def edges(self) -> set[float]:
        """Every edge that this standard is read at."""
        found: set[float] = set()
        for mark in (self.mark, *(mark for _, mark in self.rungs)):
            if isinstance(mark, UpTo):
                found.add(mark.edge)
            elif isinstance(mark, Inside):
                found |= {each for each in (mark.low, mark.high) if each is not None}
        return found


_Key = tuple[Expression, tuple[str, ...], str]
_Panels = dict[_Key, dict[Lane, set[float]]]


def plan_for(source: Source, standards: tuple[Standard, ...], book: Book) -> Plan:
    """The plan that counts these standards of one source; raises `ConfigError`."""
    wishes = _with_rungs([_wish(standard, book) for standard in standards], source)
    panels: _Panels = {}
    for wish in wishes:
        lanes = panels.setdefault(_key(wish, source), {})
        lanes.setdefault(wish.lane, set()).update(wish.edges)
    readings = tuple(_reading(wish, source, panels) for wish in wishes)
    built = tuple(_panel(key, lanes) for key, lanes in panels.items())
    return Plan(source, built, readings)


def _key(wish: _Wish, source: Source) -> _Key:
    """Which panel a wish belongs to; one that needs all its records has a panel of its own."""
    alone = wish.standard.id if isinstance(wish.lane, WholeLane) else ""
    return wish.day, wish.standard.segments or source.segments, alone


def _panel(key: _Key, lanes: dict[Lane, set[float]]) -> Panel:
    day, segments, _ = key
    return Panel(day, segments, tuple(_with_edges(lane, edges) for lane, edges in lanes.items()))


def _with_edges(lane: Lane, edges: set[float]) -> Lane:
    if isinstance(lane, ClockLane):
        return replace(lane, edges=tuple(int(each) for each in sorted(edges)))
    if isinstance(lane, ValueLane):
        return replace(lane, edges=tuple(sorted(edges)))
    return lane


def _reading(wish: _Wish, source: Source, panels: _Panels) -> Reading:
    key = _key(wish, source)
    panel, lane = list(panels).index(key), list(panels[key]).index(wish.lane)
    return Reading(wish.standard.id, panel, lane, wish.mark, wish.rungs)


def _wish(standard: Standard, book: Book) -> _Wish:
    population = Population(standard.population, standard.void)
    match standard.test:
        case Within() as test:
            return _within(standard, test, population, book)
        case Remedy() as test:
            return _remedy(standard, test, population, book)
        case Holds(condition, missing):
            lane = FlagLane(condition, population)
            return _Wish(standard, _day(standard), lane, Answer(missing))
        case Between() as test:
            return _between(standard, test, population)
        case Uptime(start) as test:
            _check_share(standard, test.share)
            lane_ = WholeLane(_bare(standard), population)
            return _Wish(standard, start, lane_, Answer(Missing.VOID))
        case CountPer():
            lane_ = WholeLane(_bare(standard), population)
            return _Wish(standard, _day(standard), lane_, Answer(Missing.VOID))


def _bare(standard: Standard) -> Standard:
    """Only what decides the count, so that words and targets do not force a new one."""
    return replace(standard, target=1.0, promise="", why="", place="")


def _within(standard: Standard, test: Within, population: Population, book: Book) -> _Wish:
    scale, work = _scale(standard, test.limit, test.calendar, book)
    lane = ClockLane(test.start, test.end, scale, work, test.early_is_kept, population)
    mark = UpTo(edge_of(test.limit, test.strict, standard))
    return _Wish(standard, standard.day or test.start, lane, mark)


def _remedy(standard: Standard, test: Remedy, population: Population, book: Book) -> _Wish:
    after = book.standard(test.after, standard)
    if not isinstance(after.test, Within | Holds | Between):
        message = f"The remedy {standard.id} repairs {after.id}, which has no moment of its own"
        cure = "A remedy can follow a duration, a condition or a value."
        raise ConfigError(message, where=standard.place, cure=cure)
    day = after.test.start if isinstance(after.test, Within) else _day(after)
    work = None
    if isinstance(after.test, Within):
        _, work = _scale(after, after.test.limit, after.test.calendar, book)
    scale, own = _scale(standard, test.limit, test.calendar, book)
    due = Due(_bare(after), day, work)
    lane = ClockLane(due, test.end, scale, own, True, population)
    mark = UpTo(edge_of(test.limit, False, standard))
    return _Wish(standard, standard.day or after.day or day, lane, mark)


def _between(standard: Standard, test: Between, population: Population) -> _Wish:
    for each in (test.low, test.high):
        if each is not None and not math.isfinite(each):
            message = f"{standard.id} is limited by {each}"
            raise ConfigError(message, where=standard.place, cure="Write a finite number.")
    low = high = None
    if test.low is not None:
        low = test.low if test.strict else math.nextafter(test.low, -math.inf)
    if test.high is not None:
        high = math.nextafter(test.high, -math.inf) if test.strict else test.high
    lane = ValueLane(test.value, population)
    return _Wish(standard, _day(standard), lane, Inside(low, high, test.missing))


def _day(standard: Standard) -> Expression:
    if standard.day is None:
        message = f"{standard.id} does not say which day a record belongs to"
        cure = "Add day: with the column of a date or time."
        raise ConfigError(message, where=standard.place, cure=cure)
    return standard.day


def _check_share(standard: Standard, share: float) -> None:
    if not 0.0 <= share <= 1.0:
        message = f"{standard.id} promises an uptime of {share:g}"
        raise ConfigError(message, where=standard.place, cure="Write a share between 0 and 1.")


def _scale(
    standard: Standard, limit: Duration, calendar: str, book: Book
) -> tuple[Scale, Working | None]:
    scale = scale_of(limit)
    if scale not in {Scale.BUSINESS_DAY, Scale.BUSINESS_HOUR}:
        return scale, None
    if not calendar:
        message = f"{standard.id} counts {limit.unit.value}s without a calendar"
        raise ConfigError(message, where=standard.place, cure="Add calendar: with its name.")
    return scale, book.working(calendar, standard)


def scale_of(limit: Duration) -> Scale:
    """How a limit's unit is counted."""
    return _SCALES.get(limit.unit, Scale.ELAPSED)


def _with_rungs(wishes: list[_Wish], source: Source) -> list[_Wish]:
    """Give every limit of time its ladder; limits that crowd one clock share theirs."""
    crowds: dict[tuple[_Key, Lane], list[_Wish]] = {}
    for wish in wishes:
        crowds.setdefault((_key(wish, source), wish.lane), []).append(wish)
    found = []
    for wish in wishes:
        test = wish.standard.test
        if isinstance(test, Within | Remedy):
            crowd = crowds[_key(wish, source), wish.lane]
            wish = replace(wish, rungs=_rungs(wish.standard, test, crowd))
        found.append(wish)
    return found


def _rungs(
    standard: Standard, test: Within | Remedy, crowd: list[_Wish]
) -> tuple[tuple[float, UpTo], ...]:
    unit, whole = test.limit.unit, _SCALES.get(test.limit.unit) in _WHOLE
    strict, early = _manner(test)
    if len(crowd) < CROWD:
        steps = nice_steps(test.limit.amount, whole=whole, from_zero=early)
    else:
        alike = frozenset(
            each.standard.test.limit.amount
            for each in crowd
            if isinstance(each.standard.test, Within | Remedy)
            and each.standard.test.limit.unit is unit
            and _manner(each.standard.test)[0] is strict
        )
        steps = between_steps(alike, whole=whole)
    return tuple((step, UpTo(edge_of(Duration(step, unit), strict, standard))) for step in steps)


def _manner(test: Within | Remedy) -> tuple[bool, bool]:
    """Whether a limit is strict, and whether its ladder begins at zero."""
    return (test.strict, test.early_is_kept) if isinstance(test, Within) else (False, False)


def edge_of(limit: Duration, strict: bool, standard: Standard) -> int:
    """The largest whole length that keeps the limit, in the numbers of its `Scale`."""
    long = limit.amount * SECONDS.get(limit.unit, 3600.0)
    if not math.isfinite(long) or long > MAX_SECONDS:
        message = f"{standard.id} allows {limit}"
        raise ConfigError(message, where=standard.place, cure="Keep limits under 1,000 years.")
    if limit.unit is Unit.MONTH:
        return _months(limit, standard) * 2 - strict
    if limit.unit in {Unit.CALENDAR_DAY, Unit.BUSINESS_DAY}:
        return math.ceil(limit.amount) - 1 if strict else math.floor(limit.amount)
    scale = SECONDS.get(limit.unit, 3600.0)
    return _exact(limit.amount * scale * MICRO) - strict


def _months(limit: Duration, standard: Standard) -> int:
    if limit.amount != int(limit.amount):
        message = f"{standard.id} allows {limit}"
        raise ConfigError(message, where=standard.place, cure="Count whole months, or write days.")
    return int(limit.amount)


def _exact(micro: float) -> int:
    return round(micro)
