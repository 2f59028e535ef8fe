"""What an answer about agents takes for granted, and how a promise to callers names itself."""

from dataclasses import replace
from datetime import date

import pytest

from ringtrue.core.figure import Basis
from ringtrue.core.service_level import Definition, Target
from ringtrue.do.staffing.assuming import assumptions_of
from ringtrue.do.staffing.plan import plan_staff
from ringtrue.do.staffing.table import Question

from .floors import TERMS, load, traits

USUAL = Target(20, 0.8, abandoned=0.05)
LOAD = load((20.0, 30.0, 30.0, 20.0), (90.0, 60.0, 40.0, 20.0, *(0.0,) * 8))


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
