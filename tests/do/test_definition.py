"""Definitions say what is counted, and what each odd record counts as."""

from __future__ import annotations

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
        (QUICK, "a delivered before its bought is void"),
        (QUICK, "pending until the limit is over, then broken"),
        (Holds(expression("ok")), "Kept: ok. Without an answer a record is broken."),
        (Holds(expression("ok"), Missing.PENDING), "Without an answer a record is pending."),
        (Between(expression("amount"), 1, 5), "amount >= 1 and amount <= 5"),
        (Between(expression("amount"), high=5, strict=True), "Kept: amount < 5."),
        (CountPer(expression("shop"), low=1), "of one shop on one day number at least 1"),
        (Uptime(expression("bought"), expression("delivered"), 0.99), "at least 99 %"),
    ],
)
def test_the_test_is_told_in_words(test, words):
    told = define(standard("s", test, day=expression("bought")), worlds.source())
    assert words in told
    assert "share is kept records of kept and broken ones" in told
    assert "Days are those of bought in America/New_York." in told


def test_early_population_void_key_and_calendar_are_told():
    test = Within(
        expression("due"), expression("delivered"), duration("1 business day"), False, True, "shop"
    )
    odd = {"population": expression("ok"), "void": expression("pieces = 0")}
    source = worlds.source(key=("id",), updated_at="updated")
    told = define(standard("s", test, **odd), source, worlds.SHOP)
    assert "a delivered before its due is kept" in told
    assert "only records with ok; void where pieces == 0" in told
    assert "only the last by updated counts" in told
    assert "(calendar shop, America/New_York)" in told


def test_a_remedy_tells_what_it_repairs():
    after = standard("quick", QUICK)
    test = Remedy("quick", expression("refunded"), duration("5 days"))
    told = define(standard("back", test), worlds.source(), after=after)
    assert "where quick (from bought to delivered it took less than 2 days) was broken" in told
    assert "Days are those of bought" in told


def test_nothing_is_told_that_does_not_apply():
    told = define(standard("s", QUICK), worlds.source())
    assert "calendar" not in told
    assert "only the last" not in told
    assert "void where" not in told
