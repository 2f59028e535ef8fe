"""The `standards` of ringtrue.yaml: which sort each is, and what belongs to that sort.

Every sort may name the `day` under which a record counts; sorts without a clock must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass

from ringtrue.core.errors import ConfigError
from ringtrue.core.policy import Policy
from ringtrue.core.quantity import Unit
from ringtrue.core.source import Source
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Test,
    Uptime,
    Within,
)
from ringtrue.desk.config.reading import (
    expression_of,
    limit_of,
    mark_of,
    needed_expression,
    number_of,
    share_of,
    text_of,
    texts_of,
)
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Listing, Mapping

_BOUNDS = frozenset({"at_most", "at_least", "less_than", "more_than"})
_BUSINESS = frozenset({Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR})


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of standard: the key that marks it, what it needs and may have, how to make it."""

    mark: str
    needs: frozenset[str]
    may: frozenset[str]
    make: Callable[[Mapping], Test]
    bounds: frozenset[str] = frozenset()


def _within(tree: Mapping) -> Within:
    limit = limit_of(tree, "limit")
    return Within(
        start=needed_expression(tree, "from"),
        end=needed_expression(tree, "to"),
        limit=limit.duration,
        strict=limit.strict,
        early_is_kept=text_of(tree, "early") == "kept",
        calendar=text_of(tree, "calendar"),
    )


def _holds(tree: Mapping) -> Holds:
    return Holds(needed_expression(tree, "condition"), _missing(tree))


def _between(tree: Mapping) -> Between:
    strict = tree.get("less_than") is not None or tree.get("more_than") is not None
    if strict and (tree.get("at_most") or tree.get("at_least")):
        cure = "Use 'less_than' and 'more_than' together, or 'at_most' and 'at_least'."
        raise ConfigError("one bound counts and the other does not", where=_at(tree), cure=cure)
    low, high = ("more_than", "less_than") if strict else ("at_least", "at_most")
    bounds = _bounds(tree, low, high)
    return Between(needed_expression(tree, "value"), *bounds, strict, _missing(tree))


def _count(tree: Mapping) -> CountPer:
    return CountPer(needed_expression(tree, "count_per"), *_bounds(tree, "at_least", "at_most"))


def _uptime(tree: Mapping) -> Uptime:
    start, end = needed_expression(tree, "from"), needed_expression(tree, "to")
    return Uptime(start, end, share_of(tree, "uptime", 1.0))


def _remedy(tree: Mapping) -> Remedy:
    limit = limit_of(tree, "limit")
    if limit.strict:
        cure = "Write the limit alone: a remedy that comes exactly then is in time."
        raise ConfigError(
            "a remedy's limit is never 'less than'", where=_at(tree, "limit"), cure=cure
        )
    calendar = text_of(tree, "calendar")
    return Remedy(text_of(tree, "after"), needed_expression(tree, "to"), limit.duration, calendar)


_SORTS = (
    _Sort("condition", frozenset({"condition", "day"}), frozenset({"missing"}), _holds),
    _Sort("value", frozenset({"value", "day"}), _BOUNDS | {"missing"}, _between, _BOUNDS),
    _Sort(
        "count_per",
        frozenset({"count_per", "day"}),
        frozenset({"at_most", "at_least"}),
        _count,
        frozenset({"at_most", "at_least"}),
    ),
    _Sort("uptime", frozenset({"uptime", "from", "to"}), frozenset(), _uptime),
    _Sort("after", frozenset({"after", "to", "limit"}), frozenset({"calendar"}), _remedy),
    _Sort("limit", frozenset({"from", "to", "limit"}), frozenset({"early", "calendar"}), _within),
)
_OF_A_TEST = frozenset().union(*(sort.needs | sort.may for sort in _SORTS)) - {"day"}


def read_standards(
    tree: Mapping,
    sources: tuple[Source, ...],
    calendars: frozenset[str],
    policy: Policy,
    beside: Iterable[Standard] = (),
) -> tuple[Standard, ...]:
    """Every standard of the file, each checked against the sources, calendars and the others.

    The others are those of the file and those `beside` it, which a remedy may follow as well.
    """
    node = tree.get("standards")
    items = node.items if isinstance(node, Listing) else ()
    by_name = {source.name: source for source in sources}
    known = {standard.id: standard for standard in beside}
    found: dict[str, tuple[Standard, Mapping]] = {}
    for item in items:
        assert isinstance(item, Mapping)
        standard = _standard(item, by_name, policy)
        if standard.id in known:
            raise _twin(item, known[standard.id])
        _check_calendar(item, standard.test, calendars)
        known[standard.id], found[standard.id] = standard, (standard, item)
    _check_remedies(found, known)
    return tuple(standard for standard, _ in found.values())


def _standard(tree: Mapping, sources: Table[str, Source], policy: Policy) -> Standard:
    name = text_of(tree, "source")
    if name not in sources:
        raise ConfigError(
            f"there is no source {name!r}", where=_at(tree, "source"), cure=nearest(name, sources)
        )
    wordings = texts_of(tree, "promise")
    segments = texts_of(tree, "segments") if tree.get("segments") else sources[name].segments
    return Standard(
        id=text_of(tree, "id"),
        source=name,
        test=_sort_of(tree).make(tree),
        target=share_of(tree, "target", policy.target),
        day=expression_of(tree, "day"),
        population=expression_of(tree, "where"),
        void=expression_of(tree, "void"),
        segments=segments,
        promise=wordings[0] if wordings else "",
        why=text_of(tree, "why"),
        place=str(tree.mark),
        wordings=wordings[1:],
    )


def _sort_of(tree: Mapping) -> _Sort:
    """The one sort that this standard is; says which keys do not go together."""
    given = {entry.key: entry for entry in tree.entries if entry.key in _OF_A_TEST}
    sort = next((each for each in _SORTS if each.mark in given), None)
    if sort is None:
        cure = (
            "Give 'from', 'to' and 'limit', or one of condition, value, count_per, uptime, after."
        )
        raise ConfigError("this standard tests nothing", where=str(tree.mark), cure=cure)
    for key, entry in given.items():
        if key not in sort.needs | sort.may:
            what = f"{key!r} does not belong beside {sort.mark!r}"
            cure = "A standard has one test: take one of the two out, or make two standards."
            raise ConfigError(what, where=str(entry.mark), cure=cure)
    lacking = sorted(key for key in sort.needs if tree.get(key) is None)
    if lacking:
        what = f"a standard with {sort.mark!r} also needs {lacking[0]!r}"
        raise ConfigError(what, where=str(tree.mark), cure=f"Add '{lacking[0]}: ...'.")
    if sort.bounds and not sort.bounds & given.keys():
        what = f"a standard with {sort.mark!r} needs a bound"
        cure = f"Add one of {', '.join(sorted(sort.bounds))}."
        raise ConfigError(what, where=str(tree.mark), cure=cure)
    return sort


def _bounds(tree: Mapping, low: str, high: str) -> tuple[float | None, float | None]:
    least, most = number_of(tree, low), number_of(tree, high)
    if least is not None and most is not None and least > most:
        cure = "Swap them."
        raise ConfigError(
            f"{low!r} {least} is above {high!r} {most}", where=_at(tree, low), cure=cure
        )
    return least, most


def _missing(tree: Mapping) -> Missing:
    return Missing(text_of(tree, "missing", Missing.BROKEN.value))


def _check_calendar(tree: Mapping, test: Test, calendars: frozenset[str]) -> None:
    if not isinstance(test, Within | Remedy):
        return
    if test.calendar and test.calendar not in calendars:
        cure = nearest(test.calendar, sorted(calendars))
        where = _at(tree, "calendar")
        raise ConfigError(f"there is no calendar {test.calendar!r}", where=where, cure=cure)
    if test.limit.unit in _BUSINESS and not test.calendar:
        cure = "Add 'calendar: ...' and describe it under 'calendars'."
        where = _at(tree, "limit")
        raise ConfigError(f"{test.limit} need a calendar", where=where, cure=cure)


def _twin(tree: Mapping, other: Standard) -> ConfigError:
    mark = mark_of(tree, "id")
    file, _, rest = other.place.partition(f"{mark.file}:")
    place = other.place if file or not rest else f"line {rest.partition(':')[0]}"
    cure = f"The other one is at {place}; give each its own id."
    return ConfigError(f"there are two standards {other.id!r}", where=str(mark), cure=cure)


def _check_remedies(
    found: Table[str, tuple[Standard, Mapping]], known: Table[str, Standard]
) -> None:
    for standard, tree in found.values():
        if not isinstance(standard.test, Remedy):
            continue
        name = standard.test.after
        other = known.get(name)
        where = _at(tree, "after")
        if other is None:
            raise ConfigError(
                f"there is no standard {name!r}", where=where, cure=nearest(name, known)
            )
        if not isinstance(other.test, Within) or other.source != standard.source:
            cure = "Name a standard with 'from', 'to' and 'limit' on the same source."
            raise ConfigError(f"a remedy cannot follow {name!r}", where=where, cure=cure)


def _at(tree: Mapping, key: str = "") -> str:
    return str(mark_of(tree, key))
