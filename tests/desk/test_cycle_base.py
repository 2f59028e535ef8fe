"""What the cost section says is said for the cycle as well."""

from __future__ import annotations

from ringtrue.core.cost_settings import CostFigures, CostSettings
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.cycle.rules import DEFAULTS
from ringtrue.desk.cycle_base import base_of


def own(best: float, low: float, high: float, source: str = "survey") -> Figure:
    return Figure("x", best, low, high, "x", Basis.STATED, source)


def test_without_a_cost_section_the_rules_are_the_usual_ones() -> None:
    assert base_of(None) is DEFAULTS
    assert base_of(CostSettings("£")) == DEFAULTS


def test_what_both_ask_for_is_taken_over_with_its_range_and_source() -> None:
    told = CostFigures(complain=own(0.4, 0.3, 0.5), discount=own(0.07, 0.04, 0.1, "the bank"))
    found = base_of(CostSettings("£", told))
    assert (found.complains.best, found.complains.low, found.complains.high) == (0.4, 0.3, 0.5)
    assert found.complains.name == DEFAULTS.complains.name
    assert (found.discount.source, found.discount.basis) == ("the bank", Basis.STATED)
    assert found.recovered == DEFAULTS.recovered


def test_a_product_needs_all_of_its_parts() -> None:
    people = own(8, 4, 10)
    assert base_of(CostSettings("£", CostFigures(bad_people=people))).told == DEFAULTS.told
    both = CostFigures(bad_people=people, bad_talk=own(0.5, 0.25, 1))
    assert [
        getattr(base_of(CostSettings("£", both)).told, each) for each in ("best", "low", "high")
    ] == [4, 1, 10]


def test_what_a_customer_brings_in_a_week_is_spend_and_margin_of_a_year() -> None:
    told = CostFigures(spend=own(520, 260, 1040, "accounts"), margin=own(0.4, 0.4, 0.4, "accounts"))
    margin = base_of(CostSettings("£", told)).margin
    assert (margin.best, margin.low, margin.high, margin.source) == (4, 2, 8, "accounts")


def test_a_figure_that_the_cycle_cannot_take_is_left_as_usual() -> None:
    told = CostFigures(bad_people=own(5_000, 5_000, 5_000), bad_talk=own(1, 1, 1))
    assert base_of(CostSettings("£", told)).told == DEFAULTS.told
