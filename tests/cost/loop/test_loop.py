"""The loop in a firm's own figures: seen where it is, silent where it is not or cannot tell."""

from __future__ import annotations

import numpy as np
import pytest
from cost.loop.firms import cycling, independent, own, starts
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ringtrue.core.cycle import Period
from ringtrue.core.errors import UsageError
from ringtrue.cost.loop.detecting import LinkState, LoopState, detect
from ringtrue.cost.loop.links import compare, interval, longest_stretch
from ringtrue.cost.loop.series import FigureKind, OwnFigures, Series, links_of


def test_the_cycle_is_seen_with_its_lags_where_it_is() -> None:
    for seed in range(5):
        loop = detect(cycling(seed, 156))
        assert loop.state is LoopState.SEEN
        assert [each.following.lag for each in loop.links if each.following] == [0, 1, 2, 1]
        assert loop.once_round == 4


@pytest.mark.parametrize(("periods", "period"), [(104, Period.WEEK), (36, Period.MONTH)])
def test_figures_that_have_nothing_to_do_with_each_other_show_an_arrow_seldom(
    periods: int, period: Period
) -> None:
    """Of 120 firms one in twenty may show one by chance: more than 15 would be 1 in 1,000."""
    wrong = [
        any(link.state in {LinkState.SEEN, LinkState.OTHER_WAY} for link in loop.links)
        for loop in (detect(independent(seed, periods, period)) for seed in range(120))
    ]
    assert sum(wrong) <= 15
    assert sum(wrong) < len(wrong)


def test_a_loop_that_is_only_half_there_is_partly_seen() -> None:
    figures, other = cycling(3, 156), independent(9, 156)
    mixed = tuple(each for each in figures.series if each.kind is not FigureKind.RETURNING_SHARE)
    alone = tuple(each for each in other.series if each.kind is FigureKind.RETURNING_SHARE)
    loop = detect(OwnFigures(figures.period, figures.starts, mixed + alone))
    assert loop.state is LoopState.PARTLY
    assert [each.state for each in loop.links][:2] == [LinkState.SEEN, LinkState.SEEN]
    assert loop.once_round is None


def test_an_arrow_that_points_the_other_way_is_said_to() -> None:
    figures = cycling(3, 156)
    flipped = own(
        spend=figures.series[0].values,
        new_customers=1e7 / figures.series[1].values,
        broken_share=figures.series[2].values,
        returning_share=figures.series[3].values,
    )
    assert detect(flipped).links[0].state is LinkState.OTHER_WAY


def test_too_few_periods_cannot_tell_and_say_how_many_are_needed() -> None:
    loop = detect(cycling(1, 20))
    assert loop.state is LoopState.CANNOT_TELL
    assert {each.reason for each in loop.links} == {"20 weeks in a row have both; 24 are needed"}


def test_a_figure_that_never_changes_cannot_tell_and_is_named() -> None:
    figures = cycling(1, 60)
    still = own(
        spend=np.full(60, 500.0),
        new_customers=figures.series[1].values,
        broken_share=figures.series[2].values,
        returning_share=figures.series[3].values,
    )
    loop = detect(still)
    assert loop.links[0].reason == loop.links[-1].reason == "spend never changes"
    assert loop.links[1].state is not LinkState.CANNOT_TELL


def test_a_figure_that_is_not_there_is_named() -> None:
    loop = detect(own(new_customers=np.arange(60.0), broken_share=np.linspace(0, 1, 60)))
    assert loop.links[0].reason == "there is no spend"
    assert loop.links[-1].reason == "there is no returning share and no spend"


def test_gaps_leave_the_longest_stretch() -> None:
    figures = cycling(2, 156)
    spend = figures.series[0].values.copy()
    spend[20] = np.nan
    holed = own(spend=spend, new_customers=figures.series[1].values)
    found = detect(holed).links[0].following
    assert found is not None
    assert found.periods == 156 - 21 - 3
    assert longest_stretch(np.array([True, False, True, True, False])) == slice(2, 4)
    assert longest_stretch(np.zeros(3, dtype=bool)) == slice(0, 0)


@pytest.mark.parametrize(
    "kinds", [("repeat_rate",), ("returning_share",), ("repeat_rate", "returning_share")]
)
def test_the_arrows_close_a_ring_whatever_tells_of_those_who_stay(kinds: tuple[str, ...]) -> None:
    given_kinds = {name: np.linspace(0.1, 0.9, 30) for name in (*kinds, "broken_share")}
    links = links_of(own(**given_kinds))
    for before, after in zip(links, (*links[1:], links[0]), strict=True):
        assert before.effect is after.cause
    assert np.prod([link.sign for link in links]) == 1


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(30, 80))
def test_correlations_lie_within_their_intervals_and_chances_from_0_to_1(
    seed: int, size: int
) -> None:
    rng = np.random.default_rng(seed)
    cause, effect = rng.normal(size=(2, size))
    found = compare(cause, effect, np.ones((size, 1)), 0, 6, seed)
    assert -1 < found.low <= found.correlation <= found.high < 1
    assert 0 < found.p <= 1


def test_the_interval_is_the_one_of_an_independent_source() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=80)
    y = 0.5 * x + rng.normal(size=80)
    told = stats.pearsonr(x, y)
    low, high = interval(told.statistic, 80, 1)
    wanted = told.confidence_interval(0.95)
    assert (low, high) == pytest.approx((wanted.low, wanted.high), abs=1e-12)


def test_the_correlation_at_a_known_lag_is_found() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=200)
    found = compare(x[3:], x[:-3], np.ones((197, 1)), 0, 6, 1)
    assert found.lag == 3
    assert found.correlation > 0.95
    assert found.p < 0.001


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([0.0, 1.0, 0.5, float("nan")]), min_size=30, max_size=60))
def test_odd_figures_never_break_the_detecting(values: list[float]) -> None:
    given_values = np.array(values)
    loop = detect(own(spend=given_values, new_customers=given_values, broken_share=given_values))
    for each in loop.links:
        assert each.following is None or np.isfinite(each.following.correlation)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FigureKind.SPEND, -1),
        (FigureKind.BROKEN_SHARE, 1.2),
        (FigureKind.REPEAT_RATE, 80),
        (FigureKind.SPEND, np.inf),
    ],
)
def test_values_that_cannot_be_are_refused_by_name(kind: FigureKind, value: float) -> None:
    with pytest.raises(UsageError, match=str(kind)):
        Series(kind, np.array([0.5, value]))


def test_series_of_another_length_or_twice_are_refused() -> None:
    short = Series(FigureKind.SPEND, np.ones(3))
    with pytest.raises(UsageError, match="3 values for 4 periods"):
        OwnFigures(Period.WEEK, starts(4), (short,))
    with pytest.raises(UsageError, match="twice"):
        OwnFigures(Period.WEEK, starts(3), (short, short))
