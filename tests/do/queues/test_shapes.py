"""Shapes: simulated floors agree with the formula, and with millions of calls."""

from dataclasses import replace

import numpy as np
import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis
from ringtrue.core.service_level import Definition, Target
from ringtrue.do.queues.erlang_a import erlang_a
from ringtrue.do.queues.shapes import HANDLE_SPREAD, MOST_AGENTS, shape_band
from ringtrue.do.queues.simulated import Floor, Shape, simulate

CASE, USUAL = Floor(48 / 60, 60, 120, 50), Target(20, 0.8)


def spread(cv: float) -> object:
    return replace(HANDLE_SPREAD, best=cv, low=cv, high=cv, basis=Basis.MEASURED, source="calls")


def test_lognormal_times_of_the_same_means_keep_fewer_callers_happy() -> None:
    found = shape_band(CASE, USUAL, handle_spread=spread(1.2), patience_spread=spread(1.2), seed=3)
    assert found.share.best == pytest.approx(0.943019, abs=5e-7)
    assert found.share.low == pytest.approx(0.900, abs=0.016)
    assert found.abandoned.best == pytest.approx(0.0309, abs=5e-5)
    assert found.abandoned.low == pytest.approx(0.0199, abs=0.003)
    assert found.share.high == found.share.best
    assert found.share.basis is Basis.MEASURED


@pytest.mark.parametrize("floor", [CASE, Floor(0.05, 180, 60, 8), Floor(0.3, 60, 30, 12)])
def test_exponential_floors_are_those_of_the_formula(floor: Floor) -> None:
    met = simulate(floor, (Shape(),), 20, seed=11)
    exact = erlang_a(floor.rate, floor.handle, floor.patience, floor.agents, 20)
    for shares, share in (
        (met.abandoned, exact.abandoned),
        (met.in_time, exact.in_time),
        (met.abandoned_in_time, exact.abandoned_in_time),
    ):
        error = shares.std(ddof=1) / np.sqrt(shares.size)
        assert float(shares.mean()) == pytest.approx(float(share), abs=4 * error)


def test_what_nobody_measured_is_a_band_that_says_so() -> None:
    found = shape_band(CASE, USUAL)
    assert found.share.low < found.share.best <= found.share.high <= 1
    assert found.abandoned.low < found.abandoned.best <= found.abandoned.high <= 1
    assert found.share.basis is Basis.ASSUMED
    assert found == shape_band(CASE, USUAL)


def test_the_band_is_of_the_definition_asked_for() -> None:
    shares = [shape_band(CASE, Target(20, 0.8, definition)).share.best for definition in Definition]
    assert shares == pytest.approx([0.943019, 0.972030, 0.973100], abs=5e-7)


@pytest.mark.parametrize("change", [{"rate": 0.0}, {"agents": 0}, {"agents": MOST_AGENTS + 1}])
def test_what_cannot_be_simulated_is_refused(change: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="cannot be simulated"):
        shape_band(replace(CASE, **change), USUAL)  # type: ignore[arg-type]
