"""A plan in sentences: what is missing, what to do, and what could be done instead."""

from dataclasses import replace
from datetime import date

from ringtrue.core.service_level import Target
from ringtrue.core.staffing import Briefed, Course, Move, StaffingPlan
from ringtrue.desk.staffing_words import alternatives, condition_words, in_vain, plan_words
from ringtrue.do.staffing.plan import plan_staff
from tests.do.staffing.floors import TERMS, load, traits
from tests.gap.staffing_plans import plan_with

USUAL = Target(20, 0.8, abandoned=0.05)
LOAD = load((20.0, 30.0, 30.0, 20.0), (90.0, 60.0, 40.0, 20.0, *(0.0,) * 8))


def words(people: int, today: date = date(2026, 1, 5), **changes: object) -> str:
    plan = plan_staff(
        LOAD, traits(), USUAL, [people] * 12, today=today, terms=TERMS, draws=6, **changes
    )  # type: ignore[arg-type]
    return " ".join(plan_words(plan))


def test_nothing_missing_is_said_in_one_sentence() -> None:
    told = words(200)
    assert told.startswith("Nobody is missing")
    assert told.count(".") == 1


def test_what_is_missing_and_whom_to_hire() -> None:
    told = words(24)
    assert (
        "People are missing in 3 of 12 intervals: 8 at the worst time, 2 March 2026 at 09:00"
        in told
    )
    assert (
        "Hire 18 people, whose course begins on 2 February 2026 and ends on 2 March 2026." in told
    )
    assert "Or bring in 8 people with training, for the" in told
    assert "That costs" in told
    assert "EUR" in told
    assert "Or send the campaign in equal parts over" in told
    assert "weeks later" not in told


def test_too_late_for_a_course() -> None:
    told = words(24, today=date(2026, 2, 16))
    assert "no course ends in time" in told
    assert "Or launch 2 weeks later, on 16 March 2026, and hire" in told
    assert "Or bring in" not in told


def test_a_condition_says_step_by_step_what_the_terminal_says_in_sentences() -> None:
    plan = plan_staff(
        LOAD, traits(), USUAL, [24] * 12, today=date(2026, 1, 5), terms=TERMS, draws=6
    )
    told = list(plan_words(plan))
    steps = condition_words(plan).rstrip(".").split("; ")
    assert len(steps) == 2
    for step in steps:
        assert f"{step[0].upper()}{step[1:]}." in told
    for other in alternatives(plan):
        assert f"Or {other[0].lower()}{other[1:]}" in told
    assert set(in_vain(plan)) <= set(told)


def test_where_the_usual_calls_are_too_many() -> None:
    assert "the promise breaks without the campaign" in words(8)


def test_who_is_not_briefed() -> None:
    told = words(200, briefings={"two-days": ["ann"]}, team=[f"p{n}" for n in range(80)])
    assert "Brief 79 people more on 'two-days'." in told


def test_many_weeks_without_a_course_are_one_sentence() -> None:
    plan: StaffingPlan = plan_staff(
        load((60.0,), (0.0,) * 60), traits(), USUAL, [5] * 60, today=date(2026, 3, 1),
        terms=replace(TERMS, course_weeks=replace(TERMS.course_weeks, best=80, high=80, low=80)),
        draws=2,
    )  # fmt: skip
    assert len(plan.moves) == 9
    told = " ".join(plan_words(plan))
    assert "for 9 weeks from 2 March 2026 on, as no course ends in time" in told


def test_the_condition_says_who_is_to_be_hired_moved_and_briefed() -> None:
    words = condition_words(
        plan_with(
            [3, 5],
            courses=(Course(date(2026, 3, 4), date(2026, 4, 1), 11),),
            moves=(Move(date(2026, 4, 1), 1),),
            briefed=(Briefed("two-days", ("Gus",), (), 4), Briefed("free", ("Gus",), (), 1)),
        )
    )
    assert words == (
        "Have 5 agents answering on 1 April 2026 at 09:30, where 3 are now; hire 11 people, whose"
        " course begins on 4 March 2026 and ends on 1 April 2026; bring in 1 person with training"
        " for the week of 1 April 2026, as no course ends in time; brief 3 people more on"
        " 'two-days'."
    )
