"""Regression on counted cells: the same as on the records, by independent implementations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from ringtrue.stats.arrays import FloatArray
from ringtrue.stats.regression import least_squares, logistic


def records(seed: int, n: int = 120) -> tuple[FloatArray, FloatArray]:
    """A design of an intercept and two groups, and scores with unequal spread."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(n), rng.random(n) < 0.4, rng.random(n) < 0.5]).astype(float)
    x[:8, 1:] = [[0, 0], [0, 1], [1, 0], [1, 1]] * 2
    return x, x @ [4.0, -0.5, -2.0] + rng.normal(0, 1, n) * (1 + x[:, 1])


def cells(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """The same records as distinct rows with count, sum and sum of squares."""
    rows, where = np.unique(x, axis=0, return_inverse=True)
    sums = [np.bincount(where, each).astype(float) for each in (np.ones(len(y)), y, y * y)]
    return rows, sums[0], sums[1], sums[2]


@given(st.integers(0, 10_000))
def test_cells_give_what_the_records_themselves_give(seed: int) -> None:
    """lstsq for the coefficients, and HC3 written out record by record."""
    x, y = records(seed)
    fit = least_squares(*cells(x, y))
    assert fit is not None
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    inverse = np.linalg.inv(x.T @ x)
    left = (y - x @ b) / (1 - np.sum((x @ inverse) * x, axis=1))
    assert fit.coefficients == pytest.approx(b, abs=1e-10)
    assert fit.covariance == pytest.approx(inverse @ (x.T * left**2) @ x @ inverse, abs=1e-10)
    assert fit.free == len(y) - 3


def test_the_logit_is_where_an_optimiser_finds_the_greatest_likelihood() -> None:
    x, y = records(3, 400)
    left = (y < 3).astype(float)
    rows, count, total, _ = cells(x, left)
    fit = logistic(rows, count, total)
    assert fit is not None

    def loss(b: FloatArray) -> float:
        along = x @ b
        return float(np.logaddexp(0, along).sum() - (left * along).sum())

    found = minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-7})
    assert fit.coefficients == pytest.approx(found.x, abs=1e-4)
    assert np.linalg.inv(curvature(loss, found.x)) == pytest.approx(fit.covariance, rel=1e-3)


def curvature(loss: Callable[[FloatArray], float], at: FloatArray) -> FloatArray:
    """The Hessian by central differences."""
    h = 1e-3
    e = np.eye(len(at)) * h
    parts = [
        [loss(at + u + v) - loss(at + u - v) - loss(at - u + v) + loss(at - u - v) for v in e]
        for u in e
    ]
    return np.array(parts) / (4 * h * h)


def test_two_shares_have_the_log_odds_ratio_of_the_textbook() -> None:
    """Odds 8/2 against 5/5: log 4, variance 1/8 + 1/2 + 1/5 + 1/5 (Woolf 1955)."""
    fit = logistic(np.array([[1.0, 0], [1, 1]]), np.array([10.0, 10]), np.array([5.0, 8]))
    assert fit is not None
    assert fit.coefficients[1] == pytest.approx(np.log(4), abs=1e-12)
    assert fit.error(1) ** 2 == pytest.approx(1 / 8 + 1 / 2 + 2 / 5, abs=1e-10)


def test_a_group_that_always_leaves_has_no_log_odds() -> None:
    assert logistic(np.array([[1.0, 0], [1, 1]]), np.array([10.0, 10]), np.array([5.0, 10])) is None


@pytest.mark.parametrize(
    ("design", "count"),
    [
        ([[1.0, 0], [1, 0]], [5, 5]),
        ([[1.0, 1], [1, 1]], [5, 5]),
        ([[1.0, 0], [1, 1]], [1, 1]),
        ([[1.0, 0], [1, 1]], [9, 1]),
    ],
)
def test_what_the_records_cannot_tell_is_not_told(
    design: list[list[float]], count: list[float]
) -> None:
    n = np.array(count, dtype=float)
    assert least_squares(np.array(design), n, n * 2, n * 5) is None
