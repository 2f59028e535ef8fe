from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.stats.forecast import DEFAULTS, Forecast, Reason, with_volume


def make(location=2.0, scale=0.3, volume=300.0, design=1.0, **changes):
    one = np.ones((1, 1))
    base = Forecast(
        period=5,
        location=one * location,
        scale=one * scale,
        df=5.0,
        volume=one * volume,
        design=one * design,
        decided=one * 1000,
        idle=np.zeros((1, 1), dtype=np.int64),
        history=20,
        settings=DEFAULTS,
    )
    return replace(base, **changes)


forecasts = st.builds(
    make,
    location=st.floats(-4, 6),
    scale=st.floats(0.01, 2.0),
    volume=st.integers(1, 5000).map(float),
    design=st.floats(1.0, 30.0),
)


def test_with_no_spread_the_probability_is_the_exact_binomial_tail():
    # P(K >= 9 | n = 10, p = 0.9) = 0.9^10 + 10 * 0.9^9 * 0.1 = 0.7361 (any binomial table).
    sure = make(location=np.log(9.0), scale=1e-9, volume=10.0)
    assert sure.probability(0.9)[0, 0] == pytest.approx(0.7361, abs=5e-5)


def test_with_no_noise_the_probability_is_that_of_the_student_t():
    # Student t with 5 degrees of freedom: P(T > -2.015) = 0.95 (any t table).
    huge = make(location=2.0, scale=0.3, volume=5e7)
    target = 1 / (1 + np.exp(-(2.0 - 2.015 * 0.3)))
    assert huge.probability(float(target))[0, 0] == pytest.approx(0.95, abs=0.004)


def test_day_clusters_make_the_same_records_less_sure():
    plain, lumpy = make(scale=0.01), make(scale=0.01, design=8.0)
    assert lumpy.probability(0.85)[0, 0] < plain.probability(0.85)[0, 0] - 0.02
    assert lumpy.probability(0.92)[0, 0] > plain.probability(0.92)[0, 0] + 0.02


def test_all_of_nothing_is_sure_and_more_than_all_is_impossible():
    assert make().probability(0.0)[0, 0] == 1.0
    assert make().probability(1.1)[0, 0] == 0.0


@settings(max_examples=40, deadline=None)
@given(forecasts, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_target_is_never_likelier(forecast, one, other):
    low, high = sorted((one, other))
    p_low, p_high = forecast.probability(low)[0, 0], forecast.probability(high)[0, 0]
    assert 0 <= p_high <= p_low + 1e-9 <= 1 + 1e-8


@settings(max_examples=40, deadline=None)
@given(forecasts, st.floats(0.5, 0.99), st.floats(0.01, 0.99))
def test_bound_and_probability_say_the_same(forecast, level, target):
    bound, p = forecast.lower(level)[0, 0], forecast.probability(target)[0, 0]
    if abs(p - level) > 1e-9:
        assert (bound >= target - 1e-9) == (p >= level)


@settings(max_examples=40, deadline=None)
@given(forecasts, st.floats(0.5, 0.98))
def test_a_surer_bound_is_never_higher(forecast, level):
    assert forecast.lower(level + 0.015)[0, 0] <= forecast.lower(level)[0, 0]


@settings(max_examples=40, deadline=None)
@given(forecasts)
def test_a_weaker_limit_kept_more_often_has_a_higher_bound(forecast):
    easier = replace(forecast, location=forecast.location + 0.5)
    assert easier.lower(0.9)[0, 0] >= forecast.lower(0.9)[0, 0]


def test_more_planned_records_on_the_same_days_cluster_more():
    more = with_volume(make(design=3.0), np.array([[600.0]]))
    assert (more.volume[0, 0], more.design[0, 0]) == (600.0, 5.0)
    longer = with_volume(make(design=3.0), np.array([[600.0]]), length=2.0)
    assert longer.design[0, 0] == 3.0
    assert longer.lower()[0, 0] >= more.lower()[0, 0]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"decided": np.zeros((1, 1))}, (Reason.NO_RECORDS,)),
        ({"decided": np.full((1, 1), 9.0)}, (Reason.FEW_RECORDS,)),
        ({"idle": np.full((1, 1), 3)}, (Reason.SILENT,)),
        ({"history": 1}, (Reason.ONE_PERIOD, Reason.SEASON_UNSEEN)),
        ({"history": 12}, (Reason.SEASON_UNSEEN,)),
        ({"history": 13}, ()),
    ],
)
def test_reasons_are_told_and_only_the_grave_ones_abstain(changes, reasons):
    forecast = make(**changes)
    assert forecast.reasons(0, 0) == reasons
    grave = {Reason.NO_RECORDS, Reason.FEW_RECORDS, Reason.SILENT}
    assert bool(forecast.abstains[0, 0]) == bool(grave & set(reasons))
