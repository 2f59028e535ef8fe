"""Demand: what a media plan brings to each interval, against integrals, sums and known spikes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import exp
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import MediaPlan, Per, Placement
from ringtrue.do.arrivals import ArrivalProfile, intervals, said_profile
from ringtrue.do.coming import come_by, come_within
from ringtrue.do.demand import MOST_DAYS, brought_by_day, forecast_demand

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def figure(name: str, low: float, best: float | None = None, high: float | None = None) -> Figure:
    best, high = (low if best is None else best), (low if high is None else high)
    return Figure(name, best, low, high, "", Basis.STATED, "media plan")


def sending(**changes: object) -> Placement:
    whole = Placement(
        "letter",
        "e-mail",
        NINE,
        NINE,
        reach=figure("reach", 1000),
        response=figure("response", 0.5),
        contacts=figure("contacts", 0.8),
        delay=figure("delay", 0.25),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def quarters(hours: float) -> tuple[datetime, ...]:
    return intervals(NINE, NINE + hours * HOUR, 900)


def test_a_spike_of_400_calls_decays_by_e_every_quarter_of_an_hour() -> None:
    demand = forecast_demand(MediaPlan((sending(),)), quarters(2), 900)
    expected = [400 * (exp(-n) - exp(-n - 1)) for n in range(8)]
    assert demand.load.calls == pytest.approx(expected, rel=1e-12)
    assert demand.load.extra == demand.load.calls
    assert demand.load.orders == pytest.approx([each / 0.8 for each in expected], rel=1e-12)
    assert set(demand.load.cv) == {0.0}
    assert demand.missed_contacts == pytest.approx(400 * exp(-8), rel=1e-9)


@given(
    st.floats(0, 30),
    st.floats(0.01, 48),
    st.floats(0.01, 100),
    st.floats(0, 90),
    st.floats(0, 20),
)
def test_the_share_that_comes_in_an_interval_is_the_integral_of_the_decay(
    first: float, length: float, delay: float, start: float, width: float
) -> None:
    def rate(at: float) -> float:  # of arrivals at one moment, by all who were reached before it
        sent = min(max(at - first, 0.0), length)
        return (exp(-(at - first - sent) / delay) - exp(-(at - first) / delay)) / length

    share = come_within(np.array([start]), width, first, first + length, delay)[0]
    turns = (first, first + length, first + length + delay, first + length + 9 * delay)
    edges = [start, *sorted(each for each in turns if start < each < start + width), start + width]
    after = [pair for pair in pairwise(edges) if pair[0] >= first]
    integral = sum(quad(rate, *pair)[0] for pair in after)
    assert share == pytest.approx(integral, abs=1e-7)


@given(st.floats(0, 30), st.floats(0, 48), st.floats(0, 100))
def test_all_who_respond_come_once(first: float, length: float, delay: float) -> None:
    starts = np.arange(0.0, 6000.0, 0.5)
    shares = come_within(starts, 0.5, first, first + length, delay)
    assert shares.sum() == pytest.approx(1, abs=1e-9)
    assert (shares >= 0).all()
    assert come_by(first, first, first + length, delay) == 0


def test_a_plan_brings_reach_times_response_in_orders_and_its_contacts_by_what_they_count() -> None:
    plan = MediaPlan(
        (
            sending(name="a", last=NINE + 5 * HOUR, delay=figure("delay", 2)),
            sending(name="b", per=Per.PERSON, contacts=figure("b", 0.1), delay=figure("delay", 1)),
        )
    )
    demand = forecast_demand(plan, quarters(96), 900)
    assert sum(demand.load.orders) == pytest.approx(plan.orders, rel=1e-9) == pytest.approx(1000)
    assert sum(demand.load.extra) == pytest.approx(plan.contacts, rel=1e-9) == pytest.approx(500)
    assert sum(day.extra.mean for day in demand.days) == pytest.approx(500)
    assert [each.contacts.mean for each in demand.placements] == [400, 100]


def test_ranges_give_means_of_the_beta_pert_and_intervals_around_them() -> None:
    plan = MediaPlan((sending(response=figure("response", 0.3, 0.5, 0.9)),))
    demand = forecast_demand(plan, quarters(2), 900, draws=20_000, seed=7)
    mean = (0.3 + 4 * 0.5 + 0.9) / 6
    sd = 0.6 / 7**0.5 * ((0.2 + 0.6 / 6) / 0.6 * (1 - (0.2 + 0.6 / 6) / 0.6)) ** 0.5  # at most
    error = 4 * 1000 * sd / 20_000**0.5
    assert demand.placements[0].orders.mean == pytest.approx(1000 * mean, abs=error)
    first = demand.extra[0]
    assert first.low < first.mean < first.high
    assert demand.load.cv[0] == pytest.approx(demand.load.cv[5], rel=1e-9)  # one figure, one doubt
    assert demand.load.seed == 7
    again = forecast_demand(plan, quarters(2), 900, draws=20_000, seed=7)
    assert again == demand


def test_the_same_figure_errs_once_for_all_placements_that_rest_on_it() -> None:
    doubt = figure("response to e-mail", 0.1, 0.5, 0.9)
    one = (sending(name="a", response=doubt), sending(name="b", response=doubt))
    own = replace(doubt, source="another")
    two = (sending(name="a", response=doubt), sending(name="b", response=own))
    alike, apart = (forecast_demand(MediaPlan(each), quarters(1), 900) for each in (one, two))
    assert alike.load.cv[0] > 1.2 * apart.load.cv[0]


def test_usual_calls_are_added_and_busy_days_spread_them() -> None:
    usual = said_profile(960, 9, 17, ZoneInfo("UTC"), 900)
    nothing = forecast_demand(MediaPlan(), quarters(8), 900, usual=usual, draws=4000)
    assert nothing.load.calls == pytest.approx([30.0] * 32)
    assert nothing.load.cv == pytest.approx([0.1] * 32)
    assert nothing.load.extra == (0.0,) * 32
    spread = nothing.calls[0]
    assert (spread.low, spread.high) == pytest.approx((30 * 0.843, 30 * 1.171), rel=0.02)
    with_plan = forecast_demand(MediaPlan((sending(),)), quarters(8), 900, usual=usual)
    assert sum(with_plan.load.calls) == pytest.approx(960 + 400, rel=1e-9)
    assert with_plan.days[0].usual == pytest.approx(960)
    assert with_plan.load.cv[0] < 0.1  # what is certain makes it less uncertain


def test_a_night_that_is_left_out_is_told_as_missed() -> None:
    evening = intervals(NINE, NINE + HOUR, 1800)
    morning = intervals(NINE + 23 * HOUR, NINE + 24 * HOUR, 1800)
    demand = forecast_demand(
        MediaPlan((sending(delay=figure("delay", 1)),)), evening + morning, 1800
    )
    assert demand.missed_contacts == pytest.approx(400 * exp(-1), rel=1e-6)
    assert demand.missed_orders == pytest.approx(500 * exp(-1), rel=1e-6)


def test_a_plan_without_zones_goes_by_the_clock_of_the_intervals_even_where_it_jumps() -> None:
    zone = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 24, 12, tzinfo=zone)
    plain = sending(
        first=datetime(2026, 10, 24, 12), last=datetime(2026, 10, 25, 12), delay=figure("delay", 0)
    )
    grid = intervals(first, datetime(2026, 10, 25, 12, tzinfo=zone), 3600)
    assert len(grid) == 25  # the clock went back in that night
    demand = forecast_demand(MediaPlan((plain,)), grid, 3600)
    assert demand.load.extra == pytest.approx([400 / 25] * 25)
    assert [str(day.day) for day in demand.days] == ["2026-10-24", "2026-10-25"]


def test_usual_calls_follow_weekday_and_clock_and_only_their_own_length() -> None:
    calls = np.arange(7 * 24, dtype=float).reshape(7, 24)
    profile = ArrivalProfile(ZoneInfo("Europe/Berlin"), calls, figure("cv", 0), 7)
    assert profile.at([NINE], 3600).tolist() == [10]  # Monday, 10 o'clock there
    assert profile.usual_day == pytest.approx(calls.sum() / 7)
    with pytest.raises(UsageError, match="do not fit usual ones of 3600"):
        profile.at([NINE], 1800)


@pytest.mark.parametrize(
    ("hours", "seconds", "told"),
    [(1, 700, "do not divide"), (1, 0, "do not divide"), (0, 900, "0 intervals")],
)
def test_intervals_that_are_none_are_refused(hours: float, seconds: int, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        intervals(NINE, NINE + hours * HOUR, seconds)


@pytest.mark.parametrize("said", [(-1, 9, 17), (100, 17, 9), (100, 9, 25), (float("nan"), 9, 17)])
def test_usual_calls_that_cannot_be_are_refused(said: tuple[float, float, float]) -> None:
    with pytest.raises(UsageError, match="calls a day from"):
        said_profile(*said, ZoneInfo("UTC"), 900)


def test_a_load_without_intervals_or_without_a_zone_is_refused() -> None:
    for starts in ((), (datetime(2026, 3, 2, 9),)):
        with pytest.raises(UsageError, match="no zone"):
            forecast_demand(MediaPlan(), starts, 900)


@given(
    days=st.integers(0, 40),
    delay=st.floats(0, 200),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "Europe/London", "Pacific/Auckland"]),
)
def test_all_that_a_plan_brings_is_told_by_day(
    days: int, delay: float, hour: int, zone: str
) -> None:
    first = datetime(2026, 3, 2, hour)
    plan = MediaPlan(
        (
            sending(first=first, last=first + timedelta(days=days), delay=figure("delay", delay)),
            sending(name="radio", first=first, last=first, per=Per.PERSON),
        )
    )
    found = brought_by_day(plan, ZoneInfo(zone))
    assert sum(each.orders for each in found) == pytest.approx(plan.orders, rel=1e-6)
    assert sum(each.contacts for each in found) == pytest.approx(plan.contacts, rel=1e-6)
    assert found[0].day == first.date()
    assert all(two.day - one.day == timedelta(days=1) for one, two in pairwise(found))


def test_days_are_those_of_a_forecast_by_the_hour() -> None:
    plan = MediaPlan((sending(delay=figure("delay", 5, 9, 20), reach=figure("reach", 10, 90, 99)),))
    hours = intervals(NINE.replace(hour=0), NINE.replace(hour=0) + 72 * HOUR, 3600)
    whole = forecast_demand(plan, hours, 3600).days
    found = brought_by_day(plan, UTC)[:3]
    for one, other in zip(found, whole, strict=True):
        assert one.day == other.day
        assert one.orders == pytest.approx(other.orders.mean, rel=1e-9)
        assert one.contacts == pytest.approx(other.extra.mean, rel=1e-9)


def test_a_plan_of_years_is_told_for_its_first_year_and_an_empty_one_not_at_all() -> None:
    long = MediaPlan((sending(last=NINE + timedelta(days=900)),))
    assert len(brought_by_day(long, UTC)) == MOST_DAYS
    assert brought_by_day(MediaPlan(), UTC) == ()
