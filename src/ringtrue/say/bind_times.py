"""Time against columns: pairs of moments, numbers of minutes, flags of punctuality, outages."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.expression import Name, Prefix, Unary
from ringtrue.core.quantity import SECONDS, Duration, Unit
from ringtrue.core.source import ColumnType, SourceProfile
from ringtrue.core.standard import Between, Holds, Missing, Remedy, Uptime, Within
from ringtrue.say.bind_options import Option, Wanted, fit_source, main_clock, remarks
from ringtrue.say.columns import Reading, read_columns, stems, words
from ringtrue.say.topics import Topic, topics

_END, _START, _ABOUT, _KIND = 0.45, 0.2, 0.25, 0.1
_GENERIC_END = 0.6
_OTHER_START = 0.15
_DAY_COLUMN = 0.5
_FLAG = 0.55
_WORKING = frozenset({Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR})


def bind_duration(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """Every way in which a source could measure a duration or a delay."""
    for topic, weight in wanted.topics:
        about, why = fit_source(wanted, topic, profile)
        base = _ABOUT * about
        reasons = (why,) if why else ()
        yield from _pairs(wanted, topic, weight, profile, base, reasons)
        yield from _numbers(wanted, topic, weight, profile, base, reasons)
        yield from _flags(wanted, topic, weight, profile, base, reasons)


def bind_uptime(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """The first moment of an outage with the moment that ended it."""
    topic = wanted.topics[0][0] if wanted.topics else None
    share = wanted.draft.low
    if topic is None or share is None:
        return
    about, why = fit_source(wanted, topic, profile)
    if not about:
        return
    moments = [each for each in read_columns(profile) if each.is_moment and not each.is_due]
    for start in moments:
        for end in moments:
            begun = start.fit(stems(topic.starts) | words().begin)
            ended = end.fit(stems(topic.ends) | words().done)
            if start is end or not begun or not ended or end.is_begin:
                continue
            score = 0.4 * begun + 0.4 * ended + 0.2 * about
            reasons = (
                why,
                f"from {start.column.name} to {end.column.name} it is down",
                f"of every day at least {share:.4%} must be free of that".replace("00%", "%"),
            )
            test = Uptime(Name(start.column.name), Name(end.column.name), share)
            label = f"{start.column.name} to {end.column.name}"
            yield Option(profile, test, score, reasons, label, "up", start.column.name)


def bind_remedy(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """The moment at which what was promised for a break came."""
    limit = wanted.draft.limit
    if limit is None:
        return
    for topic, weight in wanted.topics:
        about, why = fit_source(wanted, topic, profile)
        for end in read_columns(profile):
            fit = end.fit(stems(topic.ends)) if end.is_moment and not end.is_due else 0.0
            if fit:
                test = Remedy(wanted.after, Name(end.column.name), limit)
                reasons = (
                    f"{end.column.name} is when the remedy came",
                    f"counted from the break of {wanted.after!r}",
                    *((why,) if why else ()),
                )
                score = weight * (0.7 * fit + 0.3 * about)
                yield Option(profile, test, score, reasons, end.column.name, topic.name)


def _pairs(
    wanted: Wanted,
    topic: Topic,
    weight: float,
    profile: SourceProfile,
    base: float,
    about: tuple[str, ...],
) -> Iterator[Option]:
    moments = [each for each in read_columns(profile) if each.is_moment]
    for end in moments:
        ended, why_end = _as_end(topic, end)
        if not ended:
            continue
        for start in moments:
            begun, why_start = _as_start(wanted, topic, start) if start is not end else (0.0, "")
            if not begun:
                continue
            limit, clear, notes = _limit(wanted, start, end)
            score = weight * (_END * ended + _START * begun + base + _KIND * clear)
            test = Within(
                Name(start.column.name),
                Name(end.column.name),
                limit,
                strict=wanted.draft.strict,
                early_is_kept=start.is_due,
            )
            reasons = (why_end, why_start, *about, *notes, *remarks(profile, (start, end)))
            label = f"{start.column.name} to {end.column.name}"
            yield Option(profile, test, score, reasons, label, topic.name, start.column.name)


def _as_end(topic: Topic, column: Reading) -> tuple[float, str]:
    if column.is_due:
        return 0.0, ""
    named = column.fit(stems(topic.ends))
    if named:
        return named, f"{column.column.name} is when it happened ({topic.name})"
    if topic.by_day and not column.name.isdisjoint(words().done):
        return _GENERIC_END, f"{column.column.name} is when the record was finished"
    return 0.0, ""


def _as_start(wanted: Wanted, topic: Topic, column: Reading) -> tuple[float, str]:
    name = column.column.name
    own = column.fit(stems(topic.ends))
    if wanted.late:
        if not column.is_due:
            return 0.0, ""
        other = not own and any(not column.name.isdisjoint(each) for each in _other_ends(topic))
        if other:
            return 0.2, f"{name} is a due time, but of something else"
        return (1.0 if own else 0.9), f"{name} is the due time"
    if column.is_due:
        return 0.05, f"{name} is a due time, not a beginning"
    if own:
        return 0.0, ""
    if column.fit(stems(topic.starts)):
        return 1.0, f"{name} is where the wait begins"
    if not column.name.isdisjoint(words().decides | words().bad):
        return 0.0, ""
    if column.is_begin:
        return 0.8, f"{name} is a usual beginning of a record"
    return _OTHER_START, f"{name} comes before, but is not the beginning"


def _other_ends(topic: Topic) -> Iterator[frozenset[str]]:
    return (
        stems(each.ends) for each in topics().values() if each.name in _RIVALS.get(topic.name, ())
    )


_RIVALS = {
    "arrive": ("depart",),
    "depart": ("arrive",),
    "deliver": ("dispatch",),
    "dispatch": ("deliver",),
}


def _limit(wanted: Wanted, start: Reading, end: Reading) -> tuple[Duration, float, tuple[str, ...]]:
    """The limit as these columns can test it, how well they can, and what to know about it."""
    limit = wanted.draft.limit or Duration(0, Unit.MINUTE)
    days = [each for each in (start, end) if each.column.type is ColumnType.DATE]
    if limit.unit in _WORKING:
        return limit, 1.0, ("working time needs a calendar: name one",)
    if not days or limit.unit in {Unit.CALENDAR_DAY, Unit.MONTH}:
        return limit, 1.0, ()
    name = days[0].column.name
    if not limit.amount:
        note = f"{name} has no time of day, so the whole due day is in time"
        return Duration(0, Unit.CALENDAR_DAY), 1.0, (note,)
    return limit, 0.0, (f"{name} has no time of day: too coarse for {limit}",)


def _numbers(
    wanted: Wanted,
    topic: Topic,
    weight: float,
    profile: SourceProfile,
    base: float,
    about: tuple[str, ...],
) -> Iterator[Option]:
    limit = wanted.draft.limit
    seconds = limit.seconds if limit is not None else None
    for column in read_columns(profile):
        if column.column.type is not ColumnType.NUMBER or column.unit is None or seconds is None:
            continue
        fit = _number_fit(wanted, topic, column)
        if not fit:
            continue
        name, high = column.column.name, seconds / SECONDS[column.unit]
        test = Between(Name(name), high=high, strict=wanted.draft.strict)
        reasons = (
            f"{name} holds it in {column.unit}s; a null counts as broken",
            *about,
            "a pair of moments would also tell what is pending",
            *remarks(profile, (column,)),
        )
        score = weight * ((_END + _START) * fit + base + _DAY_COLUMN * _KIND)
        day = main_clock(profile)
        yield Option(profile, test, score, reasons, name, topic.name, day=day)


def _number_fit(wanted: Wanted, topic: Topic, column: Reading) -> float:
    happened = column.fit(stems(topic.ends) | stems(topic.numbers))
    if not wanted.late:
        late = not column.name.isdisjoint(words().late)
        return 0.0 if late else column.fit(stems(topic.numbers))
    return min(column.fit(words().late), happened)


def _flags(
    wanted: Wanted,
    topic: Topic,
    weight: float,
    profile: SourceProfile,
    base: float,
    about: tuple[str, ...],
) -> Iterator[Option]:
    """Ready-made answers such as `on_time`, for punctuality without a number."""
    if not wanted.late or wanted.draft.limit is None or wanted.draft.limit.amount:
        return
    for column in read_columns(profile):
        kept = not column.name.isdisjoint(words().kept)
        broken = not column.name.isdisjoint(words().late)
        if column.column.type is not ColumnType.BOOLEAN or not (kept or broken):
            continue
        name = Name(column.column.name)
        test = Holds(name if kept else Unary(Prefix.NOT, name), Missing.PENDING)
        reasons = (
            f"{name} says it already, but see how it was made: records without a due time",
            *about,
        )
        day = main_clock(profile)
        yield Option(
            profile, test, weight * (_FLAG + base), reasons, str(name), topic.name, day=day
        )
