"""What share is answered in time, under a definition and beside what is abandoned?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.erlang_a import erlang_a
from ringtrue.do.queues.erlang_c import erlang_c
from ringtrue.do.queues.intervals import Column
from ringtrue.do.queues.waits import Waits
from ringtrue.stats.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """A share and what it leaves unsaid; columns of one shape.

    Attributes:
        share: Answered in time of the calls that `definition` counts.
        abandoned: Share of all calls that are given up.
        occupancy: Share of their time that agents are busy.
        definition: Which calls `share` counts.
    """

    share: FloatArray
    abandoned: FloatArray
    occupancy: FloatArray
    definition: Definition

    def meets(self, target: Target) -> BoolArray:
        """Where every bound of a target is kept."""
        kept = self.share >= target.share
        if target.abandoned is not None:
            kept &= self.abandoned <= target.abandoned
        if target.occupancy is not None:
            kept &= self.occupancy <= target.occupancy
        return np.asarray(kept, dtype=np.bool_)


def waits(
    calls: Column, handle: Column, patience: Column | None, agents: Column, promised: Column
) -> Waits:
    """`erlang_a`, or `erlang_c` where nothing is known of patience: callers wait for ever."""
    if patience is None:
        return erlang_c(calls, handle, agents, promised)
    return erlang_a(calls, handle, patience, agents, promised)


def level_of(found: Waits, definition: Definition) -> ServiceLevel:
    """What waits are under a definition."""
    return ServiceLevel(found.share(definition), found.abandoned, found.occupancy, definition)
