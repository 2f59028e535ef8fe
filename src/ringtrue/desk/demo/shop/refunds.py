"""Refunds: asked for, and paid."""

from __future__ import annotations

import numpy as np

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.contacts import contacts
from ringtrue.desk.demo.shop.days import DAY, Days, known, share_by_phase
from ringtrue.desk.demo.shop.orders import Table

_LIMIT = 5


def refunds(days: Days, orders: Table, random: np.random.Generator) -> Table:
    """One row a refund, in the order in which they were asked for; each is of an earlier order."""
    asked = contacts(days, n.REFUNDS_PER_ORDER, random)
    count = len(asked)
    before = np.searchsorted(orders["ordered_at"], asked)
    order = np.maximum(before - random.integers(100, 1_600, count), 0)
    quick = random.random(count) < share_by_phase(n.PAID_BACK, days.phase(asked))
    took = np.where(quick, random.integers(1, _LIMIT + 1, count), random.integers(6, 16, count))
    paid = asked.astype("datetime64[D]") + took * DAY
    at = random.integers(9 * 3_600, 17 * 3_600, count).astype("timedelta64[s]")
    reasons = ["changed my mind", "arrived broken", "came too late", "not as shown"]
    return {
        "refund_id": np.arange(1, count + 1),
        "order_id": orders["order_id"][order],
        "reason": random.choice(reasons, count, p=[0.55, 0.15, 0.18, 0.12]),
        "amount": orders["order_value"][order],
        "asked_at": asked,
        "paid_at": known(paid.astype("datetime64[s]") + at, days.end),
    }
