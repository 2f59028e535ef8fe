"""What customers answered and did, as sums: what a table tells about them without naming anybody.

The readers of tables make these, the models of cost take them. Each line is a group of records
alike in what they are compared by, with how many they are, their sum and their sum of squares;
means, spreads and regressions follow from those exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sums:
    """Records, the sum of a number over them, and the sum of its squares.

    >>> Sums(4, 10.0, 30.0).mean
    2.5
    """

    records: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The sum over the records; of no record it is 0."""
        return self.total / self.records if self.records else 0.0


@dataclass(frozen=True, slots=True)
class CauseSums:
    """Answers (or leavings, 1 or 0) of those with one cause of unhappiness; "" had none.

    `group` is what they are compared within, such as a segment or a month.
    """

    cause: str
    group: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class ContactSums:
    """Answers of those who needed so many contacts for one kind of issue."""

    contacts: int
    issue: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class ReturnSums:
    """Customers of one stratum whose first record was kept or broken, and what they did after.

    `returned` counts those who came back within the horizon, `spent` what they spent in it.
    """

    kept: bool
    stratum: str
    returned: Sums
    spent: Sums


@dataclass(frozen=True, slots=True)
class Returning:
    """Who came back after a first kept, and who after a first broken promise.

    The customers are those whose first record under the standard was decided from `first` to
    `last` (both days included), each seen for `days` days after it. `alike` names what a stratum
    is made of. `unseen` customers came too late to be seen for that long; `nameless` records have
    no customer. In the twelve months up to `last_day`, the last of the data, `broken_records` were
    broken, of `broken_customers` different customers.
    """

    standard: str
    source: str
    days: int
    first: date
    last: date
    last_day: date
    alike: tuple[str, ...]
    cells: tuple[ReturnSums, ...]
    unseen: int
    nameless: int
    broken_records: int
    broken_customers: int


@dataclass(frozen=True, slots=True)
class CustomerBase:
    """Who bought in the twelve months up to `last_day`, and who of those before is still there.

    `spent` is by customer: so many, what they spent together, and the squares of that. Of the
    `before` customers of the twelve months earlier `stayed` bought again; both are 0 where the
    data do not reach back two years.
    """

    source: str
    last_day: date
    spent: Sums
    before: int
    stayed: int


@dataclass(frozen=True, slots=True)
class CustomerReading:
    """All that the tables of a workspace tell of customers, as at one moment.

    `troubles` say what could not be read, and why; the rest stands all the same. `causes` are
    scores and `leavings` 1 or 0 by cause.
    """

    base: CustomerBase | None = None
    returning: tuple[Returning, ...] = ()
    causes: tuple[CauseSums, ...] = ()
    leavings: tuple[CauseSums, ...] = ()
    contacts: tuple[ContactSums, ...] = ()
    troubles: tuple[str, ...] = ()
