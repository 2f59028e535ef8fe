"""Definitions say what is counted, and what each odd record counts as."""

from __future__ import annotations

import re

import pytest
import worlds
from worlds import duration, expression, standard

from ringtrue.core.standard import Between, CountPer, Holds, Missing, Remedy, Uptime, Within
from ringtrue.do.definition import define

QUICK = Within(expression("bought"), expression("delivered"), duration("2 days"), strict=True)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (QUICK, "from bought to delivered it took less than 2 days"),
        (QUICK, "where delivered is before bought, it is void (a fault in the data)"),
        (QUICK, "pending until the limit is over, then broken"),
        (Holds(expression("ok")), "Kept: ok. Where a null leaves this open, the record is broken."),
        (
            Holds(expression("ok"), Missing.PENDING),
            "Where a null leaves this open, the record is pending.",
        ),
        (Between(expression("amount"), 1, 5), "amount >= 1 and amount <= 5"),
        (Between(expression("amount"), high=5, strict=True), "Kept: amount < 5."),
        (
            CountPer(expression("shop"), low=1),
            "Kept: the number of records by shop and day is at least 1.",
        ),
        (
            Uptime(expression("bought"), expression("delivered"), 0.99),
            "Kept: days that are up for at least 99 % of their time.",
        ),
    ],
)
def test_the_test_is_told_in_words(test, words):
    told = define(standard("s", test, day=expression("bought")), worlds.source())
    assert words in told
    assert "The share is that of kept records among kept and broken ones" in told
    assert "A record counts under the day of its bought in America/New_York." in told


@pytest.mark.parametrize(
    "test",
    [
        Within(expression("issued_at"), expression("arrived_at"), duration("1 hour")),
        Holds(expression("ok")),
        Between(expression("amount"), low=0),
        CountPer(expression("area"), high=3),
        Uptime(expression("ended_at"), expression("up_at"), 0.9),
        Remedy("x", expression("answered_at"), duration("1 day")),
    ],
)
def test_no_name_of_a_column_needs_an_article(test):
    odd = {"population": expression("open_now"), "void": expression("is_test")}
    named = standard("s", test, day=expression("asked_at"), **odd)
    told = define(named, worlds.source(key=("id", "order_id"), updated_at="updated"))
    names = "issued_at|arrived_at|ok|amount|area|ended_at|up_at|answered_at|open_now|asked_at"
    assert re.search(rf"\b({names})\b", told)
    assert not re.search(rf"\b(a|an|the|null) ({names})\b", told, re.IGNORECASE)
    assert not re.search(r"\ba [aeio]|\ban [^aeiou]", told, re.IGNORECASE)


def test_early_population_void_key_and_calendar_are_told():
    test = Within(
        expression("due"), expression("delivered"), duration("1 business day"), False, True, "shop"
    )
    odd = {"population": expression("ok"), "void": expression("pieces = 0")}
    source = worlds.source(key=("id",), updated_at="updated")
    told = define(standard("s", test, **odd), source, worlds.SHOP)
    assert "where delivered is before due, it is kept" in told
    assert "only about the records of orders where ok; those where pieces == 0 are void." in told
    assert "Of several rows with the same id, only the last by updated counts." in told
    assert "(calendar shop, America/New_York)" in told


def test_a_remedy_tells_what_it_repairs():
    after = standard("quick", QUICK)
    test = Remedy("quick", expression("refunded"), duration("5 days"))
    told = define(standard("back", test), worlds.source(), after=after)
    assert "where quick (from bought to delivered it took less than 2 days) was broken" in told
    assert "under the day of its bought" in told


def test_nothing_is_told_that_does_not_apply():
    told = define(standard("s", QUICK), worlds.source())
    assert "calendar" not in told
    assert "only the last" not in told
    assert "those where" not in told
