"""From the standards of a source to its plan: which standards can share a count."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import repeat

from ringtrue.core.calendar import Calendar
from ringtrue.core.errors import ConfigError
from ringtrue.core.expression import Expression
from ringtrue.core.quantity import Duration, Unit
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
from ringtrue.do.limits import edge_of, is_whole, scale_of
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
    Rungs,
    Scale,
    UpTo,
    ValueLane,
    WholeLane,
)
from ringtrue.do.steps import between_steps, nice_steps

CROWD = 8
"""Limits on one clock from which on they share a ladder between the least and the greatest."""


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
    rungs: Rungs = ()


_Key = tuple[Expression, tuple[str, ...], str]
_Panels = dict[_Key, dict[Lane, set[float]]]


def plan_for(source: Source, standards: tuple[Standard, ...], book: Book) -> Plan:
    """The plan that counts these standards of one source; raises `ConfigError`."""
    wishes = _with_rungs([_wish(standard, book) for standard in standards], source)
    panels = _shared(wishes, source)
    readings = tuple(_reading(wish, source, panels) for wish in wishes)
    places = {_key(wish, source): wish.standard.place for wish in reversed(wishes)}
    built = tuple(_panel(key, lanes, places[key]) for key, lanes in panels.items())
    return Plan(source, built, readings)


def _shared(wishes: list[_Wish], source: Source) -> _Panels:
    """Every lane once, with all edges that it is read at; a ladder that is shared counts once."""
    panels: _Panels = {}
    taken: set[tuple[int, int]] = set()
    for wish in wishes:
        edges = panels.setdefault(_key(wish, source), {}).setdefault(wish.lane, set())
        edges |= _edges(wish.mark)
        if (id(edges), id(wish.rungs)) not in taken:
            taken.add((id(edges), id(wish.rungs)))
            edges.update(mark.edge for _, mark in wish.rungs)
    return panels


def _edges(mark: Mark) -> set[float]:
    match mark:
        case UpTo(edge):
            return {edge}
        case Inside(low, high):
            return {each for each in (low, high) if each is not None}
        case Answer():
            return set()


def _key(wish: _Wish, source: Source) -> _Key:
    """Which panel a wish belongs to; one that needs all its records has a panel of its own."""
    alone = wish.standard.id if isinstance(wish.lane, WholeLane) else ""
    return wish.day, wish.standard.segments or source.segments, alone


def _panel(key: _Key, lanes: dict[Lane, set[float]], place: str) -> Panel:
    day, segments, _ = key
    edged = tuple(_with_edges(lane, edges) for lane, edges in lanes.items())
    return Panel(day, segments, edged, place)


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


def _with_rungs(wishes: list[_Wish], source: Source) -> list[_Wish]:
    """Give every limit of time its ladder; limits that crowd one clock share theirs."""
    crowds: dict[tuple[_Key, Lane], list[_Wish]] = {}
    for wish in wishes:
        if isinstance(wish.standard.test, Within | Remedy):
            crowds.setdefault((_key(wish, source), wish.lane), []).append(wish)
    ladders = {
        wish.standard.id: rungs
        for crowd in crowds.values()
        for alike in _alike(crowd)
        for wish, rungs in zip(alike, _ladders(alike, shared=len(crowd) >= CROWD), strict=True)
    }
    return [replace(wish, rungs=ladders.get(wish.standard.id, ())) for wish in wishes]


def _alike(crowd: list[_Wish]) -> Iterable[list[_Wish]]:
    """Limits of one clock by their unit and by whether they are strict."""
    found: dict[tuple[Unit, bool], list[_Wish]] = {}
    for wish in crowd:
        limit, strict, _ = _manner(wish)
        found.setdefault((limit.unit, strict), []).append(wish)
    return found.values()


def _ladders(alike: list[_Wish], *, shared: bool) -> Iterable[Rungs]:
    """A ladder for each, or one for all."""
    if not shared:
        return [_ladder(wish) for wish in alike]
    limits = frozenset(_manner(wish)[0].amount for wish in alike)
    unit = _manner(alike[0])[0].unit
    return repeat(_rungs(alike[0], between_steps(limits, whole=is_whole(unit))), len(alike))


def _ladder(wish: _Wish) -> Rungs:
    limit, _, early = _manner(wish)
    return _rungs(wish, nice_steps(limit.amount, whole=is_whole(limit.unit), from_zero=early))


def _rungs(wish: _Wish, steps: tuple[float, ...]) -> Rungs:
    limit, strict, _ = _manner(wish)
    return tuple(
        (step, UpTo(edge_of(Duration(step, limit.unit), strict, wish.standard))) for step in steps
    )


def _manner(wish: _Wish) -> tuple[Duration, bool, bool]:
    """The limit, whether it is strict, and whether its ladder begins at zero."""
    match wish.standard.test:
        case Within() as test:
            return test.limit, test.strict, test.early_is_kept
        case Remedy() as test:
            return test.limit, False, False
        case _:
            raise AssertionError("only limits of time have a ladder")
