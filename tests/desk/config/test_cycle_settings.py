"""The cycle as ringtrue.yaml and files of scenarios say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.cycle import CycleSettings, Period, Spend
from ringtrue.core.errors import ConfigError
from ringtrue.core.figure import Basis
from ringtrue.cost.cycle.rules import DEFAULTS
from ringtrue.desk.config.cycle import load_cycle, parse_cycle
from ringtrue.desk.schema import load_schema
from ringtrue.desk.workspace import parse_workspace

WHOLE = """\
start: 20%
weeks: 104
period: week
figures:
  told: {low: 2, best: 4, high: 9, source: leavers' survey}
  capability: 88%
scenarios:
  bold: {promise: 98%}
  bold and loud:
    promise: 0.98
    figures: {advertising: 4%}
"""


def test_everything_can_be_said() -> None:
    found = parse_cycle(WHOLE, "plans.yaml")
    assert (found.start, found.weeks, found.period) == (0.2, 104, Period.WEEK)
    told = dict(found.figures)["told"]
    assert (told.low, told.best, told.high, told.basis) == (2, 4, 9, Basis.STATED)
    assert told.source == "leavers' survey"
    assert dict(found.figures)["capability"].best == 0.88
    assert [(each.name, each.promise) for each in found.scenarios] == [
        ("bold", 0.98),
        ("bold and loud", 0.98),
    ]
    assert dict(found.scenarios[1].figures)["advertising"].best == 0.04


def test_what_is_left_out_is_as_usual() -> None:
    assert parse_cycle("{}", "plans.yaml") == CycleSettings()
    assert parse_workspace("name: x\n", Path("ringtrue.yaml")).cycle is None


def test_the_section_of_a_workspace_names_the_source_of_spend() -> None:
    text = (
        "sources: {adverts: {location: adverts.csv}}\n"
        "cycle: {spend: {source: adverts, when: day, amount: cost}}\n"
    )
    found = parse_workspace(text, Path("ringtrue.yaml")).cycle
    assert found is not None
    assert found.spend is not None
    assert found.spend == Spend("adverts", "day", "cost", found.spend.place)
    with pytest.raises(ConfigError, match="no source 'advert'"):
        parse_workspace(text.replace("source: adverts", "source: advert"), Path("ringtrue.yaml"))


def test_the_schema_knows_every_figure_of_the_rules() -> None:
    known = load_schema("ringtrue")["$defs"]["cycle_figures"]["properties"]
    assert list(known) == [name for name, _ in DEFAULTS.figures()]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("figures: {capability: 88}", "is no share"),
        ("figures: {told: -3}", "cannot be"),
        ("figures: {talking_weeks: 0}", "right unit"),
        ("figures: {told: many}", "is no number"),
        ("figures: {luck: 1}", "luck"),
        ("figures: {told: {low: 5, best: 1, high: 9}}", "not within"),
        ("scenarios: {bold: {}}", "has no 'promise'"),
        ("scenarios: {bold: {promise: 120%}}", "promise"),
        ("start: 130%", "start"),
        ("weeks: 0", "weeks"),
        ("weeks: 5000", "weeks"),
        ("period: year", "period"),
        ("spend: {source: a, when: b, amount: c}", "spend"),
        ("[1, 2]", "not a set of settings"),
    ],
)
def test_what_cannot_be_is_asked_back_at_its_line(text: str, word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_cycle(text, "plans.yaml")
    assert word in str(caught.value)
    assert caught.value.where.startswith("plans.yaml")


def test_too_many_scenarios_are_refused() -> None:
    many = "".join(f"  s{number}: {{promise: 90%}}\n" for number in range(20))
    with pytest.raises(ConfigError, match="20 scenarios"):
        parse_cycle(f"scenarios:\n{many}", "plans.yaml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_cycle(tmp_path / "plans.yaml")
