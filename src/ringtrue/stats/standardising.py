"""What difference did it make to those whom it happened to, beside others of their kind?

Customers whose promise was broken differ from the rest: in where they live, in when they came, in
what they bought. So each is compared with the customers of the same stratum to whom it did not
happen, and strata count by how many it happened to.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from ringtrue.stats.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of a comparison by stratum, each (S,): records, sum and sum of squares."""

    count: FloatArray
    total: FloatArray
    squares: FloatArray


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of those it happened to, what it would have been, and the difference.

    `treated` records have others of their kind, `alone` have none and are not compared; `crude`
    is the difference of all records, strata unseen.
    """

    mean: float
    otherwise: float
    difference: float
    low: float
    high: float
    level: float
    crude: float
    treated: int
    alone: int
    controls: int


def on_the_treated(treated: Arm, control: Arm, level: float = 0.95) -> Difference | None:
    """The effect on those it happened to, standardised to them; None where nobody can be compared.

    `D = sum_s n_1s (m_1s - m_0s) / N_1` over the strata with both; with the influence function of
    Hahn its variance is `[sum (y - m_0s - D)^2 over the treated + sum_s (n_1s / n_0s)^2 sum (y -
    m_0s)^2 over the controls] / N_1^2`. To a control stratum's sum of squares is added that of one
    record at the spread of all controls within their strata, so that a stratum of one or two alike
    does not count as certain.

    Source: Hahn, "On the role of the propensity score", Econometrica 66 (1998); Hernán and Robins,
    Causal Inference: What If (2020), chapters 4 and 13, for standardisation and what it assumes.

    >>> one = Arm(np.array([50.0]), np.array([20.0]), np.array([20.0]))
    >>> other = Arm(np.array([200.0]), np.array([120.0]), np.array([120.0]))
    >>> told = on_the_treated(one, other)
    >>> round(told.difference, 3), round(told.low, 2), round(told.high, 2)
    (-0.2, -0.35, -0.05)
    """
    both = (treated.count > 0) & (control.count > 0)
    if float(treated.count[both].sum()) < 2 or float(control.count[both].sum()) < 2:
        return None
    n1, t1, s1 = treated.count[both], treated.total[both], treated.squares[both]
    n0, t0, s0 = control.count[both], control.total[both], control.squares[both]
    size, means = float(n1.sum()), t0 / n0
    gap = float((t1 - n1 * means).sum() / size)
    shifted = means + gap
    own = np.maximum(s1 - 2 * shifted * t1 + n1 * shifted**2, 0.0).sum()
    spread = np.maximum(s0 - n0 * means**2, 0.0)
    usual = float(spread.sum() / max(float(n0.sum()) - len(n0), 1.0))
    theirs = ((n1 / n0) ** 2 * (spread + usual)).sum()
    half = NormalDist().inv_cdf(0.5 + level / 2) * sqrt(float(own + theirs)) / size
    return Difference(
        mean=float(t1.sum() / size),
        otherwise=float((n1 * means).sum() / size),
        difference=gap,
        low=gap - half,
        high=gap + half,
        level=level,
        crude=float(treated.total.sum() / treated.count.sum())
        - float(control.total.sum() / control.count.sum()),
        treated=int(size),
        alone=int(treated.count.sum() - size),
        controls=int(n0.sum()),
    )
