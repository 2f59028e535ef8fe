"""What callers meet: the answer of every queue model, in columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.service_level import Definition
from ringtrue.stats.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Waits:
    """In the long run, for each interval; all columns of one shape, shares from 0 to 1.

    Attributes:
        delayed: Share of callers who have to wait at all.
        abandoned: Share of callers who give up.
        abandoned_in_time: Share of callers who give up within the time promised.
        answered_late: Share of callers who are answered, but later than promised.
        longer: Share of callers who wait longer than promised, whatever becomes of them.
        mean_wait: Seconds that callers wait, those who give up among them.
        queue: Callers waiting at any one moment, on average.
        occupancy: Share of their time that agents are busy; 0 where there is no agent.
    """

    delayed: FloatArray
    abandoned: FloatArray
    abandoned_in_time: FloatArray
    answered_late: FloatArray
    longer: FloatArray
    mean_wait: FloatArray
    queue: FloatArray
    occupancy: FloatArray

    @property
    def answered(self) -> FloatArray:
        """Share of callers who are answered."""
        return np.asarray(1.0 - self.abandoned, dtype=np.float64)

    @property
    def in_time(self) -> FloatArray:
        """Share of callers who are answered in time."""
        return np.maximum(1.0 - self.abandoned - self.answered_late, 0.0)

    def whole(self, definition: Definition) -> FloatArray:
        """The calls that a definition counts, as a share of all."""
        if definition is Definition.OFFERED:
            return np.ones_like(self.abandoned)
        if definition is Definition.LESS_SHORT:
            return np.asarray(1.0 - self.abandoned_in_time, dtype=np.float64)
        return self.answered

    def share(self, definition: Definition) -> FloatArray:
        """The service level under one definition; where its calls are none, nobody was answered: 0.

        `a / 1`, `a / (1 - b)` or `a / (1 - c)`, with `a` answered in time, `b` abandoned within
        that time and `c` abandoned, all of the calls offered.
        """
        whole = self.whole(definition)
        some = whole > 1e-300
        found = np.where(some, self.in_time / np.where(some, whole, 1.0), 0.0)
        return np.minimum(found, 1.0)
