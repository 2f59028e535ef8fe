"""What a campaign sends out, when, to how many, and what is expected to come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure

MOST_REACHED = 10e9
"""More people than there are have not been reached."""

MOST_CONTACTS = 20.0
"""More contacts than this for one order, or one person reached, is taken for a slip of units."""

LONGEST_DELAY = 24.0 * 60
"""Hours. A response that takes longer than two months on average is taken for a slip of units."""


class Per(StrEnum):
    """What the contacts of a placement are counted for."""

    ORDER = "order"
    PERSON = "person"
    """A person reached, whether or not they order."""


@dataclass(frozen=True, slots=True)
class Placement:
    """One sending: an e-mail, a week of posters, an evening's spot.

    It goes out evenly from `first` to `last`, or all at once where both are the same moment; both
    have a time zone, or neither has: then they are the wall clock of the place that answers.
    `reach` counts people, `response` orders for each of them (a share), `contacts` calls and
    messages for each order or person (`per`), `delay` is the mean time in hours from being reached
    until they come. Delays are exponential: most come soon, some late.

    Raises:
        UsageError: It ends before it begins, or a figure cannot be, such as a response of 2 where
            0.02 is meant.
    """

    name: str
    channel: str
    first: datetime
    last: datetime
    reach: Figure
    response: Figure
    contacts: Figure
    delay: Figure
    per: Per = Per.ORDER

    def __post_init__(self) -> None:
        """Ask back what cannot be."""
        self._moments()
        each = f"Write how many there are for one {self.per.value}."
        _ask(self.name, self.reach, MOST_REACHED, "A reach is how many people see it.")
        _ask(self.name, self.response, 1, "Write a share of those reached: 0.02 for 2 %.")
        _ask(self.name, self.contacts, MOST_CONTACTS, each)
        _ask(self.name, self.delay, LONGEST_DELAY, "Write hours, not minutes or seconds.")

    def _moments(self) -> None:
        if (self.first.tzinfo is None) != (self.last.tzinfo is None):
            told = f"{self.name}: one moment has a time zone and the other has none"
            raise UsageError(told, cure="Give both with a zone, or both without.")
        if self.last < self.first:
            told = f"{self.name}: it ends at {self.last} and begins at {self.first}"
            raise UsageError(told, cure="Let it end when it begins, or later.")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is expected of it, in the order of their working."""
        return self.reach, self.response, self.contacts, self.delay

    @property
    def orders(self) -> float:
        """The likeliest number of orders that it brings, over all time."""
        return self.reach.best * self.response.best

    @property
    def contacts_brought(self) -> float:
        """The likeliest number of contacts that it brings, over all time."""
        counted = self.orders if self.per is Per.ORDER else self.reach.best
        return counted * self.contacts.best

    def times(self, multiple: float) -> Placement:
        """The same sending to so many times the people."""
        return replace(self, reach=self.reach.times(multiple))

    def spread_over(self, length: timedelta) -> Placement:
        """The same sending to the same people, evenly over `length` from its first moment."""
        return replace(self, last=self.first + length)

    def in_zone(self, zone: tzinfo) -> Placement:
        """The same sending with its moments in a zone, where they have none yet."""
        if self.first.tzinfo is not None:
            return self
        return replace(
            self, first=self.first.replace(tzinfo=zone), last=self.last.replace(tzinfo=zone)
        )

    def moved(self, by: timedelta) -> Placement:
        """The same sending, so much later (or sooner)."""
        return replace(self, first=self.first + by, last=self.last + by)


@dataclass(frozen=True, slots=True)
class MediaPlan:
    """All placements of a campaign; none is a plan that brings nothing.

    Raises:
        UsageError: Two placements have one name, or only some have a time zone.
    """

    placements: tuple[Placement, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be told apart or put in one row of time."""
        names = [each.name for each in self.placements]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            cure = "Give each a name of its own."
            raise UsageError(f"{twice!r} is the name of two placements", cure=cure)
        if len({each.first.tzinfo is None for each in self.placements}) > 1:
            told = "some placements have a time zone and others have none"
            raise UsageError(told, cure="Give all with a zone, or all without.")

    def times(self, multiple: float) -> MediaPlan:
        """The same plan to so many times the people."""
        return MediaPlan(tuple(each.times(multiple) for each in self.placements))

    @property
    def first(self) -> datetime | None:
        """When the first goes out; None of an empty plan."""
        return min((each.first for each in self.placements), default=None)

    @property
    def last(self) -> datetime | None:
        """When the last is out; None of an empty plan."""
        return max((each.last for each in self.placements), default=None)

    @property
    def orders(self) -> float:
        """The likeliest number of orders that it brings, over all time."""
        return sum(each.orders for each in self.placements)

    @property
    def contacts(self) -> float:
        """The likeliest number of contacts that it brings, over all time."""
        return sum(each.contacts_brought for each in self.placements)

    @property
    def figures(self) -> tuple[tuple[str, Figure], ...]:
        """All that it rests on, each with the name of its placement."""
        return tuple((each.name, figure) for each in self.placements for figure in each.figures)

    def in_zone(self, zone: tzinfo) -> MediaPlan:
        """The same plan with all moments in a zone, where they have none yet."""
        return MediaPlan(tuple(each.in_zone(zone) for each in self.placements))

    def moved(self, by: timedelta) -> MediaPlan:
        """The same plan, so much later."""
        return MediaPlan(tuple(each.moved(by) for each in self.placements))

    def spread_over(self, length: timedelta) -> MediaPlan:
        """The same plan, each placement sent evenly over `length` unless it takes longer already.

        It tells what a slower sending would ask of those who answer.
        """
        return MediaPlan(
            tuple(
                each if each.last - each.first >= length else each.spread_over(length)
                for each in self.placements
            )
        )


def _ask(placement: str, figure: Figure, most: float, cure: str) -> None:
    try:
        figure.within(0, most)
    except UsageError as error:
        raise UsageError(f"{placement}: {error.what}", cure=cure) from error
