"""What the shop spent for advertising: by day and channel, more before busy weeks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.days import DAY, Days, Floats, Moments

Table = dict[str, npt.NDArray[np.generic]]


def adverts(days: Days, orders: Table, random: np.random.Generator) -> Table:
    """One row a day and channel, oldest first; spend goes with the orders that it brings."""
    spend = _wanted(days, orders) * n.SPEND * random.lognormal(0, n.SPEND_SCATTER, len(days.day))
    names = list(n.SPENT_ON)
    cost = np.outer(spend, [n.SPENT_ON[name] for name in names])
    cost *= random.lognormal(0, n.SPEND_SCATTER, cost.shape)
    return {
        "day": np.repeat(days.day, len(names)).astype("datetime64[D]"),
        "channel": np.tile(np.array(names), len(days.day)),
        "cost": np.round(cost.ravel(), 2),
    }


def _wanted(days: Days, orders: Table) -> Floats:
    """Orders of each day and the two after it, as a multiple of the usual."""
    placed: Moments = orders["ordered_at"].astype("datetime64[D]")
    at = ((placed - days.day[0]) / DAY).astype(np.int64)
    each = np.bincount(at, minlength=len(days.day) + 2)[: len(days.day)].astype(np.float64)
    ahead = np.convolve(each, np.ones(3) / 3, mode="full")[2:]
    return np.asarray(ahead / each.mean(), dtype=np.float64)
