"""What the form of a standard asks: every field as somebody types it, be it right or wrong.

The fields say no more than the YAML of a standard does. They become that YAML (`writing`), which is
then read and checked as any other; so there is one noun and one parser, and a field is nothing but
a line of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is measured; the other sorts of standard are written as code."""

    CLOCK = "clock"
    CONDITION = "condition"
    NUMBER = "number"
    REMEDY = "remedy"


class How(StrEnum):
    """How a column is compared."""

    IS = "is"
    IS_NOT = "is not"
    AT_MOST = "is at most"
    LESS = "is less than"
    AT_LEAST = "is at least"
    MORE = "is more than"
    ONE_OF = "is one of"
    NONE_OF = "is none of"
    EMPTY = "is empty"
    FILLED = "is filled in"
    TRUE = "is true"
    UNTRUE = "is not true"

    @property
    def needs_value(self) -> bool:
        """Whether there is something to compare the column with."""
        return self not in _ALONE


_ALONE = frozenset({How.EMPTY, How.FILLED, How.TRUE, How.UNTRUE})


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: a column by its name, how, and the value as it is typed."""

    column: str = ""
    how: How = How.IS
    value: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody has begun it."""
        return not self.column and not self.value.strip()


@dataclass(frozen=True, slots=True)
class Filter:
    """Comparisons that must all be so, and beside them what `text` says in the language."""

    rows: tuple[Row, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class StandardForm:
    """A standard as it stands in the form.

    `wordings` has one wording a line. `start`, `end`, `value` and `day` are expressions, mostly a
    column; `amount` and `unit` are the limit, which is itself too late when `strict`; `early` says
    that coming before the start is in time. `least` and `most` bound a number, and do not count
    themselves when `beyond`. `target` is per cent. `missing` is what a record counts as whose
    condition or number stays open. An `id` left empty is made of the wording.
    """

    id: str = ""
    wordings: str = ""
    source: str = ""
    kind: Kind = Kind.CLOCK
    start: str = ""
    end: str = ""
    amount: str = ""
    unit: str = "calendar day"
    strict: bool = False
    early: bool = False
    calendar: str = ""
    after: str = ""
    condition: Filter = Filter()
    value: str = ""
    least: str = ""
    most: str = ""
    beyond: bool = False
    missing: str = "broken"
    day: str = ""
    population: Filter = Filter()
    void: Filter = Filter()
    target: str = ""
    segments: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class FieldMistake:
    """What is wrong with a field, named by its key in the YAML; "" for the whole.

    `what` is empty where it is only still open: the cure then says what to do.
    """

    field: str
    what: str
    cure: str
