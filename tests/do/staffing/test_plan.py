"""The plan: what is missing, whom it takes, what it costs, and what else would do."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis
from ringtrue.core.load import CallTraits
from ringtrue.core.service_level import Definition, Target
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.queues.required import required_agents
from ringtrue.do.queues.shrinkage import paid_people
from ringtrue.do.staffing.plan import plan_staff
from ringtrue.do.staffing.usual import HANDLE, PATIENCE, REDIAL

from .floors import MONDAY, TERMS, figure, load, traits

USUAL = Target(20, 0.8, abandoned=0.05)
DAY = (20.0, 30.0, 30.0, 20.0)
SURGE = (90.0, 60.0, 40.0, 20.0, 10.0, 5.0, 2.0, 0.0, *(0.0,) * 4)
LOAD = load(DAY, SURGE)
JANUARY = date(2026, 1, 5)


def plan(people: int = 14, today: date = JANUARY, **changes: object) -> StaffingPlan:
    given: dict[str, object] = {"today": today, "terms": TERMS, "draws": 8} | changes
    made = given.pop("load", LOAD)
    schedule = [people] * len(made.starts)  # type: ignore[attr-defined]
    return plan_staff(made, traits(), USUAL, schedule, **given)  # type: ignore[arg-type]


def test_every_interval_has_the_agents_that_the_model_asks_at_its_load() -> None:
    found = plan()
    for each in found.intervals:
        alone = int(required_agents(each.load / 300, 300, 120, USUAL))
        assert each.needed == alone
        assert each.to_schedule == int(paid_people(alone, 0.3))
        assert (each.there, each.scheduled) == (9, 14)
    assert found.worst.start == MONDAY
    assert found.worst.missing == max(each.missing for each in found.intervals) > 0
    assert found.people.best == found.worst.paid_missing


def test_the_load_follows_the_calls_and_not_the_other_way_round() -> None:
    found = plan()
    steady = [each.calls / 1800 * 300 for each in found.intervals]
    assert found.intervals[1].load > steady[1]
    assert found.intervals[0].load == steady[0]


def test_a_plan_with_nothing_missing_says_so() -> None:
    found = plan(200)
    assert found.holds
    assert (found.courses, found.moves, found.missing_hours, found.hires) == ((), (), 0, 0)
    assert found.people.best == found.people.high == 0
    assert found.cost is not None
    assert found.cost.total.high == 0
    assert (found.later.weeks, found.later.launch) == (0, MONDAY.date())
    assert found.spread is not None
    assert found.spread.days == 1
    assert (found.less.seconds, found.less.share >= 0.99) == (20, True)


def test_a_gap_is_closed_by_people_who_have_learnt_by_then() -> None:
    found = plan()
    assert not found.holds
    assert found.moves == ()
    (course,) = found.courses
    assert course.begins >= JANUARY
    assert course.ready <= MONDAY.date()
    assert course.people > found.worst.paid_missing
    assert found.training_weeks == course.people * 4


def test_too_late_for_a_course_means_people_from_elsewhere_or_a_later_launch() -> None:
    found = plan(today=date(2026, 2, 23))
    assert found.courses == ()
    assert found.moves[0].people == found.worst.paid_missing
    assert (found.later.weeks, found.later.launch) == (3, date(2026, 3, 23))
    assert found.later.hires > found.moves[0].people


def test_costs_are_pay_hiring_and_courses() -> None:
    found = plan()
    assert found.cost is not None
    (course,) = found.courses
    weeks = (MONDAY.date() + timedelta(weeks=1) - course.begins).days / 7
    assert found.cost.pay == pytest.approx(course.people * weeks * 38 * 25)
    assert (found.cost.hiring, found.cost.courses) == (course.people * 2000, course.people * 500)
    assert found.cost.total.low < found.cost.total.best < found.cost.total.high


def test_moved_people_are_paid_for_the_hours_that_are_missing() -> None:
    found = plan(today=date(2026, 3, 1))
    assert found.cost is not None
    assert found.cost.pay == pytest.approx(found.missing_hours * 25)
    assert found.cost.total.best == found.cost.pay


def test_a_cost_that_nobody_said_is_no_number() -> None:
    assert plan(terms=replace(TERMS, hour_cost=None)).cost is None
    without = plan(terms=replace(TERMS, hire_cost=None))
    assert without.cost is not None
    assert (without.cost.hiring, without.cost.courses > 0) == (0, True)
    assert any("finding people" in each for each in without.assumptions)


def test_sending_over_more_days_brings_the_load_down_to_the_staff() -> None:
    found = plan(24)
    assert found.spread is not None
    assert found.spread.days is not None
    assert found.spread.days > 1
    again = plan(24, load=replace(LOAD, extra=(0.0,) * 12, calls=DAY * 3))
    assert again.holds
    assert again.spread is None
    assert plan(30).spread.days <= found.spread.days  # type: ignore[union-attr, operator]


def test_where_the_usual_calls_are_too_many_spreading_is_no_way() -> None:
    found = plan(8).spread
    assert found is not None
    assert (found.days, found.usual_holds) == (None, False)


def test_what_is_promised_less_is_kept_by_those_who_are_there() -> None:
    loose = replace(USUAL, abandoned=None)
    first = plan_staff(LOAD, traits(patience=600), loose, [30] * 12, today=JANUARY, draws=4)
    assert not first.holds
    assert first.less.seconds is not None
    assert first.less.seconds > 20
    for kept in (
        replace(loose, seconds=first.less.seconds),
        replace(loose, share=first.less.share),
    ):
        again = plan_staff(LOAD, traits(patience=600), kept, [30] * 12, today=JANUARY, draws=4)
        assert again.holds


def test_where_too_many_give_up_no_time_will_do() -> None:
    assert plan(8).less.seconds is None


def test_briefings_count_the_team_and_those_still_to_find() -> None:
    told = {"two-days": ["ann", "bob"], "refund": ["ann", "bob", "cy"]}
    first, second = plan(briefings=told, team=["ann", "bob", "cy"]).briefed
    assert (first.passed, first.waiting) == (("ann", "bob"), ("cy",))
    assert first.missing == first.needed - 2
    assert second.waiting == ()
    assert not plan(200, briefings=told, team=["ann", "bob", "cy"]).holds


def test_a_forecast_in_doubt_needs_more_people() -> None:
    doubtful = plan(load=load(DAY, SURGE, cv=0.3))
    assert doubtful.worst.needed > plan().worst.needed


def test_figures_in_doubt_make_a_range_and_their_weakest_basis_is_told() -> None:
    vague = CallTraits(HANDLE, PATIENCE, REDIAL)
    found = plan_staff(LOAD, vague, USUAL, [14] * 12, today=JANUARY, terms=TERMS, draws=12, seed=2)
    assert found.people.low < found.people.best < found.people.high
    assert found.people.basis is Basis.ASSUMED
    assert {HANDLE, PATIENCE, REDIAL} <= set(found.figures)
    again = plan_staff(LOAD, vague, USUAL, [14] * 12, today=JANUARY, terms=TERMS, draws=12, seed=2)
    assert again == found


def test_the_busiest_interval_as_planned_keeps_the_promise_and_shows_what_shapes_do() -> None:
    found = plan().band
    assert found is not None
    assert found.best >= 0.8
    assert found.low < found.best


def test_a_closed_day_needs_nobody() -> None:
    found = plan(0, load=load((0.0, 0.0), (0.0, 0.0)))
    assert found.holds
    assert found.band is None


@pytest.mark.parametrize(("schedule", "told"), [
    ([14] * 3, "12 intervals have 3 numbers"), ([-1] * 12, "-1 people scheduled at 2026-03-02"),
    ([1.5] * 12, "1.5 people"),
])  # fmt: skip
def test_a_schedule_that_is_none_is_refused(schedule: list[int], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        plan_staff(LOAD, traits(), USUAL, schedule, today=JANUARY)


@pytest.mark.parametrize(("change", "told"), [
    ({"shrinkage": figure("shrinkage", 1)}, "shrinkage: 1"),
    ({"attrition": figure("attrition", 2)}, "attrition: 2"),
    ({"course_weeks": figure("course", -1)}, "course: -1"),
    ({"hour_cost": figure("hour", -5)}, "hour: -5"),
    ({"weekly_hours": figure("hours", 0)}, "hours: 0"),
])  # fmt: skip
def test_terms_that_cannot_be_are_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        replace(TERMS, **change)  # type: ignore[arg-type]


def test_no_number_of_a_plan_is_infinite_or_none_at_all() -> None:
    for people in (0, 1, 14, 500):
        found = plan(people)
        numbers = [each.share for each in found.intervals] + [found.people.high]
        numbers += [each.abandoned for each in found.intervals] + [found.training_weeks]
        assert np.all(np.isfinite(numbers))


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.floats(0, 200), min_size=1, max_size=5), st.floats(20, 900), st.floats(20, 900),
    st.sampled_from([0.0, 0.4, 0.8]), st.sampled_from([0.0, 0.2]), st.integers(0, 60),
    st.sampled_from(Definition), st.sampled_from([None, 0.02]),
)  # fmt: skip
def test_whoever_schedules_what_a_plan_asks_for_has_a_plan_that_holds(
    calls: list[float], handle: float, patience: float, redial: float, cv: float, people: int,
    definition: Definition, abandoned: float | None,
) -> None:  # fmt: skip
    target = Target(20, 0.8, definition, abandoned)
    made = load(calls, [each / 2 for each in calls], cv=cv)
    known = {"today": JANUARY, "terms": TERMS, "draws": 2}
    of_calls = traits(handle, patience, redial)
    first = plan_staff(made, of_calls, target, [people] * len(calls), **known)  # type: ignore[arg-type]
    asked = [each.to_schedule for each in first.intervals]
    second = plan_staff(made, of_calls, target, asked, **known)  # type: ignore[arg-type]
    assert second.holds
    assert first.holds == all(people >= each for each in asked)
    assert np.all(np.isfinite([each.share for each in (*first.intervals, *second.intervals)]))
    fewer = [max(each - 1, 0) for each in asked]
    if any(asked):
        assert not plan_staff(made, of_calls, target, fewer, **known).holds  # type: ignore[arg-type]
