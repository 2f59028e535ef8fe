"""The fused plan against a loop over records: the same counts on every random table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import brute_force
import pytest
import worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import AS_OF, CALENDARS, duration, expression, standard

from ringtrue.core.quantity import Duration
from ringtrue.core.standard import Between, CountPer, Holds, Missing, Remedy, Uptime, Within
from ringtrue.do.plan import WholeLane
from ringtrue.do.planning import Book, plan_for
from ringtrue.do.preparing import prepare
from ringtrue.do.reading import lane_bins
from ringtrue.do.sources import open_source
from ringtrue.do.wholes import count_whole

BOUGHT, DELIVERED = expression("bought"), expression("delivered")
CALLED, ANSWERED = expression("called"), expression("answered")


def within(limit, start=BOUGHT, end=DELIVERED, **changes):
    return Within(start, end, duration(limit), **changes)


ELAPSED = (
    standard("hour", within("1 hour")),
    standard("hour strict", within("1 hour", strict=True)),
    standard("36 hours", within("36 hours", early_is_kept=True), segments=("region",)),
    standard("2 days", within("2 days"), population=expression("ok or pieces > 1")),
    standard("no pieces", within("15 min"), void=expression("pieces = 0"), segments=("region",)),
    standard("week", within("1 week"), day=DELIVERED),
    standard("at once", within("0 min", strict=True, early_is_kept=True)),
    standard("calls", within("15 min", CALLED, ANSWERED, strict=True)),
    standard("mixed", within("2 hours", BOUGHT, ANSWERED, early_is_kept=True), day=CALLED),
)
DATES = (
    standard("same day", within("0 calendar days")),
    standard("2 days", within("2 calendar days", early_is_kept=True), segments=("region", "shop")),
    standard("before 2", within("2 calendar days", strict=True)),
    standard("a day and a half", within("1.5 calendar days")),
    standard("zoned days", within("1 calendar day", CALLED, ANSWERED)),
    standard("due", within("0 calendar days", expression("due"), DELIVERED, early_is_kept=True)),
    standard("dates", within("1 day", expression("due"), expression("came"))),
    standard("month", within("1 month")),
    standard("month strict", within("1 month", strict=True, early_is_kept=True)),
    standard("month zoned", within("2 months", CALLED, ANSWERED), day=BOUGHT),
)
BUSINESS = (
    standard("shop day", within("1 business day", calendar="shop")),
    standard("shop days", within("2 business days", calendar="shop", early_is_kept=True)),
    standard("strict days", within("2 business days", calendar="shop", strict=True)),
    standard("other zone", within("1 business day", CALLED, ANSWERED, calendar="night")),
    standard("date", within("1 business day", expression("due"), DELIVERED, calendar="night")),
    standard("shop hours", within("1 business hour", calendar="shop")),
    standard("night hours", within("3 business hours", calendar="night", strict=True)),
    standard("all hours", within("36 business hours", CALLED, ANSWERED, calendar="always")),
    standard("early", within("4 business hours", calendar="shop", early_is_kept=True)),
)
ANSWERS = (
    standard("ok", Holds(expression("ok")), day=BOUGHT, segments=("region",)),
    standard("pending", Holds(expression("not ok"), Missing.PENDING), day=BOUGHT),
    standard("void", Holds(expression("amount / pieces > 2"), Missing.VOID), day=BOUGHT),
    standard(
        "many",
        Holds(expression("(region in ('north', 'o''hara') or shop = 'a') and not pieces % 3 = 1")),
        day=expression("called"),
        population=expression("bought is not null and delivered - bought < 90000"),
        void=expression("ok"),
    ),
    standard("range", Between(expression("amount"), 0, 10), day=BOUGHT),
    standard("inside", Between(expression("amount"), 0, 10, strict=True), day=BOUGHT),
    standard("least", Between(expression("amount"), low=5), day=BOUGHT, void=expression("ok")),
    standard("most", Between(expression("-amount"), high=-5, missing=Missing.VOID), day=CALLED),
    standard("later", Between(expression("pieces + 1"), 2, 3, missing=Missing.PENDING), day=BOUGHT),
    standard(
        "time", Holds(expression("bought between '2024-03-10' and '2024-10-03 09:00'")), day=BOUGHT
    ),
    standard(
        "zones", Holds(expression("bought < answered and called >= '2024-03-10 03:00'")), day=BOUGHT
    ),
    standard("any", Between(expression("amount")), day=BOUGHT),
)
WHOLES = (
    standard("per shop", CountPer(expression("shop"), 1, 2), day=BOUGHT),
    standard("few", CountPer(expression("shop"), high=1), day=CALLED, segments=("region",)),
    standard("some", CountPer(expression("pieces"), 1), day=BOUGHT, void=expression("ok")),
    standard("up", Uptime(BOUGHT, DELIVERED, 0.95)),
    standard("up zoned", Uptime(CALLED, ANSWERED, 0.5), segments=("region",)),
    standard("up sometimes", Uptime(BOUGHT, DELIVERED, 0.9), population=expression("ok")),
)
AFTER = (
    standard("hour", within("1 hour", strict=True), void=expression("pieces = 0")),
    standard("days", within("1 calendar day"), population=expression("region is not null")),
    standard("months", within("1 month")),
    standard("business", within("1 business day", calendar="shop")),
    standard("hours", within("2 business hours", calendar="night")),
    standard("shop hours", within("3 business hours", calendar="shop", early_is_kept=True)),
    standard("ok", Holds(expression("ok"), Missing.PENDING), day=BOUGHT),
    standard("cheap", Between(expression("amount"), 0, 10), day=CALLED),
)
REFUNDED = expression("refunded")
REMEDIES = (
    *AFTER,
    standard("r hour", Remedy("hour", REFUNDED, duration("36 hours"))),
    standard("r days", Remedy("days", REFUNDED, duration("2 days")), segments=("region",)),
    standard("r months", Remedy("months", REFUNDED, duration("1 calendar day"))),
    standard("r business", Remedy("business", REFUNDED, duration("1 hour"))),
    standard("r hours", Remedy("hours", REFUNDED, duration("90 min"))),
    standard("r shop", Remedy("shop hours", REFUNDED, duration("1 business day"), "shop")),
    standard("r ok", Remedy("ok", REFUNDED, duration("1 month")), void=expression("amount > 9")),
    standard("r cheap", Remedy("cheap", REFUNDED, duration("5 business hours"), "shop")),
)
BOOKS = {
    "elapsed": ELAPSED,
    "dates": DATES,
    "business": BUSINESS,
    "answers": ANSWERS,
    "wholes": WHOLES,
    "remedies": REMEDIES,
}


def compare(folder, rows, standards, as_of, native, **changes):
    """Count both ways and tell every standard that differs."""
    worlds.write(folder / "orders.parquet", rows)
    source = worlds.source(**changes)
    plan = plan_for(source, standards, Book(standards, CALENDARS))
    judge = brute_force.Judge(source, standards, CALENDARS, as_of)
    with open_source(source, folder) as opened:
        scan = prepare(opened, plan, as_of, native=native)
        bins = [
            count_whole(scan, panel, panel.lanes[0])[1]
            if isinstance(panel.lanes[0], WholeLane)
            else scan.count(panel)[1]
            for panel in plan.panels
        ]
    for reading, each in zip(plan.readings, standards, strict=True):
        panel = plan.panels[reading.panel]
        lane = lane_bins(panel, reading.lane, bins[reading.panel], judge.today)
        found = worlds.places(lane.tally(each.id, reading.mark), lane.undated)
        assert found == worlds.expected(judge.counts(each, rows)), each.id
        for limit, mark in reading.rungs[::5]:
            test = replace(each.test, limit=Duration(limit, each.test.limit.unit))
            rung = worlds.places(lane.tally(each.id, mark), lane.undated)
            other = replace(each, test=test)
            assert rung == worlds.expected(judge.counts(other, rows)), (each.id, limit)


@pytest.mark.parametrize("native", [True, False], ids=["histogram", "portable"])
@pytest.mark.parametrize("book", BOOKS)
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 2**32), size=st.integers(1, 80), hours=st.sampled_from([0, 5, -90, -5800])
)
def test_the_plan_counts_what_a_loop_counts(tmp_path, book, native, seed, size, hours):
    as_of = AS_OF + timedelta(hours=hours)
    compare(tmp_path, worlds.records(seed, size), BOOKS[book], as_of, native)


@pytest.mark.parametrize("updated_at", ["", "updated"])
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), size=st.integers(2, 60))
def test_only_the_last_row_of_a_key_counts(tmp_path, updated_at, seed, size):
    changes = {"key": ("id",), "updated_at": updated_at, "segments": ("region",)}
    book = (*ELAPSED[:4], *WHOLES[:1])
    compare(tmp_path, worlds.records(seed, size), book, AS_OF, True, **changes)
