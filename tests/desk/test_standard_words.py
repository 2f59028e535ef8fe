"""A standard in one sentence: what a person who answers for it would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.desk.standard_words import standard_in_words
from ringtrue.desk.workspace import parse_workspace

BASE = """
sources: {orders: {location: o.csv}, "sales 24": {location: s.csv}}
calendars: {office: {time_zone: UTC, weekdays: 09:00-17:00}}
standards:
  - {id: fast, source: orders, from: ordered_at, to: delivered_at, limit: 9 days, target: 100%}
"""


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (
            (
                "from: ordered_at, to: delivered_at, limit: 2 business days, calendar: office,"
                " where: \"shipping = 'express'\", void: cancelled"
            ),
            (
                "Of all orders where shipping is “express”, at least 95 % are delivered within 2"
                " business days of being ordered. Those where cancelled is true do not count."
            ),
        ),
        (
            "from: created, to: first_reply, limit: less than 4 hours",
            (
                "Of all orders, at least 95 % reach first_reply in less than 4 hours from being"
                " created."
            ),
        ),
        (
            "from: promised_on, to: picked_up_at, limit: 0 calendar days, early: kept",
            "Of all orders, at least 95 % are picked up by the end of the day of promised_on.",
        ),
        (
            "from: due, to: sent, limit: 15 minutes, early: kept",
            "Of all orders, at least 95 % are sent at most 15 minutes after due, or earlier.",
        ),
        (
            "condition: \"fee = 0 and (a > 1 or b in ('x', 2))\", day: ordered_at",
            (
                "For at least 95 % of all orders: fee is 0 and (a is more than 1 or b is one of"
                " “x”, 2)."
            ),
        ),
        (
            "value: score, at_least: 4, at_most: 5, day: ordered_at, where: not seed is null",
            (
                "For at least 95 % of all orders where seed is filled in: score is at least 4"
                " and at most 5."
            ),
        ),
        (
            "after: fast, to: refunded_at, limit: 14 days",
            (
                "Of all orders that broke “fast”, at least 95 % are refunded within 14 days of the"
                " break."
            ),
        ),
        (
            "count_per: van, at_least: 3, day: ordered_at",
            "On at least 95 % of the days, the number of orders by van is at least 3.",
        ),
        (
            "uptime: 99.9%, from: down_at, to: up_at",
            "On at least 95 % of the days, orders is up at least 99.9 % of the time.",
        ),
    ],
)
def test_every_sort_of_standard_is_one_sentence(item: str, said: str) -> None:
    text = f"{BASE}  - {{id: x, source: orders, target: 95%, {item}}}\n"
    _, standard = parse_workspace(text, Path("ringtrue.yaml")).standards
    assert standard_in_words(standard) == said


def test_all_of_them_and_a_source_that_is_no_plural() -> None:
    text = BASE.replace("source: orders", 'source: "sales 24"')
    (standard,) = parse_workspace(text, Path("ringtrue.yaml")).standards
    said = "Of all records of sales 24, 100 % are delivered within 9 days of being ordered."
    assert standard_in_words(standard) == said
