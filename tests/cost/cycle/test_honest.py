"""The promise that pays most: closed forms against search, and the week of overtaking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.hazards import satisfied_share
from ringtrue.cost.cycle.honest import best_for_ever, best_once, overtaking_weeks


@pytest.mark.parametrize(("loss", "best"), [(0.5, 1), (1, 0.816667), (1.5, 0.7), (2, 0.7)])
def test_the_best_promise_at_once_and_again_is_that_of_the_derivation(
    loss: float, best: float
) -> None:
    assert best_once(0.6, loss, 0.7, 3) == pytest.approx(best, abs=5e-7)


@given(st.floats(0, 1), st.floats(0, 5), st.floats(0, 1), st.floats(0, 20))
def test_no_promise_earns_more_than_the_closed_form(
    repeat: float, loss: float, capability: float, later: float
) -> None:
    def earned(p: np.ndarray) -> np.ndarray:
        return p * (1 + later * (repeat - loss * np.maximum(0, p - capability)))

    best = best_once(repeat, loss, capability, later)
    assert 0 <= best <= 1
    assert earned(np.array(best)) >= earned(np.linspace(0, 1, 2_001)).max() - 1e-9


@given(st.floats(0.001, 1), st.floats(0, 5), st.floats(0.01, 1))
def test_no_promise_earns_more_for_ever_than_the_closed_form(
    leaving: float, disappointed: float, capability: float
) -> None:
    def earned(p: np.ndarray) -> np.ndarray:
        return p / (leaving + disappointed * np.maximum(0, p - capability))

    best = best_for_ever(leaving, disappointed, capability)
    assert earned(np.array(best)) >= earned(np.linspace(0, 1, 2_001)).max() * (1 - 1e-9)


def test_recovery_satisfies_as_many_as_published() -> None:
    assert satisfied_share(np.array(0.9), np.array(0.5), np.array(0.6)) == pytest.approx(
        0.93, abs=1e-12
    )


def test_honesty_overtakes_after_the_last_week_behind() -> None:
    honest = np.array([[1, 1, 1, 3], [2, 2, 2, 3], [5, 2, 5, 3.0]])
    bold = np.array([[2, 2, 0, 3], [3, 3, 3, 3], [4, 3, 4, 3.0]])
    found = overtaking_weeks(honest, bold)
    assert found[[0, 2]].tolist() == [3, 3]
    assert np.isnan(found[[1, 3]]).all()


def test_who_is_ahead_from_the_first_week_overtakes_in_the_first() -> None:
    assert overtaking_weeks(np.array([[2.0], [3.0]]), np.array([[1.0], [1.0]])).tolist() == [1]


@pytest.mark.parametrize(
    ("repeat", "loss", "capability", "later"),
    [(1.2, 1, 0.7, 3), (0.6, -1, 0.7, 3), (0.6, 1, 70, 3), (0.6, 1, 0.7, -3)],
)
def test_what_cannot_be_is_refused(
    repeat: float, loss: float, capability: float, later: float
) -> None:
    with pytest.raises(UsageError, match="cannot be"):
        best_once(repeat, loss, capability, later)
