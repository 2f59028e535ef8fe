"""The `standards` of ringtrue.yaml: which sort each is, and what belongs to that sort.

Every sort may name the `day` under which a record counts; sorts without a clock must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import partial

from ringtrue.core.calendar import Calendar
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
from ringtrue.desk.config.mistakes import Mistakes
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
from ringtrue.desk.config.tree import Listing, Mapping, Mark, Node

_BOUNDS = frozenset({"at_most", "at_least", "less_than", "more_than"})
_EXPRESSIONS = ("from", "to", "condition", "value", "count_per", "day", "where", "void")
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


@dataclass(frozen=True, slots=True)
class Known:
    """What else the file says, for standards to refer to."""

    sources: tuple[Source, ...]
    calendars: tuple[Calendar, ...]
    policy: Policy
    beside: tuple[Standard, ...] = ()
    """Standards that are there already: no other may have their ids, remedies may follow them."""


def read_standards(tree: Mapping, known: Known, mistakes: Mistakes) -> tuple[Standard, ...]:
    """Every standard of the file, each checked against the sources, calendars and the others.

    Those with a mistake in them are left out.
    """
    node = tree.get("standards")
    items = [each for each in _items(node) if isinstance(each, Mapping)]
    reader = _Reader(known, mistakes, unsure=mistakes.spoils(tree))
    found: dict[str, tuple[Standard, Mapping]] = {}
    for item in items:
        standard = mistakes.attempt(partial(reader.standard, item), None)
        if standard is not None:
            found.setdefault(standard.id, (standard, item))
    _check_ids(items, known.beside, mistakes)
    ids = dict.fromkeys([*(each.id for each in known.beside), *_names(items)])
    sound = {each.id: each for each in known.beside} | {
        key: each for key, (each, _) in found.items()
    }
    for standard, item in found.values():
        mistakes.attempt(partial(_check_remedy, item, standard, sound, ids), None)
    return tuple(standard for standard, _ in found.values())


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else ()


def _names(items: Sequence[Mapping]) -> Iterator[str]:
    return (text_of(item, "id") for item in items)


def _check_ids(items: Sequence[Mapping], beside: Sequence[Standard], mistakes: Mistakes) -> None:
    places = {standard.id: standard.place for standard in beside}
    for item, name in zip(items, _names(items), strict=True):
        if name in places:
            what = f"there are two standards {name!r}"
            other = _seen_from(mark_of(item, "id"), places[name])
            cure = f"The other one is at {other}; give each its own id."
            mistakes.note(ConfigError(what, where=_at(item, "id"), cure=cure))
        elif name:
            places[name] = str(item.mark)


def _seen_from(mark: Mark, place: str) -> str:
    """A place as one says it within the file of `mark`: its line alone."""
    before, _, rest = place.partition(f"{mark.file}:")
    return place if before or not rest else f"line {rest.partition(':')[0]}"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one standard after another.

    `unsure` when something else in the file is wrong: a name that the file seems to have none of
    may then be there under a mistyped setting, and is not complained about.
    """

    known: Known
    mistakes: Mistakes
    unsure: bool

    def standard(self, tree: Mapping) -> Standard | None:
        """The standard, or None when something in it cannot be: then all of that is noted."""
        before = len(self.mistakes)
        self.values(tree)
        if self.mistakes.spoils(tree):
            return None
        source = self.mistakes.attempt(partial(self.source, tree), None)
        sort = self.mistakes.attempt(partial(_sort_of, tree), None)
        if len(self.mistakes) > before or sort is None or source is None:
            return None
        standard = _standard(tree, sort.make(tree), source, self.known.policy)
        names = frozenset(calendar.name for calendar in self.known.calendars)
        if names or not self.unsure:
            _check_calendar(tree, standard.test, names)
        return standard

    def values(self, tree: Mapping) -> None:
        """Note every value that cannot be, each looked at alone."""
        for key in _EXPRESSIONS:
            if self.mistakes.sound(tree, key):
                self.mistakes.attempt(partial(expression_of, tree, key), None)
        if self.mistakes.sound(tree, "limit"):
            self.mistakes.attempt(partial(limit_of, tree, "limit"), None)

    def source(self, tree: Mapping) -> Source:
        name = text_of(tree, "source")
        sources = {source.name: source for source in self.known.sources}
        if name in sources or (self.unsure and not sources):
            return sources.get(name, Source(name, ""))
        where = _at(tree, "source")
        raise ConfigError(f"there is no source {name!r}", where=where, cure=nearest(name, sources))


def _standard(tree: Mapping, test: Test, source: Source, policy: Policy) -> Standard:
    wordings = texts_of(tree, "promise")
    segments = texts_of(tree, "segments") if tree.get("segments") else source.segments
    return Standard(
        id=text_of(tree, "id"),
        source=source.name,
        test=test,
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
        where, need = _at(tree, "limit"), "needs" if test.limit.amount == 1 else "need"
        raise ConfigError(f"{test.limit} {need} a calendar", where=where, cure=cure)


def _check_remedy(
    tree: Mapping,
    standard: Standard,
    sound: Table[str, Standard],
    ids: Table[str, None],
) -> None:
    """A remedy follows a clock on its own source; one in `ids` only has a mistake of its own."""
    if not isinstance(standard.test, Remedy):
        return
    name, where = standard.test.after, _at(tree, "after")
    if name not in ids:
        raise ConfigError(f"there is no standard {name!r}", where=where, cure=nearest(name, ids))
    if name not in sound:
        return
    other = sound[name]
    if not isinstance(other.test, Within) or other.source != standard.source:
        cure = "Name a standard with 'from', 'to' and 'limit' on the same source."
        raise ConfigError(f"a remedy cannot follow {name!r}", where=where, cure=cure)


def _at(tree: Mapping, key: str = "") -> str:
    return str(mark_of(tree, key))
