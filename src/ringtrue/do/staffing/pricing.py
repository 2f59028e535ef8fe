"""What does it cost to close the gap?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ringtrue.core.staffing import Course, HiringTerms, Move
from ringtrue.do.staffing.hiring import Need, Prices


@dataclass(frozen=True, slots=True)
class Rates:
    """Of one paid hour, of finding one person, of one person's course, and hours paid per week."""

    hour: float
    hire: float
    course: float
    weekly_hours: float

    @classmethod
    def of(cls, terms: HiringTerms) -> Rates | None:
        """The likeliest values; None where the cost of an hour was not said, others are then 0."""
        if terms.hour_cost is None:
            return None
        hire, course = terms.hire_cost, terms.course_cost
        once = hire.best if hire else 0.0, course.best if course else 0.0
        return cls(terms.hour_cost.best, *once, terms.weekly_hours.best)

    @property
    def prices(self) -> Prices:
        """What a person costs at first and every week."""
        return Prices(self.hire + self.course, self.hour * self.weekly_hours)


def unpriced(terms: HiringTerms) -> tuple[str, ...]:
    """What the cost leaves out, in sentences."""
    if terms.hour_cost is None:
        return ("Nobody said what an hour costs, so the plan tells no cost.",)
    known = {"finding people": terms.hire_cost, "their course": terms.course_cost}
    return tuple(
        f"Nobody said what {what} costs: the cost is told without it."
        for what, cost in known.items()
        if cost is None
    )


def prices_of(rates: Rates | None) -> Prices:
    """Where no cost is known, hiring one is taken to cost as much as a week's pay."""
    found = rates.prices if rates else Prices()
    return found if found.once or found.weekly else Prices()


def cost_of(
    needs: Sequence[Need], courses: Sequence[Course], moves: Sequence[Move], rates: Rates
) -> tuple[float, float, float]:
    """Pay, hiring and courses.

    Who is hired is paid from the first day of the course to the end of the last week with a need,
    as if nobody left; who is brought in only for the hours that are missing.
    """
    until = max((each.week for each in needs), default=date.min) + timedelta(weeks=1)
    weeks = sum(each.people * (until - each.begins).days / 7 for each in courses)
    hours = {each.week: each for each in needs}
    moved = sum(
        hours[move.week].hours * min(move.people / hours[move.week].people, 1.0) for move in moves
    )
    hires = sum(each.people for each in courses)
    pay = rates.hour * (weeks * rates.weekly_hours + moved)
    return pay, hires * rates.hire, hires * rates.course
