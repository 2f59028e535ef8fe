import numpy as np
import pytest

from ringtrue.stats.arrays import expit, logit
from ringtrue.stats.shocks import common_shift, shock_scale


def _shift(kept, decided, centre, precision=1e-9):
    one = np.ones_like(np.asarray(kept, float))
    d, v = common_shift(
        np.asarray(kept, float), np.asarray(decided, float), np.asarray(centre), one, precision
    )
    return float(d[0]), float(v[0])


def test_the_shift_of_one_segment_is_its_own_log_odds():
    d, v = _shift([[30.0]], [[120.0]], [[0.0]])
    assert d == pytest.approx(np.log(1 / 3))
    assert v == pytest.approx(1 / (120 * 0.25 * 0.75))


def test_the_shift_reproduces_the_total_of_all_segments():
    centre = np.array([[-1.0], [0.5], [2.0]])
    decided = np.array([[100.0], [50.0], [200.0]])
    kept = np.array([[20.0], [40.0], [150.0]])
    d, _ = _shift(kept, decided, centre)
    assert (decided * expit(centre + d)).sum() == pytest.approx(kept.sum())


def test_a_period_without_records_has_no_shift_and_the_priors_variance():
    d, v = _shift([[0.0]], [[0.0]], [[1.0]], precision=8.0)
    assert (d, v) == (0.0, 0.125)


def test_a_prior_pulls_the_shift_of_few_records_to_nought_and_that_of_many_not():
    few, _ = _shift([[1.0]], [[4.0]], [[1.0]], precision=10.0)
    many, _ = _shift([[2500.0]], [[10000.0]], [[1.0]], precision=10.0)
    truth = float(logit(np.array([0.25]))[0]) - 1.0
    assert -0.4 < few < 0
    assert many == pytest.approx(truth, rel=0.02)


def test_all_broken_does_not_run_away():
    d, _ = _shift([[0.0]], [[1000.0]], [[2.0]])
    assert -9.0 <= d < -5.0


def test_the_scale_of_many_normal_shocks_is_that_of_the_t_that_fits_them():
    # The t5 with the highest likelihood on standard normal data has scale 0.865 (by quadrature of
    # the fixed point of Lange, Little and Taylor 1989).
    shocks = np.random.default_rng(3).normal(0, 1, (20000, 1))
    scale = np.sqrt(shock_scale(shocks, np.ones_like(shocks), 0.35, 4.0, 5.0))
    assert scale[0] == pytest.approx(0.865, abs=0.02)


def test_one_wild_month_counts_for_less_than_its_square():
    calm = np.full((12, 1), 0.2)
    wild = np.vstack([calm, [[3.0]]])
    scale = float(shock_scale(wild, np.ones_like(wild), 0.2, 4.0, 5.0)[0])
    assert scale < 0.25 * float((wild**2).mean())
    assert scale > 0.2**2


def test_limits_with_little_data_borrow_the_scale_of_the_others():
    shocks = np.column_stack([np.full(12, 0.8), np.full(12, 0.8)])
    told = np.column_stack([np.ones(12), np.full(12, 0.01)])
    busy, thin = np.sqrt(shock_scale(shocks, told, 0.2, 4.0, 5.0))
    assert busy > thin > 0.35


def test_a_month_that_told_nothing_changes_nothing():
    shocks = np.array([[0.3], [5.0]])
    told = np.array([[1.0], [0.0]])
    with_it = shock_scale(shocks, told, 0.35, 4.0, 5.0)
    without = shock_scale(shocks[:1], told[:1], 0.35, 4.0, 5.0)
    assert with_it == pytest.approx(without)
