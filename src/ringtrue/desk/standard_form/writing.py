"""From the form to the YAML that it means: one line a field, so that an error leads back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from ringtrue.core.errors import UsageError
from ringtrue.core.quantity import Unit
from ringtrue.desk.config.writing import in_quotes, quoted
from ringtrue.desk.standard_form.fields import FieldMistake, Filter, Kind, StandardForm
from ringtrue.desk.standard_form.filters import Types, expression_of

_ID = 40
"""So much of a wording becomes an id."""
_NUMBER = re.compile(r"[-+]?(\d{1,15}\.?\d*|\.\d+)([eE][-+]?\d{1,2})?")
_DECIMAL = re.compile(r"\d+(\.\d+)?")
_UNITS = frozenset(unit.value for unit in Unit)
_BUSINESS = frozenset({Unit.BUSINESS_DAY.value, Unit.BUSINESS_HOUR.value})
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A standard as YAML, the key of every line of it, and what is wrong with fields by itself."""

    text: str
    keys: tuple[str, ...]
    mistakes: tuple[FieldMistake, ...]


def write(form: StandardForm, types: Types) -> Written:
    """The YAML of a form; `types` are those of the source's columns, as far as they are known."""
    writer = _Writer(form, types)
    pairs = list(writer.pairs())
    (key, value), *others = pairs
    lines = [f"- {key}: {value}", *(f"  {key}: {value}" for key, value in others)]
    return Written("\n".join(lines), tuple(key for key, _ in pairs), tuple(writer.mistakes))


def id_of(form: StandardForm) -> str:
    """The id, or one made of the first wording.

    >>> id_of(StandardForm(wordings="Delivered in 2 days!"))
    'delivered-in-2-days'
    """
    return form.id.strip() or slugify(form.wordings.strip().partition("\n")[0])[:_ID].strip("-")


class _Writer:
    """Writes one form, and notes what no parser could tell better."""

    def __init__(self, form: StandardForm, types: Types) -> None:
        self.form, self.types = form, types
        self.mistakes: list[FieldMistake] = []

    def pairs(self) -> Iterator[Pair]:
        form = self.form
        yield "id", self.needed("id", id_of(form), "Give the standard a short name.")
        yield from self.wordings()
        yield "source", self.needed("source", form.source, "Choose the table that records it.")
        yield from self.test()
        yield from self.day()
        yield from self.filtered("where", form.population)
        yield from self.filtered("void", form.void)
        yield "target", self.target()
        yield "segments", _listed(form.segments)
        if form.why.strip():
            yield "why", quoted(form.why.strip())

    def needed(self, key: str, value: str, cure: str) -> str:
        if not value.strip():
            self.mistakes.append(FieldMistake(key, "", cure))
        return quoted(value.strip())

    def wordings(self) -> Iterator[Pair]:
        said = [words for line in self.form.wordings.splitlines() if (words := line.strip())]
        if said:
            yield "promise", quoted(said[0]) if len(said) == 1 else _listed(said)

    def test(self) -> Iterator[Pair]:
        match self.form.kind:
            case Kind.CLOCK:
                yield "from", self.needed("from", self.form.start, "Choose when the clock starts.")
                yield "to", self.needed("to", self.form.end, "Choose when the clock stops.")
                yield from self.limit(strict=self.form.strict)
                if self.form.early:
                    yield "early", "kept"
                yield from self.calendar()
            case Kind.REMEDY:
                cure = "Choose the standard that it makes good."
                yield "after", self.needed("after", self.form.after, cure)
                yield "to", self.needed("to", self.form.end, "Choose when it has been made good.")
                yield from self.limit(strict=False)
                yield from self.calendar()
            case Kind.CONDITION:
                yield from self.condition()
                yield from self.missing()
            case Kind.NUMBER:
                yield "value", self.needed("value", self.form.value, "Choose the number.")
                yield from self.bounds()
                yield from self.missing()

    def limit(self, *, strict: bool) -> Iterator[Pair]:
        amount, unit = self.form.amount.strip(), self.form.unit
        said = f"{amount} {unit}{'' if amount == '1' else 's'}" if amount else ""
        if strict and said:
            said = f"less than {said}"
        if amount and not _DECIMAL.fullmatch(amount):
            cure = "Write it in digits, such as 2, and choose the unit beside it."
            self.mistakes.append(FieldMistake("limit", f"{amount!r} is no number", cure))
        bare = _DECIMAL.fullmatch(amount) and unit in _UNITS
        told = self.needed("limit", said, "Say how long it may take.")
        yield "limit", said if bare else told

    def calendar(self) -> Iterator[Pair]:
        """Only business days and hours need one; another unit has no use for it."""
        if self.form.unit not in _BUSINESS:
            return
        if self.form.calendar:
            yield "calendar", quoted(self.form.calendar)
        elif _DECIMAL.fullmatch(self.form.amount.strip()):
            what = f"{self.form.unit.capitalize()}s are those of a calendar"
            cure = "Choose whose working time counts, or count in another unit."
            self.mistakes.append(FieldMistake("calendar", what, cure))

    def condition(self) -> Iterator[Pair]:
        found = list(self.filtered("condition", self.form.condition))
        if found:
            yield from found
        else:
            cure = "Choose a column and what must be so of it."
            yield "condition", self.needed("condition", "", cure)

    def missing(self) -> Iterator[Pair]:
        if self.form.missing != "broken":
            yield "missing", quoted(self.form.missing)

    def bounds(self) -> Iterator[Pair]:
        form = self.form
        least, most = ("more_than", "less_than") if form.beyond else ("at_least", "at_most")
        if not form.least.strip() and not form.most.strip():
            cure = "Say the least or the most that keeps the promise."
            yield most, self.needed("at_most", "", cure)
        for key, value in ((least, form.least.strip()), (most, form.most.strip())):
            if value:
                yield key, value if _NUMBER.fullmatch(value) else quoted(value)

    def day(self) -> Iterator[Pair]:
        if self.form.day.strip():
            yield "day", quoted(self.form.day.strip())
        elif self.form.kind in {Kind.CONDITION, Kind.NUMBER}:
            yield "day", self.needed("day", "", "Choose the day under which a record counts.")

    def filtered(self, key: str, chosen: Filter) -> Iterator[Pair]:
        """Rows and text as one expression; a text that is none stands as it was typed."""
        try:
            found, mistakes = expression_of(chosen, key, self.types)
        except UsageError:
            yield key, in_quotes(chosen.text.strip())
            return
        self.mistakes += mistakes
        if found is not None:
            yield key, quoted(str(found))

    def target(self) -> str:
        typed = self.form.target.strip().removesuffix("%").strip()
        bare = typed.replace(",", ".")
        if not typed:
            return self.needed("target", typed, "Say the share in per cent.")
        if not _DECIMAL.fullmatch(bare):
            cure = "Write the share in per cent, such as 95."
            self.mistakes.append(FieldMistake("target", f"{typed!r} is no number", cure))
            return quoted(typed)
        if 0 < float(bare) < 1:
            what = f"{typed} % is less than one record in a hundred"
            cure = f"Write {100 * float(bare):g} for {100 * float(bare):g} %."
            self.mistakes.append(FieldMistake("target", what, cure))
        return f"{bare}%"


def _listed(texts: tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(map(in_quotes, texts))}]"
