from dataclasses import replace
from typing import Any

import pytest

from ringtrue.core.expression import Name
from ringtrue.core.standard import Holds
from ringtrue.gap.panel import panel_of

LIMITS = (0.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 60.0)


@pytest.mark.parametrize(
    ("own", "neighbours"),
    [(15.0, [7.0, 30.0]), (10.0, [5.0, 20.0]), (0.0, [5.0]), (60.0, [30.0]), (1.0, [0.0, 5.0])],
)
def test_the_neighbours_stand_at_half_and_twice_the_limit(
    own: float,
    neighbours: list[float],
    make_ladder: Any,
    make_standard: Any,
    monthly: Any,
) -> None:
    rungs = {limit: monthly([0.9], a_day=int(limit) + 1) for limit in LIMITS}
    tally = monthly([0.5])
    panel = panel_of(make_standard(limit=own), tally, make_ladder(rungs))
    assert panel[0] is tally
    assert list(panel[1:]) == [rungs[limit] for limit in neighbours]


def test_a_promise_without_limits_stands_alone(
    make_ladder: Any, make_standard: Any, monthly: Any
) -> None:
    tally = monthly([0.5])
    condition = replace(make_standard(), test=Holds(Name("refunded")))
    assert panel_of(condition, tally, make_ladder({15.0: tally, 30.0: tally})) == (tally,)
    assert panel_of(make_standard(), tally, None) == (tally,)
