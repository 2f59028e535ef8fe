"""A plan in sentences: what is missing, what to do, and what could be done instead."""

from dataclasses import replace
from datetime import date

import pytest

from ringtrue.core.figure import Basis
from ringtrue.core.service_level import Definition, Target
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.staffing.plan import plan_staff
from ringtrue.do.staffing.table import Question
from ringtrue.do.staffing.words import assumptions_of, plan_words

from .floors import TERMS, load, traits

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
    assert "People are missing in 3 of 12 intervals: 8 at the worst time, 2026-03-02 09:00" in told
    assert (
        "Hire 18 people for a course from 2026-02-02 on, who answer calls from 2026-03-02" in told
    )
    assert "Or bring in 8 people who are trained, for the" in told
    assert "That costs" in told
    assert "EUR" in told
    assert "Or send the campaign in equal parts over" in told
    assert "weeks later" not in told


def test_too_late_for_a_course() -> None:
    told = words(24, today=date(2026, 2, 16))
    assert "no course ends in time" in told
    assert "Or launch 2 weeks later, on 2026-03-16, and hire" in told
    assert "Or bring in" not in told


def test_where_the_usual_calls_are_too_many() -> None:
    assert "the promise breaks without the campaign" in words(8)


def test_who_is_not_briefed() -> None:
    told = words(200, briefings={"two-days": ["ann"]}, team=[f"p{n}" for n in range(80)])
    assert "79 of 80 people have not passed the briefing on two-days." in told


@pytest.mark.parametrize(("change", "told"), [
    ({"patience": None}, "Nobody ever gives up"), ({}, "Nobody who gave up calls again"),
    ({"sure": 0.9}, "those that 90 % of days do not exceed"),
    ({"target": Target(20, 0.8)}, "may meet its share by losing callers"),
])  # fmt: skip
def test_what_an_answer_takes_for_granted_is_told(change: dict[str, object], told: str) -> None:
    question = replace(Question(USUAL, 300, 60), **change)  # type: ignore[arg-type]
    assert any(told in each for each in assumptions_of(question, doubtful=False, plan=None))


def test_assumed_figures_are_listed_and_stated_ones_are_not() -> None:
    question = Question(USUAL, 300, 60)
    terms = replace(TERMS, course_weeks=replace(TERMS.course_weeks, basis=Basis.ASSUMED))
    plan = plan_staff(LOAD, traits(), USUAL, [9] * 12, today=date(2026, 1, 5), terms=terms, draws=2)
    told = " ".join(assumptions_of(question, doubtful=False, plan=plan))
    assert "Course: 4 (4 to 4)" in told
    assert "Shrinkage" not in told


@pytest.mark.parametrize("definition", Definition)
def test_a_promise_names_its_definition(definition: Definition) -> None:
    assert definition.words in Target(20, 0.8, definition).words


def test_many_weeks_without_a_course_are_one_sentence() -> None:
    plan: StaffingPlan = plan_staff(
        load((60.0,), (0.0,) * 60), traits(), USUAL, [5] * 60, today=date(2026, 3, 1),
        terms=replace(TERMS, course_weeks=replace(TERMS.course_weeks, best=80, high=80, low=80)),
        draws=2,
    )  # fmt: skip
    assert len(plan.moves) == 9
    told = " ".join(plan_words(plan))
    assert "for 9 weeks from 2026-03-02 on: no course ends in time" in told
