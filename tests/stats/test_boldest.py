import numpy as np
import pytest

from ringtrue.stats.boldest import boldest, boldest_record
from ringtrue.stats.forecast import DEFAULTS
from ringtrue.stats.predictive import Forecast, roll

from .worlds import world


def _ladder(*logits):
    location = np.array([logits], dtype=float)
    one = np.ones_like(location)
    return Forecast(
        1, location, one * 0.05, 5.0, one * 1e5, one, one * 1e6, (one * 0).astype(int), 9, DEFAULTS
    )


def test_the_first_limit_that_meets_the_share_is_chosen():
    assert boldest(_ladder(0.0, 1.0, 2.0, 3.0), 0.8).tolist() == [2]


def test_no_limit_meeting_the_share_is_minus_one():
    assert boldest(_ladder(0.0, 1.0), 0.8).tolist() == [-1]


def test_a_lucky_limit_below_one_that_fails_is_not_chosen():
    assert boldest(_ladder(2.0, 1.0, 3.0), 0.8).tolist() == [2]


def test_a_surer_wish_is_never_bolder():
    last = roll(world(1, 8, shock=0.3).counts()).forecasts[-1]
    one, other = boldest(last, 0.8, 0.8), boldest(last, 0.8, 0.99)
    assert ((other == -1) | (other >= one)).all()


@pytest.mark.parametrize("share", [0.7, 0.8, 0.9])
def test_the_boldest_limit_holds_in_nine_of_ten_following_months(share):
    held = given = 0.0
    for seed in range(6):
        h, g = boldest_record(
            roll(world(seed, 18, shock=0.35, own=0.15, centre=1.8).counts()), share
        )
        held, given = held + h.sum(), given + g.sum()
    assert given > 100
    assert held / given >= 0.9
