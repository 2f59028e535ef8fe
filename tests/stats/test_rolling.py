import numpy as np
import pytest

from ringtrue.stats.predictive import daily_counts, roll
from ringtrue.stats.rolling import backtest, plain_rule, predictive_rule, wilson_rule

from .worlds import world

# One segment, one limit, 100 records a month: 85, 75, 90, 70, 80 kept.
KEPT = np.array([85, 75, 90, 70, 80])


def _by_hand():
    month = np.arange(5)
    zero = month * 0
    return roll(daily_counts(month * 30, zero, zero, zero + 100, KEPT, month))


def test_the_table_counts_what_a_person_counts_by_hand():
    rolled = _by_hand()
    row = backtest(rolled, plain_rule(rolled), [0.8]).total
    # Cleared after months 0 and 2 (85, 90); both next months (75, 70) break 80 %.
    # Months 2 and 4 hold (90, 80); none of them was cleared.
    assert (row.cases, row.cleared, row.wrong, row.held, row.missed) == (4, 2, 2, 2, 2)


def test_the_total_adds_the_targets_up():
    rolled = _by_hand()
    table = backtest(rolled, plain_rule(rolled), [0.7, 0.8])
    assert [row.target for row in table.rows] == [0.7, 0.8, None]
    for name in ("cases", "cleared", "wrong", "held", "missed"):
        parts = [getattr(row, name) for row in table.rows[:-1]]
        assert getattr(table.total, name) == sum(parts)


def test_a_period_with_fewer_records_than_asked_is_no_case():
    rolled = _by_hand()
    assert backtest(rolled, plain_rule(rolled), [0.8], min_next=101).total.cases == 0


def test_a_rule_that_clears_nothing_has_no_wrong_share():
    rolled = _by_hand()
    row = backtest(rolled, plain_rule(rolled), [0.99]).total
    assert row.cleared == 0
    assert row.wrong_share is None
    assert row.cleared_of_held is None


def test_the_binomial_bound_is_wilsons_lower_end():
    # Wilson, one-sided 95 % (two-sided 90 %) of 85 in 100: 0.78210 (statsmodels 0.15.0).
    rule = wilson_rule(_by_hand())
    assert rule(0, 0.78209).tolist() == [[True]]
    assert rule(0, 0.78211).tolist() == [[False]]


def test_intervals_are_wider_when_all_wrong_ones_fall_in_one_period():
    rolled = roll(world(1, 24, shock=0.5).counts())
    row = backtest(rolled, plain_rule(rolled), [0.8]).total
    assert row.wrong_share is not None
    assert row.wrong_share.clusters <= 23
    assert row.wrong_share.effective < row.cleared


def test_the_predictive_rule_is_wrong_less_often_than_the_plain_share_and_the_binomial_bound():
    wrong = {}
    for name, rule in (("plain", plain_rule), ("wilson", wilson_rule), ("ours", predictive_rule)):
        tables = [roll(world(seed, 14, shock=0.4).counts()) for seed in range(4)]
        rows = [backtest(rolled, rule(rolled)).total for rolled in tables]
        wrong[name] = sum(r.wrong for r in rows) / sum(r.cleared for r in rows)
    assert wrong["ours"] <= 0.05 < wrong["wilson"] < wrong["plain"]


def test_a_fixed_level_may_be_asked_for():
    rolled = roll(world(2, 8, shock=0.3).counts())
    loose = backtest(rolled, predictive_rule(rolled, 0.6)).total
    strict = backtest(rolled, predictive_rule(rolled, 0.99)).total
    assert loose.cleared > strict.cleared > 0


@pytest.mark.parametrize("ahead", [1, 2])
def test_the_judged_period_is_as_far_ahead_as_the_forecast(ahead):
    from ringtrue.stats.predictive import Settings

    rolled = roll(_by_hand().counts, Settings(ahead=ahead))
    assert backtest(rolled, plain_rule(rolled), [0.8]).total.cases == 5 - ahead
