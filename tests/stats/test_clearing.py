from dataclasses import replace

import numpy as np
import pytest

from ringtrue.stats.clearing import Clearing, clearing_levels, clears
from ringtrue.stats.predictive import Roll, roll

from .worlds import world


def test_a_level_knows_nothing_of_later_periods():
    made = world(1, 12, shock=0.4)
    whole = clearing_levels(roll(made.counts()))
    part = clearing_levels(roll(made.counts(7)))
    np.testing.assert_array_equal(whole[:7], part)


def test_levels_stay_between_floor_and_ceiling():
    levels = clearing_levels(roll(world(2, 18, shock=0.6).counts()), settings=Clearing(floor=0.85))
    assert levels.min() >= 0.85
    assert levels.max() <= 0.995


def test_hard_targets_need_a_higher_level_than_easy_ones():
    rolled = roll(world(3, 12, shock=0.5, centre=1.5).counts())
    assert clearing_levels(rolled, [0.82, 0.85])[-1] > clearing_levels(rolled, [0.3, 0.4])[-1]


def test_a_source_that_fools_its_forecasts_is_cleared_at_a_higher_level():
    rolled = roll(world(4, 14, shock=0.3).counts())
    worse = replace(rolled.counts, kept=rolled.counts.kept * 0.9)
    fooled = Roll(worse, rolled.forecasts, 1)
    assert clearing_levels(fooled)[-1] > clearing_levels(rolled)[-1]


def test_the_expected_share_of_wrong_ones_is_what_was_aimed_for():
    rolled = roll(world(5, 2, shock=0.3, segments=60).counts())
    level = clearing_levels(rolled)[0]
    p = np.array([rolled.forecasts[0].probability(q) for q in (0.7, 0.8, 0.85, 0.9)])
    assert (1 - p[p >= level]).mean() <= 0.04
    assert (1 - p[p >= level - 0.01]).mean() > 0.038


def test_what_abstains_is_never_cleared():
    made = world(6, 2, segments=3, centre=6.0)
    made.decided[:, 0], made.kept[:, 0] = 0, 0
    made.decided[0, 0], made.kept[0, 0] = 5, 5
    last = roll(made.counts()).forecasts[-1]
    assert clears(last, 0.5, 0.8).tolist() == [[False, False], [True, True], [True, True]]


@pytest.mark.parametrize("seed", range(3))
def test_the_gate_is_wrong_in_at_most_one_of_twenty_when_months_share_shocks(seed):
    from ringtrue.stats.rolling import backtest, predictive_rule

    rolled = roll(world(seed, 36, shock=0.3, own=0.1).counts())
    total = backtest(rolled, predictive_rule(rolled)).total
    assert total.wrong <= 0.05 * total.cleared
    assert total.cleared - total.wrong >= 0.6 * total.held
