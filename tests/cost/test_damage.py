"""Market damage: worked examples, double counting, and what may not be given."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.damage import DamageInputs, Ending, inputs, market_damage, people_told
from ringtrue.cost.published import Severity, published


def known(value: float, unit: str = "share", name: str = "figure") -> Figure:
    return Figure(name, value, value, value, unit, Basis.STATED, "an example")


def example(**stay: float) -> DamageInputs:
    """100,000 customers, a fifth with a problem, half complain, half of those settled."""
    numbers = {
        "problem": 0.2,
        "complain": 0.5,
        "satisfied": 0.5,
        "quickly": 0.5,
        "stay_untroubled": 1.0,
        "bad_talk": 1.0,
        "bad_listen": 1.0,
        "bad_lost": 0.02,
        "good_talk": 1.0,
        "good_listen": 1.0,
        "good_won": 0.01,
        **stay,
    }
    return DamageInputs(
        customers=known(100_000, "customers"),
        value=known(1000, "$"),
        bad_people=known(10, "people"),
        good_people=known(5, "people"),
        **{key: known(value, name=key) for key, value in numbers.items()},
    )


LARGE = {
    "stay_silent": 0.09,
    "stay_dissatisfied": 0.19,
    "stay_satisfied": 0.54,
    "stay_quickly": 0.82,
}
SMALL = {
    "stay_silent": 0.37,
    "stay_dissatisfied": 0.46,
    "stay_satisfied": 0.70,
    "stay_quickly": 0.95,
}


def test_the_worked_example_of_a_large_loss_comes_out_exactly() -> None:
    told = market_damage(example(**LARGE))
    groups = {each.group: each for each in told.groups}
    sizes = [groups[each].customers for each in Ending]
    assert sizes == pytest.approx([10_000, 5_000, 2_500, 2_500], abs=1e-9)
    assert [groups[each].lost for each in Ending] == pytest.approx([9_100, 4_050, 1_150, 450])
    assert told.lost.best == pytest.approx(14_750_000, rel=1e-12)
    assert told.told.best == pytest.approx(2_750_000, rel=1e-12)
    assert told.money.best == pytest.approx(17_500_000, rel=1e-12)
    assert told.revenue == pytest.approx(100_000_000)


def test_the_worked_example_of_a_small_loss_comes_out_exactly() -> None:
    told = market_damage(example(**SMALL))
    assert told.lost.best == pytest.approx(9_875_000, rel=1e-12)
    assert told.money.best == pytest.approx(12_625_000, rel=1e-12)


def test_known_figures_have_neither_an_interval_nor_a_tornado() -> None:
    told = market_damage(example(**LARGE))
    assert told.money.low == pytest.approx(told.money.best)
    assert told.money.high == pytest.approx(told.money.best)
    assert told.swings == ()


def test_the_tornado_names_the_figure_that_moves_most_first() -> None:
    wide = example(**LARGE)
    wide = replace(
        wide,
        problem=Figure("problem", 0.2, 0.1, 0.4, "share", Basis.ASSUMED, "nobody"),
        bad_people=Figure("told", 10, 9, 12, "people", Basis.PUBLISHED, "TARP"),
    )
    told = market_damage(wide)
    assert [each.figure.name for each in told.swings] == ["problem", "told"]
    assert told.swings[0].low == pytest.approx(8_750_000)
    assert told.swings[0].high == pytest.approx(35_000_000)
    assert told.money.low < told.money.best < told.money.high


def test_the_same_seed_gives_the_same_interval_and_another_one_nearly() -> None:
    given_ = inputs({"value": known(1000, "$"), "customers": known(1e5, "customers")})
    one, same, other = (market_damage(given_, seed=each) for each in (1, 1, 2))
    assert one.money == same.money
    assert one.money != other.money
    assert one.money.low == pytest.approx(other.money.low, rel=0.1)


def test_a_fifth_that_tells_more_is_no_part_of_those_who_tell_fewer() -> None:
    """The dealer's sum: 72 x (10 + 20 % x 20) = 1,008 leads; each counted once it is 864."""
    ten, twenty = known(10, "people"), known(20, "people")
    with pytest.raises(UsageError, match=r"counted twice: 100% \+ 20%"):
        people_told([(known(1.0), ten), (known(0.2), twenty)])
    told = people_told([(known(0.8), ten), (known(0.2), twenty)])
    assert 72 * told.best == pytest.approx(864)
    assert 72 * told.best * 30_000 == pytest.approx(25.92e6)


@pytest.mark.parametrize("missing", ["value", "customers"])
def test_what_no_literature_knows_must_be_given(missing: str) -> None:
    own = {"value": known(1000, "$"), "customers": known(1e5, "customers")}
    del own[missing]
    with pytest.raises(UsageError, match=f"nobody said the {missing}"):
        inputs(own)


def test_a_share_above_1_and_people_below_0_are_refused() -> None:
    with pytest.raises(UsageError, match="cannot be"):
        example(**{**LARGE, "problem": 20.0})
    with pytest.raises(UsageError, match="cannot be"):
        replace(example(**LARGE), bad_people=known(-1, "people"))


shares = st.fractions(0, 1, max_denominator=50)


@given(st.lists(shares, min_size=12, max_size=12))
def test_the_money_is_that_of_rational_arithmetic(drawn: list[Fraction]) -> None:
    names = ["problem", "complain", "satisfied", "quickly", "stay_untroubled", *LARGE]
    part = dict(zip([*names, "bad_lost", "good_won", "bad_talk"], drawn, strict=True))
    told = market_damage(example(**{key: float(value) for key, value in part.items()}), draws=10)
    troubled = 100_000 * part["problem"]
    c, s, q = part["complain"], part["satisfied"], part["quickly"]
    groups = (1 - c, c * (1 - s), c * s * (1 - q), c * s * q)
    bad, good = part["bad_talk"] * 10 * part["bad_lost"], 5 * part["good_won"]
    words = (bad, bad, -good, -good)
    wished = sum(
        troubled * size * (part["stay_untroubled"] - part[stay] + word)
        for size, stay, word in zip(groups, LARGE, words, strict=True)
    )
    assert told.money.best == pytest.approx(float(1000 * wished), rel=1e-9, abs=1e-6)


def test_every_published_figure_has_a_range_and_a_source() -> None:
    for severity in Severity:
        for each in fields(DamageInputs):
            if each.name not in {"customers", "value"}:
                figure = published(each.name, severity)
                assert figure.source
                assert not figure.is_own
                assert figure.low < figure.high
                assert (figure.basis is Basis.ASSUMED) == (figure.source == "nobody measured it")


def test_published_figures_never_make_an_answer_that_is_no_number() -> None:
    for severity in Severity:
        own = {"value": known(120, "£"), "customers": known(30_000, "customers")}
        told = market_damage(inputs(own, severity))
        assert 0 < told.money.low < told.money.best < told.money.high < told.revenue
        assert all(isfinite(each.width) for each in told.swings)
