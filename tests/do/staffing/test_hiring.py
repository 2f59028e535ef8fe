"""New people: what they count for while they learn, and whom to hire by when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.do.staffing.hiring import Need, Prices, hire
from ringtrue.do.staffing.ramp import Ramp

RAMP = Ramp(course_weeks=4, slowness=1, ramp_weeks=4, attrition=0.02)
TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(("lead", "capacity", "people"), [
    (4, 0.4612, 22), (6, 0.5514, 19), (8, 0.6220, 17), (12, 0.6912, 15), (16, 0.6895, 15),
])  # fmt: skip
def test_ten_experienced_people_by_lead(lead: int, capacity: float, people: int) -> None:
    assert RAMP.capacity(lead) == pytest.approx(capacity, abs=5e-5)
    assert RAMP.hires(10, lead) == people


def test_calls_take_twice_as_long_after_the_course_and_less_every_week() -> None:
    assert RAMP.handle_time(300, 0) == 600
    assert RAMP.handle_time(300, 4) == pytest.approx(300 * (1 + 0.36788), abs=1e-2)
    assert RAMP.handle_time(300, 400) == pytest.approx(300)


def test_nobody_answers_before_the_course_ends() -> None:
    assert RAMP.capacity(3.9) == 0
    with pytest.raises(UsageError, match="4 weeks does not end within 3"):
        RAMP.hires(1, 3)
    assert RAMP.hires(0, 3) == 0


def need(weeks: int, people: float) -> Need:
    return Need(TODAY + timedelta(weeks=weeks), people, people * 30)


def test_one_need_is_one_course_that_ends_in_time() -> None:
    courses, moves = hire([need(8, 10)], RAMP, TODAY, Prices(1, 0))
    assert moves == ()
    (course,) = courses
    assert (course.begins, course.people) == (TODAY + timedelta(weeks=1), 17)
    assert course.ready == course.begins + timedelta(weeks=4)
    assert course.weeks == 17 * 4


def test_where_pay_counts_people_are_hired_as_late_as_they_can_be() -> None:
    courses, _ = hire([need(8, 10)], RAMP, TODAY, Prices(0, 1))
    assert courses[0].begins == TODAY + timedelta(weeks=4)
    assert courses[0].people == 22


def test_a_need_before_any_course_ends_takes_people_from_elsewhere() -> None:
    courses, moves = hire([need(2, 6.2)], RAMP, TODAY, Prices())
    assert courses == ()
    assert [(each.week, each.people) for each in moves] == [(TODAY + timedelta(weeks=2), 7)]


def test_who_was_hired_for_one_week_serves_the_next() -> None:
    first, _ = hire([need(8, 10)], RAMP, TODAY, Prices(1, 0))
    both, _ = hire([need(8, 10), need(9, 10), need(10, 8)], RAMP, TODAY, Prices(1, 0))
    assert both == first


def test_nothing_missing_hires_nobody() -> None:
    assert hire([], RAMP, TODAY, Prices()) == ((), ())


@given(
    st.lists(st.floats(0.1, 50), min_size=1, max_size=6), st.integers(0, 30),
    st.floats(0, 3), st.floats(0.5, 10), st.floats(0, 0.05),
)  # fmt: skip
def test_every_week_has_the_people_it_needs(
    people: list[float], lead: int, slowness: float, ramp_weeks: float, attrition: float
) -> None:
    ramp = Ramp(4, slowness, ramp_weeks, attrition)
    needs = [need(lead + week, each) for week, each in enumerate(people)]
    courses, moves = hire(needs, ramp, TODAY, Prices(2, 1))
    moved = {each.week: each.people for each in moves}
    for each in needs:
        have = sum(
            course.people * ramp.capacity((each.week - course.begins).days / 7)
            for course in courses
        )
        assert have + moved.get(each.week, 0) >= each.people - 1e-6
    assert all(course.begins >= TODAY for course in courses)
    assert not moves or max(moved) < TODAY + timedelta(weeks=4)
