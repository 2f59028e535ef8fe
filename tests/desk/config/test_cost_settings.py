"""The `cost` section of ringtrue.yaml: figures with ranges, tables, and what cannot be."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from ringtrue.core.cost_settings import CostFigures, CostSettings
from ringtrue.core.errors import ConfigError
from ringtrue.core.figure import Basis
from ringtrue.desk.workspace import parse_workspace

SOURCES = """\
sources:
  orders: {location: orders.csv}
  surveys: {location: surveys.csv}
"""
WHOLE = """\
cost:
  money: £
  value_per_customer: {low: 90, best: 120, high: 200, source: finance}
  customers: 30000
  spend_a_year: 80
  margin: 40%
  stay: 0.6
  discount: 8%
  years: 5
  problem_costs: much
  lost_when_broken: 5%
  felt: {low: 10%, best: 30%, high: 60%}
  multiplier: {low: 1, best: 3, high: 9}
  problems: {share: 20%, complain: 50%, satisfied: 40%, quickly: 50%}
  loyalty: {untroubled: 90%, silent: 9%, dissatisfied: 19%, satisfied: 54%, quickly: 82%}
  word_of_mouth:
    bad:
      talk: 60%
      people: [{share: 80%, people: 10}, {share: 20%, people: 20}]
      listen: 50%
      lost: 2%
    good: {talk: 60%, people: 5, listen: 50%, won: 1%}
  purchases:
    source: orders
    customer: customer_id
    when: ordered_at
    spend: order_value
    where: not cancelled
    within: 90 days
    alike: [region]
  answers:
    source: surveys
    score: score
    cause: cause
    misled: felt misled
    left: gone
    contacts: contacts
    issue: topic
"""

TWICE = "[{share: 100%, people: 10}, {share: 20%, people: 20}]"


def read(text: str) -> CostSettings:
    found = parse_workspace(SOURCES + text, Path("ringtrue.yaml")).cost
    assert found is not None
    return found


def test_everything_that_can_be_said_is_read() -> None:
    told = read(WHOLE)
    assert set(told.figures.given) == {each.name for each in fields(CostFigures)}
    assert all(each.basis is Basis.STATED for each in told.figures.given.values())
    value = told.figures.value
    assert value is not None
    assert (value.low, value.best, value.high, value.unit) == (90, 120, 200, "£")
    assert value.source == "finance"
    assert (told.money, told.years, told.large) == ("£", 5, True)
    assert told.purchases is not None
    assert (told.purchases.days, told.purchases.alike) == (90, ("region",))
    assert str(told.purchases.where) == "not cancelled"
    assert told.answers is not None
    assert (told.answers.misled, told.answers.defect) == ("felt misled", "defect")


def test_those_who_tell_are_each_counted_once() -> None:
    people = read(WHOLE).figures.bad_people
    assert people is not None
    assert people.best == pytest.approx(12)


def test_a_workspace_without_the_section_knows_no_price() -> None:
    assert parse_workspace(SOURCES, Path("ringtrue.yaml")).cost is None


def test_money_alone_is_a_beginning() -> None:
    told = read("cost: {money: $}\n")
    assert told.figures.given == {}
    assert (told.years, told.large, told.purchases, told.answers) == (3, False, None, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cost: {margin: 40%}", "no 'money'"),
        ("cost: {money: £, margin: 140%}", "no share"),
        ("cost: {money: £, value_per_customer: -3}", "below 0"),
        ("cost: {money: £, value_per_customer: lots}", "no number"),
        ("cost: {money: £, years: 0}", "'years' is 0"),
        ("cost: {money: £, felt: {low: 50%, best: 40%}}", "not within"),
        ("cost: {money: £, multiplier: 4}", "belief in one number"),
        ("cost: {money: £, multiplier: {low: 0, best: 4, high: 5}}", "belief in one number"),
        (f"cost: {{money: £, word_of_mouth: {{bad: {{people: {TWICE}}}}}}}", "counted twice"),
        (
            "cost: {money: £, purchases: {source: ordres, customer: a, when: b}}",
            "no source 'ordres'",
        ),
        ("cost: {money: £, purchases: {source: orders, customer: a}}", "no 'when'"),
        (
            "cost: {money: £, purchases: {source: orders, customer: a, when: b, within: 2 hours}}",
            "no time to come back in",
        ),
        (
            "cost: {money: £, purchases: {source: orders, customer: a, when: b, where: 'a ='}}",
            "where",
        ),
        ("cost: {money: £, answers: {source: opinions}}", "no source 'opinions'"),
    ],
)
def test_what_cannot_be_is_named_where_it_stands(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text + "\n")
    assert told in str(raised.value)
    assert "ringtrue.yaml:4:" in raised.value.where
    assert raised.value.cure


def test_a_mistake_inside_does_not_hide_another_one() -> None:
    with pytest.raises(ConfigError) as raised:
        read("cost: {money: £, margin: 140%, stay: 150%}\n")
    assert len(raised.value.others) == 1
