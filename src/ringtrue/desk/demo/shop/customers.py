"""Who placed each order: customers who come back, and fewer of them where a promise was broken."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from ringtrue.desk.demo.shop import numbers as n
from ringtrue.desk.demo.shop.days import DAY, Floats, Ints, Moments

Table = dict[str, npt.NDArray[np.generic]]


def late(orders: Table) -> npt.NDArray[np.bool_]:
    """Orders that came after the day named at the checkout, or have not come by then."""
    came = orders["delivered_at"].astype("datetime64[D]")
    missing = np.isnat(orders["delivered_at"]) & ~orders["cancelled"].astype(bool)
    return np.asarray(missing | (came > orders["promised_on"].astype("datetime64[D]")))


def customers(orders: Table, random: np.random.Generator) -> npt.NDArray[np.str_]:
    """The customer of every order; each lives in one region and orders again or does not."""
    ordered: Moments = orders["ordered_at"].astype("datetime64[s]")
    again = random.random(len(ordered)) < _chance(orders)
    gaps = random.exponential(n.BACK_AFTER, len(ordered)) + 1
    due = (ordered.astype("datetime64[s]").astype(np.int64) + gaps * 86_400).astype(np.int64)
    found = _placed(ordered.astype(np.int64), orders["region"].astype(str), again, due)
    return np.char.add("C", np.char.zfill((found + 1).astype(str), 5))


def _placed(
    ordered: Ints, region: npt.NDArray[np.str_], again: npt.NDArray[np.bool_], due: Ints
) -> Ints:
    """Each order goes to the customer of its region who is longest due, or to a new one."""
    waiting: dict[str, list[tuple[int, int]]] = {name: [] for name in n.REGIONS}
    found, known = np.empty(len(ordered), dtype=np.int64), 0
    for at, (moment, where) in enumerate(zip(ordered.tolist(), region.tolist(), strict=True)):
        queue = waiting[where]
        if queue and queue[0][0] <= moment:
            found[at] = heappop(queue)[1]
        else:
            found[at], known = known, known + 1
        if again[at]:
            heappush(queue, (int(due[at]), int(found[at])))
    return found


def _chance(orders: Table) -> Floats:
    """How likely a customer is to order again, by what became of this order."""
    less = late(orders) * n.LOST_LATE + orders["arrived_broken"].astype(bool) * n.LOST_DAMAGED
    less = less + (orders["region"] == n.FAR) * n.FAR_LESS
    richer = np.clip((orders["order_value"].astype(np.float64) - 45) / 400, -0.05, 0.1)
    return np.asarray(n.BACK - less + richer, dtype=np.float64)


def surveys(orders: Table, end: np.datetime64, random: np.random.Generator) -> Table:
    """One row an answer to the letter that follows a parcel, in the order of the parcels."""
    there = np.flatnonzero(~np.isnat(orders["delivered_at"]))
    chosen = there[random.random(len(there)) < n.ANSWER]
    missed, damaged = late(orders)[chosen], orders["arrived_broken"][chosen].astype(bool)
    cause = _cause(missed, damaged, random)
    contacts, topic = _contacts(cause, random)
    effect = np.array([n.EFFECTS[each] for each in cause.tolist()])
    score = n.PLEASED + effect - n.EACH_CONTACT * np.maximum(contacts - 1, 0)
    score = score + random.normal(0, n.SCATTER, len(chosen))
    came: Moments = orders["delivered_at"][chosen].astype("datetime64[s]")
    answered = came + random.integers(1, 6, len(chosen)) * DAY
    told = answered < end
    table = {
        "order_id": orders["order_id"][chosen],
        "answered_at": answered,
        "score": np.clip(np.round(score), 1, 10).astype(np.int64),
        "cause": cause,
        "topic": topic,
        "contacts": contacts,
    }
    return {name: column[told] for name, column in table.items()}


def _cause(
    missed: npt.NDArray[np.bool_], damaged: npt.NDArray[np.bool_], random: np.random.Generator
) -> npt.NDArray[np.str_]:
    """Why somebody is unhappy, "none" for most."""
    other = random.choice(list(n.CAUSES), len(missed), p=list(n.CAUSES.values()))
    waited = np.where(random.random(len(missed)) < n.FEELS_MISLED, "misled", "delay")
    return np.where(damaged, "defect", np.where(missed, waited, other))


def _contacts(
    cause: npt.NDArray[np.str_], random: np.random.Generator
) -> tuple[Ints, npt.NDArray[np.str_]]:
    """How many contacts it took, 0 for those who needed none, and what about."""
    unhappy = cause != "none"
    wrote = random.random(len(cause)) < np.where(unhappy, 0.75, 0.12)
    topic = random.choice(n.TOPICS, len(cause), p=n.TOPIC_SHARES)
    topic = np.where(cause == "defect", "damaged", topic)
    topic = np.where(np.isin(cause, ["misled", "delay"]), "where is my order", topic)
    hard = np.isin(topic, ["damaged", "return"])
    needed = random.geometric(np.where(hard, 0.55, 0.75), len(cause))
    return np.where(wrote, needed, 0), np.where(wrote, topic, "none")
