"""What the page of a standard shows around what somebody typed: choices, and mistakes by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ringtrue.core.expression import Name
from ringtrue.core.quantity import Unit
from ringtrue.core.source import Column, ColumnType
from ringtrue.core.standard import Missing, Within
from ringtrue.core.workspace import Workspace
from ringtrue.desk.services.manage_book import Meant
from ringtrue.desk.services.whole_book import open_book
from ringtrue.desk.standard_form.fields import Filter, How, Kind, Row, StandardForm
from ringtrue.web.standard_form import Mistake, Typed

_MOMENTS = frozenset({ColumnType.TIME, ColumnType.DATE})
_NUMBERS = frozenset({ColumnType.NUMBER})
_PARTS = frozenset({ColumnType.TEXT, ColumnType.BOOLEAN})
_LONG = 70
_KINDS = {
    Kind.CLOCK: "How long it takes",
    Kind.CONDITION: "What must be so",
    Kind.NUMBER: "A number",
    Kind.REMEDY: "A remedy",
}
_UNITS = {
    Unit.SECOND: "seconds",
    Unit.MINUTE: "minutes",
    Unit.HOUR: "hours",
    Unit.CALENDAR_DAY: "calendar days",
    Unit.BUSINESS_HOUR: "business hours",
    Unit.BUSINESS_DAY: "business days",
    Unit.DAY: "days of 24 hours",
    Unit.WEEK: "weeks",
    Unit.MONTH: "months",
}
_MISSING = {
    Missing.BROKEN: "broken: not known is not kept",
    Missing.PENDING: "pending: it will be known later",
    Missing.VOID: "void: it does not count",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    title: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: those that fit best under a title of their own, and the others."""

    first: tuple[Choice, ...]
    fitting: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class RowChoices:
    """One comparison with its choices; `number` counts from 1."""

    number: int
    row: Row
    columns: Choices
    hows: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The comparisons of a filter, at least a blank one, and the text beside them."""

    rows: tuple[RowChoices, ...]
    text: str


class StandardPage:
    """All that the template of the form asks, worked out when it does."""

    def __init__(
        self,
        typed: Typed,
        workspace: Workspace,
        mistakes: Iterable[Mistake] = (),
        meant: Meant | None = None,
    ) -> None:
        self.typed, self.workspace, self.meant = typed, workspace, meant
        self.mistakes = tuple(mistakes)

    @property
    def form(self) -> StandardForm:
        """The fields."""
        return self.typed.form

    @property
    def wrong(self) -> dict[str, tuple[Mistake, ...]]:
        """The mistakes by their field; those of the whole under `whole`."""
        found: dict[str, list[Mistake]] = {}
        for each in self.mistakes:
            found.setdefault(each.field or "whole", []).append(each)
        return {field: tuple(each) for field, each in found.items()}

    @property
    def refused(self) -> bool:
        """Whether something is wrong, and not only still open."""
        return any(each.what for each in self.mistakes)

    @property
    def seen(self) -> bool:
        """Whether columns can be offered."""
        return bool(self.typed.offer.columns)

    @property
    def more_open(self) -> bool:
        """Whether something is wrong, or unusual, in what is folded away."""
        folded = {"id", "day", "segments", "why"}
        return bool(folded & self.wrong.keys())

    @property
    def kinds(self) -> tuple[Choice, ...]:
        """What can be measured."""
        return _chosen(((each.value, title) for each, title in _KINDS.items()), self.form.kind)

    @property
    def sources(self) -> tuple[Choice, ...]:
        """The sources of the workspace."""
        names = [(each.name, each.name) for each in self.workspace.sources]
        return _with_own(names, self.form.source, "not in ringtrue.yaml")

    @property
    def units(self) -> tuple[Choice, ...]:
        """The units of a limit."""
        return _chosen(((each.value, title) for each, title in _UNITS.items()), self.form.unit)

    @property
    def calendars(self) -> tuple[Choice, ...]:
        """The calendars of the workspace; the only one goes without choosing."""
        names = [(each.name, each.name) for each in self.workspace.calendars]
        if len(names) != 1:
            names = [("", "Choose"), *names]
        own = self.form.calendar or names[0][0]
        return _with_own(names, own, "not in ringtrue.yaml")

    @property
    def broken(self) -> tuple[Choice, ...]:
        """The standards of the source whose break can be made good."""
        standards = open_book(self.workspace).workspace.standards
        names = [
            (each.id, f"{each.id}: {each.promise}"[:_LONG] if each.promise else each.id)
            for each in standards
            if isinstance(each.test, Within) and each.source == self.form.source
        ]
        return _with_own([("", "Choose"), *names], self.form.after, "no clock on this source")

    @property
    def missing(self) -> tuple[Choice, ...]:
        """What a record counts as that leaves it open."""
        return _chosen(((each.value, title) for each, title in _MISSING.items()), self.form.missing)

    @property
    def start(self) -> Choices:
        """Where a clock may start."""
        return self._expressions(self.form.start, _MOMENTS, "Times and days", "Choose")

    @property
    def end(self) -> Choices:
        """Where a clock may stop."""
        return self._expressions(self.form.end, _MOMENTS, "Times and days", "Choose")

    @property
    def day(self) -> Choices:
        """The day under which a record may count."""
        nothing = "Choose"
        if self.form.kind in {Kind.CLOCK, Kind.REMEDY}:
            nothing = "the start of its clock"
        return self._expressions(self.form.day, _MOMENTS, "Times and days", nothing)

    @property
    def value(self) -> Choices:
        """The number that may be bounded."""
        return self._expressions(self.form.value, _NUMBERS, "Numbers", "Choose")

    @property
    def condition(self) -> FilterChoices:
        """What must be so."""
        return self._filter("condition", self.form.condition)

    @property
    def where(self) -> FilterChoices:
        """Which records it is about."""
        return self._filter("where", self.form.population)

    @property
    def void(self) -> FilterChoices:
        """Which records do not count."""
        return self._filter("void", self.form.void)

    @property
    def segments(self) -> tuple[Choice, ...]:
        """By which columns results are broken down; those that are chosen come first."""
        own = self.form.segments
        known = {each.name: each for each in self._offered()}
        first = [
            Choice(name, _titled(known[name]) if name in known else name, True) for name in own
        ]
        fitting = (each for each in known.values() if each.type in _PARTS and each.name not in own)
        return (*first, *(Choice(each.name, _titled(each)) for each in fitting))

    def _offered(self) -> Iterator[Column]:
        """The columns that an expression can name and a browser sends back as they are."""
        columns = self.typed.offer.columns
        return (each for each in columns if each.name.isprintable() and "`" not in each.name)

    def _expressions(
        self, own: str, wanted: frozenset[ColumnType], title: str, nothing: str
    ) -> Choices:
        offered = [(str(Name(each.name)), each) for each in self._offered()]
        first = [Choice("", nothing, not own)]
        if own and own not in {said for said, _ in offered}:
            first.append(Choice(own, f"{own} (as written)", True))
        fitting, others = (
            tuple(
                Choice(said, _titled(each), said == own)
                for said, each in offered
                if (each.type in wanted) is fits
            )
            for fits in (True, False)
        )
        return Choices(tuple(first), fitting, others, title)

    def _filter(self, key: str, chosen: Filter) -> FilterChoices:
        longer = self.typed.longer == key or not chosen.rows
        rows = [*chosen.rows, Row()] if longer else chosen.rows
        return FilterChoices(
            tuple(
                RowChoices(number, row, self._names(row.column), _hows(row))
                for number, row in enumerate(rows, 1)
            ),
            chosen.text,
        )

    def _names(self, own: str) -> Choices:
        offered = list(self._offered())
        first = [Choice("", "column", not own)]
        if own and own not in {each.name for each in offered}:
            first.append(Choice(own, f"{own} (as written)", True))
        columns = tuple(Choice(each.name, _titled(each), each.name == own) for each in offered)
        return Choices(tuple(first), (), columns)


def _hows(row: Row) -> tuple[Choice, ...]:
    return _chosen(((each.value, each.value) for each in How), row.how)


def _chosen(pairs: Iterable[tuple[str, str]], own: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, title, value == own) for value, title in pairs)


def _with_own(pairs: list[tuple[str, str]], own: str, why: str) -> tuple[Choice, ...]:
    """The choices, and what somebody has although it is none."""
    strange = [(own, f"{own} ({why})")] if own not in {value for value, _ in pairs} else []
    return _chosen([*pairs, *strange], own)


def _titled(column: Column) -> str:
    """A column with what the workspace says of it, cut to what a list can show."""
    said = f"{column.name}: {column.description}" if column.description else column.name
    return said if len(said) <= _LONG else f"{said[:_LONG]}…"
