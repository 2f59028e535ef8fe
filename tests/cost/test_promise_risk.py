"""Money at risk by promise: the multiplication, the order and how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.promise_risk import PromiseAtStake, rank


def figure(name: str, low: float, best: float, high: float, basis: Basis, unit: str) -> Figure:
    return Figure(name, best, low, high, unit, basis, "somebody")


VALUE = figure("value", 80, 100, 130, Basis.STATED, "£")


def stake(name: str, broken: float, lost: float = 0.1) -> PromiseAtStake:
    return PromiseAtStake(
        standard=name,
        promise=f"We keep {name}",
        records=figure("records", 20_000, 20_000, 20_000, Basis.MEASURED, "records"),
        broken=figure("broken", broken * 0.9, broken, broken * 1.1, Basis.MEASURED, "share"),
        customers=figure("customers", 0.5, 0.5, 0.5, Basis.MEASURED, "share"),
        lost=figure("lost", lost / 2, lost, lost * 2, Basis.MEASURED, "share"),
        value=VALUE,
    )


def test_the_best_is_the_product_and_the_dearest_comes_first() -> None:
    told = rank([stake("small", 0.02), stake("large", 0.2)])
    assert [each.stake.standard for each in told] == ["large", "small"]
    assert told[0].lost.best == pytest.approx(20_000 * 0.2 * 0.5 * 0.1)
    assert told[0].money.best == pytest.approx(20_000)
    assert told[0].money.low < told[0].money.best < told[0].money.high


def test_what_two_promises_share_does_not_make_their_order_unsure() -> None:
    """The value is the same customer's: only what differs can turn the order around."""
    shared = stake("one", 0.20)
    other = replace(
        shared, standard="two", broken=figure("b", 0.1, 0.1, 0.1, Basis.STATED, "share")
    )
    told = rank([shared, other])
    assert [each.first for each in told] == [1.0, 0.0]


def test_how_often_each_is_dearest_adds_up() -> None:
    told = rank([stake("one", 0.2), stake("two", 0.21), stake("three", 0.001)])
    assert sum(each.first for each in told) == pytest.approx(1)
    assert 0.3 < told[0].first < 0.9


def test_it_says_which_figures_are_not_the_firms_own() -> None:
    (own,) = rank([stake("own", 0.2)])
    assert own.is_own
    assumed = figure("lost", 0.1, 0.3, 0.8, Basis.ASSUMED, "share")
    (told,) = rank([replace(stake("own", 0.2), lost=assumed)])
    assert not told.is_own
    assert told.foreign == (assumed,)
    assert told.swings[0].figure == assumed


def test_nothing_at_stake_is_no_row() -> None:
    assert rank([]) == ()


def test_a_broken_share_in_per_cent_is_asked_back() -> None:
    with pytest.raises(UsageError, match="cannot be"):
        stake("wrong", 20)
