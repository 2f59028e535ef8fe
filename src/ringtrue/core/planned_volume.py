"""How busy the period is to be in which a promise must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class PlannedVolume:
    """The volume of each day of a period as a multiple of the usual one.

    `multiples` are those of the days from `first` on. Without `first` they are of no days in
    particular: a single one is that of every day.

    >>> sale = PlannedVolume((1.0, 3.0, 2.0), date(2026, 11, 27))
    >>> sale.lift, sale.peak, sale.peak_day.isoformat(), sale.last.isoformat()
    (2.0, 3.0, '2026-11-28', '2026-11-29')
    """

    multiples: tuple[float, ...] = (1.0,)
    first: date | None = None

    @property
    def lift(self) -> float:
        """The whole period as a multiple of a usual one."""
        return sum(self.multiples) / len(self.multiples)

    @property
    def peak(self) -> float:
        """The busiest day as a multiple of the usual."""
        return max(self.multiples)

    @property
    def peak_day(self) -> date | None:
        """The first of the busiest days; None of no days in particular."""
        return self.first and self.first + timedelta(days=self.multiples.index(self.peak))

    @property
    def last(self) -> date | None:
        """The last day of the period; None of no days in particular."""
        return self.first and self.first + timedelta(days=len(self.multiples) - 1)

    @property
    def is_more(self) -> bool:
        """Whether some day is to be busier than usual."""
        return self.peak > 1


AS_USUAL = PlannedVolume()


def every_day(lift: float) -> PlannedVolume:
    """A volume that is the same multiple of the usual on every day."""
    return PlannedVolume((lift,))
