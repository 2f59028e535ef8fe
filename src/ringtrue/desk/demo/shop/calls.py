"""Calls: queued, then answered or given up, and how long they took."""

from __future__ import annotations

import numpy as np

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.contacts import contacts, topics
from ringtrue.desk.demo.shop.days import Days, known, share_by_phase
from ringtrue.desk.demo.shop.orders import Table

_GIVES_UP = 0.35
"""The share of those who wait more than a minute that hang up."""


def calls(days: Days, random: np.random.Generator) -> Table:
    """One row a call, in the order of their coming."""
    queued = contacts(days, n.CALLS_PER_ORDER, random)
    count = len(queued)
    quick = random.random(count) < share_by_phase(n.PICKED_UP, days.phase(queued))
    waits = np.where(quick, random.integers(2, 60, count), 61 + random.exponential(150, count))
    abandoned = ~quick & (random.random(count) < _GIVES_UP)
    answered = queued + waits.astype("timedelta64[s]")
    talks = np.round(np.exp(random.normal(5.3, 0.55, count))).astype("timedelta64[s]")
    answered = np.where(abandoned, np.datetime64("NaT"), known(answered, days.end))
    return {
        "call_id": np.arange(1, count + 1),
        "topic": topics(count, random),
        "queued_at": queued,
        "answered_at": answered,
        "ended_at": known(queued + waits.astype("timedelta64[s]") + talks * ~abandoned, days.end),
        "abandoned": abandoned,
        "solved_at_once": ~abandoned & (random.random(count) < 0.74),
    }  # fmt: skip
