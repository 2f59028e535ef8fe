"""Tickets: opened, first reply, solved."""

from __future__ import annotations

import numpy as np

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.contacts import add_working, contacts, topics
from ringtrue.desk.demo.shop.days import Days, known, share_by_phase
from ringtrue.desk.demo.shop.orders import Table

_LIMIT = 4 * 60
"""The working minutes within which the helpdesk wants to have replied."""


def tickets(days: Days, random: np.random.Generator) -> Table:
    """One row a ticket, in the order of their coming."""
    opened = contacts(days, n.TICKETS_PER_ORDER, random)
    count = len(opened)
    quick = random.random(count) < share_by_phase(n.REPLIED, days.phase(opened))
    soon = np.minimum(random.exponential(80, count) + 3, _LIMIT - 2)
    minutes = np.where(quick, soon, _LIMIT + 5 + random.exponential(300, count)).astype(np.int64)
    replied = add_working(opened, minutes)
    solves = (random.exponential(600, count) + 15).astype(np.int64)
    return {
        "ticket_id": np.arange(1, count + 1),
        "topic": topics(count, random),
        "channel": random.choice(["e-mail", "chat"], count, p=[0.7, 0.3]),
        "opened_at": opened,
        "first_reply_at": known(replied, days.end),
        "solved_at": known(add_working(opened, minutes + solves), days.end),
    }
