"""`schedule` of ringtrue.yaml: read as it is written, refused with its line."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.core.schedule import USUAL, Daily, Every, Never, Routine, Rule, Schedule
from ringtrue.desk.schema import load_schema
from ringtrue.desk.workspace import parse_workspace


def read(text: str) -> Schedule:
    return parse_workspace(text, Path("shop/ringtrue.yaml")).schedule


def test_left_out_everything_is_as_usual() -> None:
    assert read("") == read("schedule: {}\n") == Schedule("UTC", tuple(USUAL.items()))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("every hour", Every(60)),
        ("every 1 hour", Every(60)),
        ("Every  30 minutes", Every(30)),
        ("every 24 hours", Every(24 * 60)),
        ("daily at 05:30", Daily(time(5, 30))),
        ("weekdays at 00:00", Daily(time(), frozenset(range(5)))),
        ("sunday at 23:59", Daily(time(23, 59), frozenset({6}))),
        ("monday, thursday at 07:00", Daily(time(7), frozenset({0, 3}))),
        ("never", Never()),
    ],
)
def test_times_are_read_as_people_write_them(written: str, meant: Rule) -> None:
    text = f"schedule:\n  time_zone: Asia/Kolkata\n  watch: '{written}'\n"
    found = read(text)
    assert found.rule(Routine.WATCH) == meant
    assert found.rule(Routine.MEASURE) == USUAL[Routine.MEASURE]
    assert found.zone == "Asia/Kolkata"


@pytest.mark.parametrize("rule", [*USUAL.values(), Every(90), Daily(time(7), frozenset({0, 3}))])
def test_a_rule_reads_back_from_its_own_words(rule: Rule) -> None:
    assert read(f"schedule: {{watch: '{rule}'}}\n").rule(Routine.WATCH) == rule


@pytest.mark.parametrize(
    ("line", "what", "cure"),
    [
        ("measure: whenever", "'measure' cannot be 'whenever'", "daily at 05:30"),
        ("measure: daily at 25:00", "cannot be 'daily at 25:00'", "daily at 05:30"),
        ("measure: funday at 05:00", "cannot be 'funday at 05:00'", "monday, thursday"),
        ("measure: every 4 minutes", "'every 4 minutes'", "from 5 minutes to 24 hours"),
        ("measure: every 0 hours", "'every 0 hours'", "from 5 minutes to 24 hours"),
        ("measure: every 25 hours", "'every 25 hours'", "from 5 minutes to 24 hours"),
        ("measure: 5", "5", "Give a text"),
        ("measure: ''", "empty", "daily at 05:30"),
        ("time_zone: Plum", "no time zone 'Plum'", ""),
        ("digest: every hour", "'digest' cannot be 'every hour'", "weekdays at 18:00"),
        ("digest: never", "'digest' cannot be 'never'", "daily at 07:00"),
        ("mesure: never", "'mesure' is not a setting", "Did you mean 'measure'?"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(line: str, what: str, cure: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(f"name: Plum\nschedule:\n  {line}\n")
    assert refused.value.where.startswith("shop/ringtrue.yaml:3:")
    assert what in refused.value.what
    assert cure in refused.value.cure


def test_every_routine_has_its_usual_time_and_its_line_in_the_schema() -> None:
    known = load_schema("ringtrue")["$defs"]["schedule"]["properties"]
    assert set(known) - {"time_zone", "digest"} == {each.value for each in Routine} == set(USUAL)
    for routine, rule in USUAL.items():
        assert str(rule) in known[routine.value]["description"]
    assert str(Schedule().digest) in known["digest"]["description"]


def test_the_letter_of_the_day_goes_when_and_where_the_workspace_says() -> None:
    found = read("schedule: {time_zone: Asia/Kolkata, digest: weekdays at 18:15}\n")
    assert found.digest == Daily(time(18, 15), frozenset(range(5)))
    assert read("schedule: {watch: never}\n").digest == Schedule().digest
    friday = datetime(2026, 5, 8, 13, 0, tzinfo=UTC)
    assert found.next_digest(friday).isoformat() == "2026-05-11T12:45:00+00:00"
