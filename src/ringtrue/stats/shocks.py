"""What a whole period does to every segment at once, and how large such shocks are.

A bad month is bad for all: the misses of one month are one observation, not many. So a period's
shift is estimated once per limit from all segments, and the size of shifts from the periods.
"""

from __future__ import annotations

import numpy as np

from ringtrue.stats.arrays import FloatArray, expit

_STEPS = 40


def common_shift(
    kept: FloatArray,
    decided: FloatArray,
    centre: FloatArray,
    weight: FloatArray,
    precision: FloatArray | float,
) -> tuple[FloatArray, FloatArray]:
    """The one shift on the logit scale, per limit, that explains a period's counts.

    Maximises the penalised quasi-likelihood: `sum_s w_s (k_s - n_s expit(f_s + d)) = precision d`
    by damped Newton steps; the second result is the variance of `d`, `1 / (sum w n p q +
    precision)`. Arrays are (S, L), `precision` is one number or (L,); results are (L,).

    Source: McCullagh and Nelder, Generalized Linear Models (1989), ch. 9 and 14 (quasi-likelihood,
    random effects); the penalty is a normal prior of variance `1 / precision`.

    >>> one = np.ones((1, 1))
    >>> d, v = common_shift(one * 80, one * 100, one * 0, one, 1e-9)
    >>> round(float(d[0]), 3), round(float(v[0]), 4)
    (1.386, 0.0625)
    """
    shift = np.zeros(centre.shape[1])
    curvature = np.ones(centre.shape[1])
    for _ in range(_STEPS):
        p = expit(centre + shift)
        slope = (weight * (kept - decided * p)).sum(axis=0) - precision * shift
        curvature = (weight * decided * p * (1.0 - p)).sum(axis=0) + precision
        step = np.clip(slope / curvature, -1.0, 1.0)
        shift = np.clip(shift + step, -9.0, 9.0)
        if float(np.abs(step).max(initial=0.0)) < 1e-9:
            break
    return shift, 1.0 / curvature


def shock_scale(
    size: FloatArray, reliability: FloatArray, prior_sd: float, prior_n: float, df: float
) -> FloatArray:
    """The squared scale of the one-period shocks, per limit, for a Student t with `df`.

    Fixed point of `s_l^2 = (a s^2 + sum_t r w e^2) / (a + sum_t r)`, `w = (df + 1) / (df +
    e^2 / s_l^2)`, where `s^2` is the same over all limits together around the prior: `a` months'
    worth of `prior_sd^2`. One wild month so counts less than its square, and limits with few data
    borrow from the others. `size` (E, L) are root mean squares of past shocks, `reliability` (E, L)
    in 0..1 how much of each the data told. Result (L,).

    Source: Lange, Little and Taylor, JASA 84 (1989), EM for the t scale; the prior is a scaled
    inverse chi-square, Gelman et al., Bayesian Data Analysis (2013), section 2.6.

    >>> shock_scale(np.zeros((0, 1)), np.zeros((0, 1)), 0.35, 4.0, 5.0).round(4).tolist()
    [0.1225]
    """
    scale = np.full(size.shape[1], prior_sd**2)
    told, square, most = reliability.sum(axis=0), size**2, reliability * (df + 1.0)
    prior, limits, believed = prior_n * prior_sd**2, size.shape[1], prior_n + told.mean()
    for _ in range(_STEPS):
        seen = np.add.reduce(most / (df + square / scale) * square)
        shared = (prior + np.add.reduce(seen) / limits) / believed
        before, scale = scale, (prior_n * shared + seen) / (prior_n + told)
        if (before == scale).all():
            break
    return np.asarray(scale, dtype=np.float64)
