"""The two sums that the Erlang formulas are made of, in logarithms and to the last digit.

With `p(x; a) = e^-a a^x / Gamma(x + 1)`, the Poisson probability, they are its lower tail and its
upper tail, both over `p` itself: plainly written, numerator and denominator vanish together as
soon as agents and load are far apart.
"""

from __future__ import annotations

import numpy as np

from ringtrue.stats.arrays import FloatArray

_FAR = 600.0
"""Where a tail is below e^-600 it comes from a series, as it would soon vanish by itself."""

_CLOSE = 0.1
_TINY = float(np.finfo(np.float64).tiny)
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360)
_EPSILON = 1e-17
_MOST_TERMS = 20_000


def log_probability(x: FloatArray, a: FloatArray) -> FloatArray:
    """`log p(x; a)` for `x >= 0` (also between whole numbers) and `a > 0`.

    `-s(x) - d(x, a) - log(2 pi x) / 2`, with Stirling's error `s` and the deviance
    `d = x log(x / a) + a - x`, so that nothing large cancels.

    Source: Loader, Fast and accurate computation of binomial probabilities (2000).
    """
    from scipy.special import gammaln, xlogy

    small = np.asarray(x <= 12.0)
    safe = np.where(small, 13.0, x)
    found = np.asarray(-_stirling_error(safe) - _deviance(safe, a) - np.log(2 * np.pi * safe) / 2)
    if small.any():
        few, mean = x[small], a[small]
        found[small] = xlogy(few, mean) - mean - gammaln(few + 1.0)
    return found


def log_lower(n: FloatArray, load: FloatArray) -> FloatArray:
    """`log (p(0) + ... + p(n)) / p(n)`, which is `-log` of Erlang's B, for `n >= 0`, `load > 0`.

    The sum over `p(n)` is `Gamma(n + 1, load) e^load load^-n`; far below the load it comes from
    Legendre's continued fraction of the incomplete gamma function (DLMF 8.9.2).
    """
    from scipy.special import gammaincc

    log_p = log_probability(n, load)
    tail = gammaincc(n + 1.0, load)
    found = np.asarray(np.log(np.maximum(tail, _TINY)) - log_p)
    far = (n < load) & (log_p < -_FAR)
    if far.any():
        found[far] = np.log(load[far] * _fraction(n[far] + 1.0, load[far]))
    return found


def log_upper(x: FloatArray, a: FloatArray) -> tuple[FloatArray, FloatArray]:
    """`log` of `h(x, a) = 1/x + a/(x(x+1)) + a^2/(x(x+1)(x+2)) + ...`, for `x > 0`, `a >= 0`.

    `h = gamma(x, a) e^a a^-x`, the lower incomplete gamma function; `a h(n + 1, a)` is the upper
    tail `(p(n+1) + p(n+2) + ...) / p(n)`. Second of the answer is `gamma(x, a) / Gamma(x)`.
    """
    from scipy.special import gammainc

    log_p = log_probability(x, np.maximum(a, 1e-200))
    tail = np.asarray(gammainc(x, a), dtype=np.float64)
    found = np.asarray(np.log(np.maximum(tail, _TINY)) - np.log(x) - log_p)
    far = (x > a) & (log_p < -_FAR) | (a < _CLOSE)
    if far.any():
        found[far] = _log_series(x[far], a[far])
    return found, tail


def _stirling_error(x: FloatArray) -> FloatArray:
    """`log Gamma(x + 1) - ((x + 1/2) log x - x + log(2 pi) / 2)` for `x > 12`."""
    square, total = 1.0 / (x * x), np.zeros_like(x)
    for each in reversed(_STIRLING):
        total = total * square + each
    return np.asarray(total / x, dtype=np.float64)


def _deviance(x: FloatArray, a: FloatArray) -> FloatArray:
    """`x log(x / a) + a - x`, by a series where `x` and `a` are close."""
    v = (x - a) / (x + a)
    small = np.clip(v, -_CLOSE, _CLOSE)
    odd = np.zeros_like(v)
    for power in range(17, 1, -2):
        odd = (odd + 1.0 / power) * small * small
    close = (x - a) * v + 2.0 * x * small * odd
    return np.asarray(
        np.where(np.abs(v) < _CLOSE, close, x * np.log(x / a) + a - x), dtype=np.float64
    )


def _fraction(s: FloatArray, z: FloatArray) -> FloatArray:
    """`Gamma(s, z) e^z z^-s` for `z` well above `s`, by Lentz's method."""
    b = z + 1.0 - s
    d = 1.0 / b
    c, found = np.full_like(z, 1e300), d.copy()
    for k in range(1, _MOST_TERMS):
        step = -k * (k - s)
        b = b + 2.0
        d = 1.0 / (step * d + b)
        c = b + step / c
        found = found * c * d
        if np.all(np.abs(c * d - 1.0) < 1e-15):
            break
    return np.asarray(found, dtype=np.float64)


def _log_series(x: FloatArray, a: FloatArray) -> FloatArray:
    """`log h` by its own terms, for `a` well below `x` or near 0."""
    term = 1.0 / x
    total = term.copy()
    for k in range(1, _MOST_TERMS):
        term = term * (a / (x + k))
        total = total + term
        if np.all(term < _EPSILON * total):
            break
    return np.asarray(np.log(total), dtype=np.float64)
