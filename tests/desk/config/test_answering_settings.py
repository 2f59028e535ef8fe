"""How calls are answered, as ringtrue.yaml says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.answering import Duty
from ringtrue.core.errors import ConfigError
from ringtrue.core.service_level import Definition, Target
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import parse_workspace
from ringtrue.do.staffing.usual import TERMS

BOOK = """\
calendars:
  phones: {{time_zone: Europe/London, weekdays: "08:00-20:00"}}
answering:
  within: 20 seconds
  on_duty: [{{calendar: phones, agents: 6}}]
{more}
"""


def read(more: str = "") -> Workspace:
    return parse_workspace(BOOK.format(more=more), Path("ringtrue.yaml"))


def test_what_is_left_out_is_as_usual() -> None:
    found = read().answering
    assert found is not None
    assert found.target == Target(20, 0.8, Definition.OFFERED)
    assert found.duties == (Duty("phones", 6),)
    assert found.interval_minutes == 30
    assert found.handle is found.patience is found.redial is None
    assert found.terms == TERMS


def test_everything_can_be_said() -> None:
    found = read(
        "  share: 90%\n  counted: answered\n  abandoned_at_most: 3%\n  interval_minutes: 15\n"
        "  shrinkage: 28%\n  handle_time: {low: 4 minutes, best: 5 minutes, high: 7 minutes}\n"
        "  patience: 90 seconds\n  redials: 0.4\n"
        "  hiring: {course: 3 weeks, slower_at_first: 150%, learning: 6 weeks,"
        " leave_each_week: 1%, hours_a_week: 35, per_hour: 22, per_hire: 1500, per_course: 800}"
    ).answering
    assert found is not None
    assert found.target == Target(20, 0.9, Definition.ANSWERED, 0.03)
    assert found.interval_minutes == 15
    assert found.handle and (found.handle.low, found.handle.best, found.handle.high) == (
        240,
        300,
        420,
    )
    assert [each and each.best for each in (found.patience, found.redial)] == [90, 0.4]
    bests = [each.best for each in found.terms.figures]
    assert bests == [0.28, 3, 1.5, 6, 0.01, 35, 22, 1500, 800]
    assert all(each.is_own for each in found.terms.figures)


def test_a_workspace_that_does_not_say_it_has_none() -> None:
    assert parse_workspace("name: x\n", Path("ringtrue.yaml")).answering is None


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("  handle_time: 5 seconds", "right unit"),
        ("  handle_time: 300 minutes", "right unit"),
        ("  patience: 1 second", "right unit"),
        ("  shrinkage: 120%", "is no share"),
        ("  hiring: {course: 4}", "is not a duration"),
        ("  hiring: {slower_at_first: much}", "is no multiple"),
        ("  hiring: {leave_each_week: 60%}", "right unit"),
        ("  hiring: {salary: 4}", "is not a setting"),
        ("  share: 100%", "not all calls can be promised"),
        ("  counted: all", "offered"),
        ("  interval_minutes: 7", "interval_minutes"),
        ("  abandoned_at_most: 0%", "abandoned 0"),
    ],
)
def test_what_cannot_be_is_asked_back_at_its_line(more: str, word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(more)
    assert word in str(caught.value)
    assert caught.value.where.startswith("ringtrue.yaml:")


def test_a_calendar_that_nobody_has_is_named() -> None:
    with pytest.raises(ConfigError, match="there is no calendar 'phone'") as caught:
        parse_workspace(
            BOOK.format(more="").replace("calendar: phones", "calendar: phone"), Path("r")
        )
    assert "phones" in caught.value.cure
