"""Is our word kept? Every promise with what was promised and what was kept, the worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self, overload

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


_Campaigns = tuple[dict[str, list[CampaignLink]], dict[str, list[CampaignLink]]]
"""By standard: the launched campaigns that hold to it, and those before their launch."""


@dataclass(frozen=True)
class WordRow:
    """One standard: promised (`target`) against kept, its months, and what is left of its budget.

    `live` are the launched campaigns that hold to it, `coming` those before their launch. Without
    slots, for months and budget are kept once they are worked out.
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
        return budget_left(self.months, self.standing.target)


class WordRows(Sequence[WordRow]):
    """Promises in their order; `rows[:30]` asks the store for those thirty, months and all.

    Until then only what it takes to sort, to count and to choose was read: whole rows of a
    thousand promises take longer to read than a page may. A promise that is forgotten between the
    two is left out.
    """

    def __init__(self, briefs: Sequence[_Brief], campaigns: _Campaigns) -> None:
        self._briefs, self._campaigns = tuple(briefs), campaigns

    def __len__(self) -> int:
        return len(self._briefs)

    def __iter__(self) -> Iterator[WordRow]:
        return iter(self[:])

    @overload
    def __getitem__(self, part: int) -> WordRow: ...
    @overload
    def __getitem__(self, part: slice) -> tuple[WordRow, ...]: ...
    def __getitem__(self, part: int | slice) -> WordRow | tuple[WordRow, ...]:
        if isinstance(part, slice):
            return self._fetched(self._briefs[part])
        return self._fetched([self._briefs[part]])[0]

    def _fetched(self, briefs: Sequence[_Brief]) -> tuple[WordRow, ...]:
        names = [each.standard for each in briefs]
        whole = Standing.objects.filter(standard__in=names).defer("parts", "reasons")
        found = {each.standard: each for each in whole}
        return tuple(self._row(found[name]) for name in names if name in found)

    @property
    def names(self) -> tuple[str, ...]:
        """The standards in the order of their rows, without fetching those."""
        return tuple(each.standard for each in self._briefs)

    @property
    def live(self) -> int:
        """How many launched campaigns hold to."""
        return sum(each.live for each in self._briefs)

    @property
    def states(self) -> Mapping[State, int]:
        """How many are in each state that occurs, the worst first."""
        numbers = Counter(each.state for each in self._briefs)
        return {state: numbers[state] for state in _ORDER if numbers[state]}

    def chosen(self, *, state: State | None = None, live: bool = False, words: str = "") -> Self:
        """Those of a state, only live ones, with these words in them, whatever their case."""
        sought = words.casefold().strip()
        chosen = [
            each
            for each in self._briefs
            if state in {None, each.state}
            and (each.live or not live)
            and sought in f"{each.promise} {each.standard}".casefold()
        ]
        return type(self)(chosen, self._campaigns)

    def _row(self, standing: Standing) -> WordRow:
        name, (live, coming) = standing.standard, self._campaigns
        return WordRow(
            standing, State(standing.state), tuple(live.get(name, ())), tuple(coming.get(name, ()))
        )


def word_kept(person: Person) -> WordRows:
    """Every measured standard: live promises before those that nobody makes at the moment.

    Among them failing ones come first, and within a state what falls most short of its target.
    """
    require(person.name, person.roles, Action.SEE)
    live, coming = _campaigns()
    rows = Standing.objects.values_list("standard", "promise", "state", "target", "share")
    briefs = [
        _Brief(standard, promise, State(state), standard in live, _short(target, share))
        for standard, promise, state, target, share in rows
    ]
    return WordRows(sorted(briefs, key=_gravity), (live, coming))


_ORDER = (State.FAILS, State.UNPROVEN, State.VAGUE, State.HOLDS)
_RANK = {state: rank for rank, state in enumerate(_ORDER)}


class _Brief(NamedTuple):
    """What it takes to sort and to choose; `short` is below 0 when the target is exceeded."""

    standard: str
    promise: str
    state: State
    live: bool
    short: float


def _short(target: float, share: float | None) -> float:
    return target - share if share is not None else 0.0


def _gravity(brief: _Brief) -> tuple[bool, int, float, str]:
    return not brief.live, _RANK[brief.state], -brief.short, brief.standard


def _campaigns() -> _Campaigns:
    live: dict[str, list[CampaignLink]] = defaultdict(list)
    coming: dict[str, list[CampaignLink]] = defaultdict(list)
    found = Campaign.objects.filter(ended_at=None).exclude(standards=[])
    for slug, name, state, standards in found.values_list("slug", "name", "state", "standards"):
        table, link = live if state == CampaignState.LAUNCHED else coming, CampaignLink(slug, name)
        for standard in standards:
            table[standard].append(link)
    return live, coming
