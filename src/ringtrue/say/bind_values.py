"""Amounts, facts and counts against columns."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.draft import StandardDraft
from ringtrue.core.expression import (
    Binary,
    Expression,
    IsNull,
    Literal,
    Name,
    Operator,
    Prefix,
    Unary,
)
from ringtrue.core.source import ColumnType, SourceProfile
from ringtrue.core.standard import Between, CountPer, Holds, Missing
from ringtrue.say.bind_options import Option, Wanted, fit_source, main_clock, remarks
from ringtrue.say.columns import Reading, read_columns, stems, words
from ringtrue.say.topics import Topic, things

_PERCENT = frozenset({"percent"})
_FRACTION = stems(("rate", "share", "fraction"))
_HUNDRED = 100.0
_FIT, _ABOUT = 0.57, 0.43


def bind_value(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """Numeric columns that hold the amount."""
    if not wanted.topics:
        return
    topic, draft = wanted.topics[0][0], wanted.draft
    about, why = fit_source(wanted, topic, profile)
    details = _details(wanted)
    for column in read_columns(profile):
        fit = column.fit(stems(topic.numbers))
        if column.column.type is not ColumnType.NUMBER or not fit:
            continue
        named = [each for each in details if column.fit(each)]
        part = len(named) / len(details) if details else 1.0
        scale, known, note = _scale(draft, column)
        test = Between(
            Name(column.column.name),
            None if draft.low is None else draft.low * scale,
            None if draft.high is None else draft.high * scale,
            draft.strict,
            Missing.VOID if topic.name == "satisfy" else Missing.BROKEN,
        )
        score = 0.55 * fit + 0.15 * about + 0.2 * part + 0.1 * known
        reasons = (f"{column.column.name} holds the {topic.name}", *filter(None, (why, note)))
        yield _option(profile, test, score, reasons, column, topic)


def bind_condition(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """Yes/no columns, moments of mishaps and counts of them that can decide a fact."""
    for topic, weight in wanted.topics:
        about, why = fit_source(wanted, topic, profile)
        wanted_stems = stems(topic.flags) | stems(topic.numbers)
        for column in read_columns(profile):
            fit = column.fit(wanted_stems)
            condition = _fact(column) if fit else None
            if condition is not None:
                test = Holds(condition)
                reasons = _reasons(wanted, column, condition, why, profile)
                score = weight * (_FIT * fit + _ABOUT * about)
                yield _option(profile, test, score, reasons, column, topic)
    yield from _by_words(wanted, profile)


def bind_count(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """Columns that hold a count, or records counted per unit and day."""
    draft, daily = wanted.draft, "day" in wanted.draft.subject
    for topic, weight in wanted.topics[:2]:
        about, why = fit_source(wanted, topic, profile)
        if daily:
            yield from _per_day(wanted, topic, profile, about, why)
            continue
        for column in read_columns(profile):
            fit = column.fit(stems(topic.numbers))
            if column.column.type is ColumnType.NUMBER and fit and column.unit is None:
                test = Between(Name(column.column.name), draft.low, draft.high, draft.strict)
                reasons = (f"{column.column.name} counts it", *filter(None, (why,)))
                score = weight * (_FIT * fit + _ABOUT * about)
                yield _option(profile, test, score, reasons, column, topic)


def _per_day(
    wanted: Wanted, topic: Topic, profile: SourceProfile, about: float, why: str
) -> Iterator[Option]:
    draft = wanted.draft
    for column in read_columns(profile):
        place = column.fit(words().places)
        if not about or not place or column.is_moment:
            continue
        test = CountPer(Name(column.column.name), draft.low, draft.high)
        reasons = (f"records are counted per {column.column.name} and day", why)
        yield _option(profile, test, 0.5 * place + 0.3 * about, reasons, column, topic)


def _details(wanted: Wanted) -> list[frozenset[str]]:
    """The stems of what the amount is for: the "delivery" of a delivery fee."""
    rest = wanted.topics[1:] if wanted.topics[0][0].name == "fee" else ()
    return [stems((*topic.words, *topic.ends)) for topic, _ in rest]


def _scale(draft: StandardDraft, column: Reading) -> tuple[float, float, str]:
    """What a share of 1 is in the column, whether that is known, and what to say."""
    if draft.low is None or draft.low > 1 or draft.currency:
        return 1.0, 1.0, ""
    if not column.name.isdisjoint(_PERCENT) or not column.described.isdisjoint(_PERCENT):
        return _HUNDRED, 1.0, f"{column.column.name} is in per cent"
    if not column.name.isdisjoint(_FRACTION):
        return 1.0, 1.0, ""
    return 1.0, -2.0, f"{column.column.name} may be in per cent, a fraction or money: say which"


def _fact(column: Reading) -> Expression | None:
    name = Name(column.column.name)
    bad = not column.name.isdisjoint(words().bad)
    match column.column.type:
        case ColumnType.BOOLEAN:
            return Unary(Prefix.NOT, name) if bad else name
        case ColumnType.TIME | ColumnType.DATE:
            return IsNull(name) if bad else None
        case ColumnType.NUMBER if bad:
            return Binary(Operator.EQUAL, name, Literal(0.0))
        case _:
            return None


def _reasons(
    wanted: Wanted, column: Reading, condition: Expression, why: str, profile: SourceProfile
) -> tuple[str, ...]:
    window = wanted.draft.limit
    narrowed = f"restrict it to records that asked within {window}" if window else ""
    return (
        f"kept when {condition}",
        *filter(None, (why, narrowed)),
        *remarks(profile, (column,)),
    )


def _by_words(wanted: Wanted, profile: SourceProfile) -> Iterator[Option]:
    """A yes/no column whose every word the wording holds: "parking included"."""
    said = stems(each for each in wanted.draft.subject if each not in things())
    topic = wanted.topics[0][0] if wanted.topics else None
    for column in read_columns(profile):
        own = frozenset(each for each in column.name if "_" not in each)
        if column.column.type is not ColumnType.BOOLEAN or not own or not own <= said:
            continue
        condition = _fact(column)
        if condition is not None:
            test, label = Holds(condition), column.column.name
            reasons = (f"every word of {label} is in the promise", f"kept when {condition}")
            name = topic.name if topic else ""
            day = main_clock(profile)
            yield Option(profile, test, 0.7, reasons, label, f"{name} {label}", day=day)


def _option(
    profile: SourceProfile,
    test: Between | Holds | CountPer,
    score: float,
    reasons: tuple[str, ...],
    column: Reading,
    topic: Topic,
) -> Option:
    """An option on one column; two columns mean two things."""
    day, name = main_clock(profile), column.column.name
    noted = (*reasons, f"counted by {day}") if day else (*reasons, "no column tells the day")
    return Option(profile, test, score, noted, name, topic.name, name, day)
