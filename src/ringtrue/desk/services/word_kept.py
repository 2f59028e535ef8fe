"""Is our word kept? Every promise with what was promised and what was kept, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ringtrue.core.campaign import CampaignState
from ringtrue.core.outcome import Counts
from ringtrue.core.verdict import State
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.standings import MonthShare, budget_left, months_of
from ringtrue.gap.budget import Budget


@dataclass(frozen=True, slots=True)
class CampaignLink:
    """A campaign by its slug and name."""

    slug: str
    name: str


@dataclass(frozen=True)
class WordRow:
    """One standard: promised (`target`) against kept, its months, and what is left of its budget.

    `live` are the launched campaigns that hold to it, `coming` those before their launch. Without
    slots, for months and budget are made of the rows that are shown and no others: `with_months`
    fetches what they are made of.
    """

    standing: Standing
    state: State
    live: tuple[CampaignLink, ...]
    coming: tuple[CampaignLink, ...]

    @property
    def counts(self) -> Counts:
        """How many records had which outcome, over all that was measured."""
        each = self.standing
        return Counts(each.kept, each.broken, each.pending, each.void)

    @cached_property
    def months(self) -> tuple[MonthShare, ...]:
        """The share kept by month, the oldest first."""
        return months_of(self.standing)

    @cached_property
    def budget(self) -> Budget | None:
        """The broken-promise budget of the last twelve months."""
        return budget_left(self.standing)

    @property
    def short(self) -> float:
        """How far the share kept falls short of the target; below 0 when it exceeds it."""
        share = self.standing.share
        return self.standing.target - share if share is not None else 0.0


def word_kept(person: Person) -> tuple[WordRow, ...]:
    """Every measured standard: live promises before those that nobody makes at the moment.

    Among them failing ones come first, and within a state what falls most short. What is long is
    left in the store: `with_months` fetches it for the rows that are shown.
    """
    require(person.name, person.roles, Action.SEE)
    live, coming = _campaigns()
    rows = [
        WordRow(
            standing=each,
            state=State(each.state),
            live=tuple(live[each.standard]),
            coming=tuple(coming[each.standard]),
        )
        for each in Standing.objects.only(*_SHORT)
    ]
    return tuple(sorted(rows, key=_gravity))


def with_months(rows: Sequence[WordRow]) -> tuple[WordRow, ...]:
    """The rows that a page shows, with all that is known of their standards, in one question."""
    names = [row.standing.standard for row in rows]
    whole = Standing.objects.filter(standard__in=names).defer("parts")
    found = {each.standard: each for each in whole}
    return tuple(
        replace(row, standing=found.get(row.standing.standard, row.standing)) for row in rows
    )


_SHORT = ("standard", "promise", "target", "share", "state")
"""What it takes to sort and to choose; whole rows of a thousand take longer to read than that."""

_ORDER = (State.FAILS, State.UNPROVEN, State.VAGUE, State.HOLDS)


def _gravity(row: WordRow) -> tuple[bool, int, float]:
    return not row.live, _ORDER.index(row.state), -row.short


def _campaigns() -> tuple[dict[str, list[CampaignLink]], dict[str, list[CampaignLink]]]:
    live: dict[str, list[CampaignLink]] = defaultdict(list)
    coming: dict[str, list[CampaignLink]] = defaultdict(list)
    found = Campaign.objects.filter(ended_at=None).exclude(standards=[])
    for slug, name, state, standards in found.values_list("slug", "name", "state", "standards"):
        table, link = live if state == CampaignState.LAUNCHED else coming, CampaignLink(slug, name)
        for standard in standards:
            table[standard].append(link)
    return live, coming
