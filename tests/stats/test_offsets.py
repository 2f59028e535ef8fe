import numpy as np
import pytest

from ringtrue.stats.arrays import expit
from ringtrue.stats.offsets import Offsets

LEVEL = np.array([1.0])


def _fed(kept, decided, periods=10):
    kept, decided = np.array(kept, float)[:, None], np.array(decided, float)[:, None]
    offsets = Offsets(len(kept), 1, 0.15, 10.0, 0.5)
    for _ in range(periods):
        offsets.remember(kept, decided, np.ones_like(kept), LEVEL)
    return offsets.estimate(LEVEL)


def test_a_large_segment_is_believed_and_a_small_one_is_pulled_to_the_level():
    fair = float(expit(LEVEL)[0])
    offset = _fed([900, 9, 1000 * fair], [1000, 10, 1000]).mixed[:, 0]
    own = np.log(9) - 1.0
    assert offset[0] == pytest.approx(own, rel=0.1)
    assert 0 < offset[1] < 0.9 * own
    assert offset[2] == pytest.approx(0.0, abs=0.05)


def test_a_segment_without_records_has_no_offset_and_the_widest_variance():
    estimate = _fed([90, 50, 0], [100, 100, 0])
    assert estimate.mixed[2, 0] == 0.0
    assert estimate.var[2, 0] == estimate.var.max()


def test_segments_that_differ_a_lot_are_pulled_together_less():
    alike = _fed([73, 73, 73, 73, 8], [100, 100, 100, 100, 10]).mixed[4, 0]
    apart = _fed([95, 40, 99, 30, 8], [100, 100, 100, 100, 10], periods=1).mixed[4, 0]
    lonely = _fed([73, 73, 73, 73, 8], [100, 100, 100, 100, 10], periods=1).mixed[4, 0]
    assert apart > lonely > 0
    assert alike > lonely


def test_a_single_segment_has_next_to_nothing_of_its_own():
    assert float(Offsets(1, 1, 0.15, 10.0, 0.5).own_var()[0]) == pytest.approx(0.02**2)


def test_own_moves_are_recovered_from_segments_that_move_on_their_own():
    rng = np.random.default_rng(5)
    offsets = Offsets(40, 1, 0.15, 10.0, 0.5)
    decided = np.full((40, 1), 2000.0)
    for _ in range(24):
        due = offsets.estimate(LEVEL)
        share = expit(LEVEL + rng.normal(0, 0.4, (40, 1)))
        kept = rng.binomial(2000, share).astype(float)
        offsets.learn(kept, decided, np.ones_like(kept), LEVEL, due)
        offsets.remember(kept, decided, np.ones_like(kept), LEVEL)
    assert np.sqrt(offsets.own_var()[0]) == pytest.approx(0.4, abs=0.06)


def test_no_own_moves_are_invented_where_there_is_only_chance():
    rng = np.random.default_rng(6)
    offsets = Offsets(40, 1, 0.15, 10.0, 0.5)
    decided = np.full((40, 1), 300.0)
    for _ in range(24):
        due = offsets.estimate(LEVEL)
        kept = rng.binomial(300, expit(np.broadcast_to(LEVEL, (40, 1)))).astype(float)
        offsets.learn(kept, decided, np.ones_like(kept), LEVEL, due)
        offsets.remember(kept, decided, np.ones_like(kept), LEVEL)
    assert np.sqrt(offsets.own_var()[0]) < 0.08
