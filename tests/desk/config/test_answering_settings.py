"""How calls are answered, as ringtrue.yaml says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.answering import Duty
from ringtrue.core.errors import ConfigError
from ringtrue.core.service_level import Definition, Target
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import parse_workspace

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
    assert found.shrinkage is found.handle is found.patience is found.redial is None


def test_everything_can_be_said() -> None:
    found = read(
        "  share: 90%\n  counted: answered\n  abandoned_at_most: 3%\n  interval_minutes: 15\n"
        "  shrinkage: 28%\n  handle_time: {low: 4 minutes, best: 5 minutes, high: 7 minutes}\n"
        "  patience: 90 seconds\n  redials: 0.4"
    ).answering
    assert found is not None
    assert found.target == Target(20, 0.9, Definition.ANSWERED, 0.03)
    assert found.interval_minutes == 15
    assert found.handle and (found.handle.low, found.handle.best, found.handle.high) == (
        240,
        300,
        420,
    )
    assert [each and each.best for each in (found.shrinkage, found.patience, found.redial)] == [
        0.28,
        90,
        0.4,
    ]


def test_a_workspace_that_does_not_say_it_has_none() -> None:
    assert parse_workspace("name: x\n", Path("ringtrue.yaml")).answering is None


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("  handle_time: 5 seconds", "right unit"),
        ("  handle_time: 300 minutes", "right unit"),
        ("  patience: 1 second", "right unit"),
        ("  shrinkage: 120%", "is no share"),
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
