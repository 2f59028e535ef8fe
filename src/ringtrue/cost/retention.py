"""What does a broken promise do to a customer: who comes back, and what do they spend?

Customers whose first promise was broken are compared with those of their own stratum (segment,
time, size of the order) whose first promise was kept. It is an observation and no experiment, so
what has to be believed for it to be an effect is part of the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ringtrue.core.customers import Returning, ReturnSums, Sums
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.answers import columns_of
from ringtrue.stats.standardising import Arm, Difference, on_the_treated


@dataclass(frozen=True, slots=True)
class Retention:
    """What followed a broken first promise.

    `back` is the share who came back within `days`, `spent` the money they spent in them; each is
    a difference, broken less kept, on those who were broken. Both are None where nobody can be
    compared, and then `reason` says why.
    """

    standard: str
    source: str
    days: int
    back: Difference | None
    spent: Difference | None
    customers: int
    unseen: int
    nameless: int
    reason: str
    definition: str
    assumptions: tuple[str, ...]

    @property
    def lost(self) -> Figure | None:
        """Of the customers with a broken promise, the share lost by it; None where untold.

        A difference that may be a gain reaches below 0.
        """
        if self.back is None:
            return None
        return Figure(
            name=f"customers lost by a broken promise ({self.standard})",
            best=-self.back.difference,
            low=max(-self.back.high, -1.0),
            high=min(-self.back.low, 1.0),
            unit="share",
            basis=Basis.MEASURED,
            source=f"{self.source}: {self.back.treated:,} customers broken,"
            f" {self.back.controls:,} kept, seen for {self.days} days",
        )


def what_followed(told: Returning) -> Retention:
    """The difference that a broken first promise made to those who had one.

    Standardised to the customers it happened to: `sum_s n_1s (m_1s - m_0s) / N_1` over strata with
    both, for the share who came back and for what they spent; interval and variance after Hahn
    (1998), see `ringtrue.stats.standardising`.

    Source: Hernán and Robins, Causal Inference: What If (2020), chapters 3, 4 and 13.
    """
    back = _difference(told.cells, lambda each: each.returned)
    spent = _difference(told.cells, lambda each: each.spent)
    customers = sum(each.returned.records for each in told.cells)
    return Retention(
        standard=told.standard,
        source=told.source,
        days=told.days,
        back=back,
        spent=spent,
        customers=customers,
        unseen=told.unseen,
        nameless=told.nameless,
        reason="" if back else _why(told, customers),
        definition=_definition(told),
        assumptions=tuple(_assumptions(told, back)),
    )


def _difference(cells: Sequence[ReturnSums], of: Callable[[ReturnSums], Sums]) -> Difference | None:
    strata = tuple(dict.fromkeys(each.stratum for each in cells))
    arms = {kept: dict.fromkeys(strata, Sums(0, 0.0, 0.0)) for kept in (True, False)}
    for each in cells:
        arms[each.kept][each.stratum] = of(each)
    if not strata:
        return None
    broken, kept = (Arm(*columns_of(list(arms[side].values()))) for side in (False, True))
    return on_the_treated(broken, kept)


def _why(told: Returning, customers: int) -> str:
    if not customers:
        late = f"; {told.unseen:,} came too late for that" if told.unseen else ""
        return f"no customer could be seen for {told.days} days after the first one{late}"
    sides = {each.kept for each in told.cells if each.returned.records}
    if len(sides) == 1:
        return f"every first one was {'kept' if sides == {True} else 'broken'}"
    return "no two customers with a broken promise have anybody like them with a kept one"


def _definition(told: Returning) -> str:
    alike = f", within the same {_listed(told.alike)}" if told.alike else ""
    return (
        f"Customers whose first record of {told.source} under {told.standard} was decided, by its"
        f" day {told.first} to {told.last}: who came back, and what they spent, within {told.days}"
        f" days after it; broken less kept{alike}, as it was for those with a broken one."
    )


def _assumptions(told: Returning, back: Difference | None) -> Iterator[str]:
    alike = f"the same {_listed(told.alike)}" if told.alike else "a kept one"
    yield (
        f"Customers with {alike} would have come back alike, had the promise been kept: what else"
        " sets them apart is not adjusted for."
    )
    yield (
        "One customer's broken promise changes nothing for another: what the disappointed tell"
        " others is not in it."
    )
    yield f"A customer goes by the same name for {told.days} days."
    yield f"Who does not come back within {told.days} days is lost, and who does is not."
    if back and back.alone:
        yield (
            f"{back.alone:,} customers with a broken promise have nobody like them with a kept one"
            " and are taken to be like the others."
        )
    if told.unseen:
        yield (
            f"{told.unseen:,} customers came too late to be seen for {told.days} days and are left"
            " out, whatever they did since."
        )
    if told.nameless:
        yield f"{told.nameless:,} records without a customer are left out."


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
