"""The standard that a wording states, before anyone has bound it to a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.quantity import Duration


class Shape(StrEnum):
    """What sort of test a wording asks of an operational record."""

    DURATION = "duration"
    CONDITION = "condition"
    VALUE = "value"
    COUNT = "count"
    UPTIME = "uptime"
    REMEDY = "remedy"


@dataclass(frozen=True, slots=True)
class StandardDraft:
    """The measurable meaning that a wording proposes.

    `subject` are the words that say what happens ("reply", "delivery", "refund"), to be matched
    with the columns of a source. `limit` belongs to durations and remedies; `low` and `high` to
    values, counts and uptime (a share for uptime, the currency's main unit for money); `strict`
    says that the limit itself is already too late ("less than 15 minutes"). `target` is the share
    that the wording promises (1.0 unless it says "most" or names one). `stated` is False when the
    wording is vague and the standard is our proposal.
    """

    shape: Shape
    subject: tuple[str, ...]
    limit: Duration | None = None
    low: float | None = None
    high: float | None = None
    strict: bool = False
    currency: str = ""
    target: float = 1.0
    stated: bool = True
    why: str = ""
