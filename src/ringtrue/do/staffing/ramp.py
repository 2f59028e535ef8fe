"""How much does somebody count who is still learning, and how many to hire for a need?"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp

from ringtrue.core.errors import UsageError
from ringtrue.core.staffing import HiringTerms

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Ramp:
    """How new people learn: weeks of the course, slowness after it, weeks to learn, attrition."""

    course_weeks: float
    slowness: float
    ramp_weeks: float
    attrition: float

    @classmethod
    def of(cls, terms: HiringTerms) -> Ramp:
        """The likeliest values of the terms."""
        return cls(
            terms.course_weeks.best,
            terms.slowness.best,
            terms.ramp_weeks.best,
            terms.attrition.best,
        )

    def handle_time(self, usual: float, weeks: float) -> float:
        """Seconds that a call takes `weeks` after the course: `A (1 + k e^(-w / c))`."""
        return usual * (1.0 + self.slowness * exp(-weeks / self.ramp_weeks))

    def capacity(self, lead: float) -> float:
        """Of one hire `lead` weeks after the course began, in experienced people.

        `(1 - a)^lead / (1 + k e^(-(lead - course) / c))`; 0 until the course ends.

        Source: learning in new launches and turnover matter (Robbins and Harrison, 2011; Gans et
        al., 2010); the exponential form is ours.

        >>> ramp = Ramp(course_weeks=4, slowness=1, ramp_weeks=4, attrition=0.02)
        >>> [round(ramp.capacity(lead), 4) for lead in (3, 4, 6, 12)]
        [0.0, 0.4612, 0.5514, 0.6912]
        """
        if lead < self.course_weeks - _ROUNDING:
            return 0.0
        kept: float = (1.0 - self.attrition) ** lead
        return kept / self.handle_time(1.0, lead - self.course_weeks)

    def hires(self, need: float, lead: float) -> int:
        """People to hire `lead` weeks ahead for as much as `need` experienced people do.

        Raises:
            UsageError: The course does not end by then.

        >>> Ramp(course_weeks=4, slowness=1, ramp_weeks=4, attrition=0.02).hires(10, 8)
        17
        """
        if need <= 0:
            return 0
        each = self.capacity(lead)
        if not each:
            told = f"a course of {self.course_weeks:g} weeks does not end within {lead:g}"
            raise UsageError(told, cure="Begin earlier, launch later, or bring in trained people.")
        return ceil(need / each - _ROUNDING)
