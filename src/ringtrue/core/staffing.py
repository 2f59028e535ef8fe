"""A staffing plan: who is missing when, whom to train by when, what it costs, and what else helps.

Whoever plans writes these nouns; pages, commands and the campaign's gate read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure, share
from ringtrue.core.load import CallTraits
from ringtrue.core.service_level import Target


@dataclass(frozen=True, slots=True)
class HiringTerms:
    """What it takes until somebody new answers calls; a cost is None where nobody said it.

    Without `hour_cost` a plan tells no cost; without another one it leaves that part out, and says
    so.

    Attributes:
        shrinkage: Share of paid time that is not spent answering: breaks, meetings, illness.
        course_weeks: Weeks of the course before the first call.
        slowness: By what share of the usual handle time calls take longer right after the course.
        ramp_weeks: Weeks in which that falls to 37 % of it.
        attrition: Share of people who leave within a week.
        weekly_hours: Paid hours of one person in a week.
        hour_cost: Of one paid hour.
        hire_cost: Of finding one person.
        course_cost: Of the course, for one person, besides their pay.
    """

    shrinkage: Figure
    course_weeks: Figure
    slowness: Figure
    ramp_weeks: Figure
    attrition: Figure
    weekly_hours: Figure
    hour_cost: Figure | None = None
    hire_cost: Figure | None = None
    course_cost: Figure | None = None

    def __post_init__(self) -> None:
        """Refuse shares that are none, weeks below 0 and costs below 0."""
        for part in (self.shrinkage, self.attrition):
            if share(part).high >= 1:
                told = f"{part.name}: {part.high:g} leaves nobody"
                raise UsageError(told, cure="Write 30 % as 0.3.")
        self.course_weeks.within(0, 104)
        self.slowness.within(0, 20)
        self.ramp_weeks.within(0.01, 104)
        self.weekly_hours.within(1, 168)
        for cost in (self.hour_cost, self.hire_cost, self.course_cost):
            if cost is not None:
                cost.within(0, 1e12)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that is known or assumed."""
        known = (getattr(self, name) for name in self.__dataclass_fields__)
        return tuple(each for each in known if each is not None)


@dataclass(frozen=True, slots=True)
class Staffed:
    """The calls of one interval, the agents they need and those who are there.

    Attributes:
        start: When the interval begins, with its time zone.
        calls: First calls expected, as the load has them.
        load: The greatest offered load within the interval, in erlang.
        needed: Agents who must be answering to keep the promise.
        there: Agents who will be, of those scheduled.
        scheduled: Paid people scheduled now.
        to_schedule: Paid people to schedule so that `needed` answer.
        share: Of calls answered in time with those who are there, under the target's definition.
        abandoned: Share of all calls given up, with those who are there.
    """

    start: datetime
    calls: float
    load: float
    needed: int
    there: int
    scheduled: int
    to_schedule: int
    share: float
    abandoned: float

    @property
    def missing(self) -> int:
        """Agents missing."""
        return max(self.needed - self.there, 0)

    @property
    def paid_missing(self) -> int:
        """Paid people missing."""
        return max(self.to_schedule - self.scheduled, 0)


@dataclass(frozen=True, slots=True)
class Course:
    """People hired together: from the first day of their course to their first day of calls."""

    begins: date
    ready: date
    people: int

    @property
    def weeks(self) -> float:
        """Weeks of training in all, over the people."""
        return self.people * (self.ready - self.begins).days / 7


@dataclass(frozen=True, slots=True)
class Move:
    """Trained people to bring in for the week from `week`, for which no course ends in time."""

    week: date
    people: int


@dataclass(frozen=True, slots=True)
class Briefed:
    """A promise of the campaign, and who knows what to tell callers about it.

    Attributes:
        promise: As the book calls it.
        passed: The people who passed its briefing.
        waiting: The people of the team who did not yet.
        needed: People who must have: the team, and at least as many as are to be scheduled at once.
    """

    promise: str
    passed: tuple[str, ...]
    waiting: tuple[str, ...]
    needed: int

    @property
    def missing(self) -> int:
        """People still to brief, those still to find among them."""
        return max(self.needed - len(self.passed), 0)


@dataclass(frozen=True, slots=True)
class Cost:
    """What closing the gap costs over the load's time: pay, hiring and courses, and their sum."""

    pay: float
    hiring: float
    courses: float
    total: Figure


@dataclass(frozen=True, slots=True)
class LaunchLater:
    """The first launch, by whole weeks later, for which courses that begin today end in time.

    None where it is none within a year. `hires` are then needed.
    """

    launch: date | None
    weeks: int
    hires: int


@dataclass(frozen=True, slots=True)
class SpreadSending:
    """Over how many days to send the campaign so that today's staff keep the promise.

    None where no number of days up to `most` does; `usual_holds` tells whether they keep it without
    the campaign at all.
    """

    days: int | None
    most: int
    usual_holds: bool = True


@dataclass(frozen=True, slots=True)
class PromiseLess:
    """What today's staff keep in every interval: a longer time, or a smaller share in the same.

    `seconds` is None where no time would do, as too many give up before they are answered.
    """

    seconds: float | None
    share: float


@dataclass(frozen=True, slots=True)
class StaffingPlan:
    """The answer: agents per interval, people, courses, cost, and what could be done instead.

    Attributes:
        target: The promise to callers.
        traits: What calls are like.
        terms: What hiring takes.
        today: From when courses can begin.
        intervals: In the order of time.
        seconds: Length of each.
        courses: Whom to hire by when.
        moves: Whom to bring in where no course ends in time.
        briefed: Training by promise.
        people: Paid people missing at the worst time, with the range that the figures allow.
        cost: None where nobody said what an hour costs.
        later: Launch later.
        spread: Send over more days; None where the load has no calls of a campaign.
        less: Promise less.
        band: Share answered in time at the busiest interval as planned, with the range that other
            shapes of handle times and patience allow; None where it could not be simulated.
        figures: Everything that the plan rests on.
        assumptions: What it takes for granted, in sentences.
        draws: Of the figures, for the ranges.
        seed: Of the random numbers.
    """

    target: Target
    traits: CallTraits
    terms: HiringTerms
    today: date
    intervals: tuple[Staffed, ...]
    seconds: float
    courses: tuple[Course, ...]
    moves: tuple[Move, ...]
    briefed: tuple[Briefed, ...]
    people: Figure
    cost: Cost | None
    later: LaunchLater
    spread: SpreadSending | None
    less: PromiseLess
    band: Figure | None
    figures: tuple[Figure, ...]
    assumptions: tuple[str, ...]
    draws: int
    seed: int

    @property
    def holds(self) -> bool:
        """Whether today's staff keep the promise in every interval, and everybody is briefed."""
        return not any(each.missing for each in self.intervals) and not any(
            each.missing for each in self.briefed
        )

    @property
    def worst(self) -> Staffed:
        """The interval with the most agents missing; the busiest one where none are."""
        return max(self.intervals, key=lambda each: (each.missing, each.needed))

    @property
    def missing_hours(self) -> float:
        """Paid hours missing in all."""
        return sum(each.paid_missing for each in self.intervals) * self.seconds / 3600

    @property
    def hires(self) -> int:
        """People to hire."""
        return sum(each.people for each in self.courses)

    @property
    def training_weeks(self) -> float:
        """Weeks of training in all, over the people."""
        return sum(each.weeks for each in self.courses)
