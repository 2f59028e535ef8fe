"""Least squares and logistic regression on counted cells, with errors that need no equal spread.

Where every column is a group (a cause, a kind of issue, a number of contacts), the records of a
cell share their row of the design. So a fit needs of each cell only how many records it has, their
sum and their sum of squares: millions of answers become a table that a query returns, and the
result, robust standard errors included, is that of the records themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import FloatArray, expit
from ringtrue.stats.ratios import TwoEstimates

_STEPS, _FAR = 60, 15.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (K,) and their covariance (K, K); `free` records are left for the errors."""

    coefficients: FloatArray
    covariance: FloatArray
    free: float

    def error(self, at: int) -> float:
        """The standard error of one coefficient."""
        return float(np.sqrt(self.covariance[at, at]))

    def pair(self, top: int, bottom: int) -> TwoEstimates:
        """Two of the coefficients, to take their ratio; raises `ValueError` without a spread."""
        return TwoEstimates(
            top=float(self.coefficients[top]),
            bottom=float(self.coefficients[bottom]),
            top_variance=float(self.covariance[top, top]),
            bottom_variance=float(self.covariance[bottom, bottom]),
            covariance=float(self.covariance[top, bottom]),
        )


def least_squares(
    design: FloatArray, count: FloatArray, total: FloatArray, squares: FloatArray
) -> Fit | None:
    """Ordinary least squares of records in G cells, with the HC3 covariance; None where none is.

    `design` is (G, K), the others (G,): records, sum and sum of squares of a cell. `b = (X'X)^-1
    X'y` over records; `(X'X)^-1 (sum_g x_g x_g' S_g / (1 - h_g)^2) (X'X)^-1` with the cell's
    leverage `h_g = x_g' (X'X)^-1 x_g` and its squared residuals `S_g = sum y^2 - 2 m_g sum y +
    n_g m_g^2`. There is none when the columns depend on each other, when no record is left for
    the errors, or when one record decides a coefficient alone (h = 1).

    Source: MacKinnon and White, Journal of Econometrics 29 (1985); Long and Ervin, American
    Statistician 54 (2000) for HC3.

    >>> x = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> fit = least_squares(x, np.array([2.0, 2]), np.array([4.0, 8]), np.array([10.0, 34]))
    >>> fit.coefficients.round(9).tolist()
    [2.0, 2.0]
    """
    free = float(count.sum()) - design.shape[1]
    inverse = _inverse(design, count)
    if free <= 0 or inverse is None:
        return None
    b = inverse @ (design.T @ total)
    means = design @ b
    left = np.maximum(squares - 2 * means * total + count * means**2, 0.0)
    leverage = np.einsum("gk,kl,gl->g", design, inverse, design)
    if np.any(leverage >= 1 - 1e-9):
        return None
    middle = (design * (left / (1 - leverage) ** 2)[:, None]).T @ design
    return Fit(b, inverse @ middle @ inverse, free)


def logistic(design: FloatArray, count: FloatArray, hits: FloatArray) -> Fit | None:
    """Logistic regression of shares in G cells by maximum likelihood; None where none exists.

    `sum_g x_g (k_g - n_g expit(x_g b)) = 0` by Newton's method; the covariance is `(sum_g n_g p q
    x_g x_g')^-1`. There is no finite maximum where a coefficient separates hits from the rest.

    Source: Cox, The Analysis of Binary Data (1970); Albert and Anderson, Biometrika 71 (1984) on
    when the maximum exists.

    >>> x = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> logistic(x, np.array([10.0, 10]), np.array([5.0, 8])).coefficients[1].round(4).item()
    1.3863
    """
    b = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        p = expit(design @ b)
        inverse = _inverse(design, count * p * (1 - p))
        if inverse is None or np.abs(b).max() > _FAR:
            return None
        step = inverse @ (design.T @ (hits - count * p))
        if float(np.abs(step).max()) < 1e-12:
            return Fit(b, inverse, float(count.sum()) - design.shape[1])
        b = b + np.clip(step, -2.0, 2.0)
    return None


def _inverse(design: FloatArray, weight: FloatArray) -> FloatArray | None:
    """Of `X'WX`; None where the columns depend on each other."""
    matrix = (design * weight[:, None]).T @ design
    sizes = np.sqrt(np.diagonal(matrix))
    if not np.all(sizes > 0):
        return None
    scaled = matrix / np.outer(sizes, sizes)
    if np.linalg.cond(scaled) > 1e12:
        return None
    return np.asarray(np.linalg.inv(scaled) / np.outer(sizes, sizes), dtype=np.float64)
