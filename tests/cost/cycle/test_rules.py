"""The figures of the cycle: what they may be, and that they say where they come from."""

from __future__ import annotations

import numpy as np
import pytest
from cost.cycle.rule_sets import exactly

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis
from ringtrue.cost.cycle.hazards import drawn_rates, rates
from ringtrue.cost.cycle.rules import DEFAULTS, LIMITS, stated


def test_every_figure_has_a_unit_a_source_and_limits_and_none_is_said_to_be_ours() -> None:
    names = [name for name, _ in DEFAULTS.figures()]
    assert names == list(LIMITS)
    for name, figure in DEFAULTS.figures():
        assert figure.unit and figure.source, name
        assert figure.basis in {Basis.PUBLISHED, Basis.ASSUMED}, name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capability", 95),
        ("leaves", -0.1),
        ("told", -1),
        ("talking_weeks", 0),
        ("away_weeks", 0),
        ("answer_weeks", 0),
        ("drift", -0.01),
        ("discount", 10),
        ("occasions", 40_000),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(UsageError, match="cannot be"):
        DEFAULTS.changed(**{name: stated(name, value, value, value, "slip")})


def test_an_unknown_figure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no figure 'luck'.*capability"):
        stated("luck", 1, 1, 1, "hope")
    with pytest.raises(UsageError, match="no figure 'luck'"):
        DEFAULTS.changed(luck=DEFAULTS.told)


@pytest.mark.parametrize("promise", [-0.1, 1.1, 90, float("nan")])
def test_a_promise_that_is_no_share_is_refused(promise: float) -> None:
    with pytest.raises(UsageError, match="promise"):
        rates(DEFAULTS, np.array([0.5, promise]))


def test_told_and_four_times_are_inputs_with_a_range_and_a_source() -> None:
    told = DEFAULTS.told
    assert told.low < told.best < told.high
    assert "no primary source" in told.source


def test_every_promise_meets_the_same_draws() -> None:
    found = drawn_rates(DEFAULTS, np.array([0.7, 0.9]), 5, 40)
    assert (found.drift[:40] == found.drift[40:]).all()
    assert len(set(found.drift[:40])) == 40


def test_a_figure_is_drawn_alike_whatever_the_others_are() -> None:
    changed = DEFAULTS.changed(occasions=stated("occasions", 1, 1, 1, "known"))
    before = drawn_rates(DEFAULTS, np.array([0.9]), 5, 40)
    assert (drawn_rates(changed, np.array([0.9]), 5, 40).back == before.back).all()


def test_a_kept_promise_disappoints_nobody() -> None:
    found = rates(exactly(capability=0.7), np.array([0.0, 0.5, 0.7, 0.71]))
    assert found.disappointed[:3].tolist() == [0, 0, 0]
    assert found.disappointed[3] > 0
