"""How sure is a median wait, or the time within which nine of ten are served?

Order statistics answer without assuming any shape of the durations: the number of records below
the true quantile is binomial, so two of the sorted values enclose it with a known probability.

Censored records: a record that is still open has a duration longer than its age. Give it as
infinity when its age is past every value of interest, else the quantile is biased low; an interval
that ends at infinity then says honestly that the data do not reach that far. Weighted records have
no exact interval: pass the effective number of records by rounding the weights' counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class QuantileInterval:
    """A quantile with its distribution-free interval.

    `coverage` is the exact probability that `lower..upper` encloses the true quantile when records
    are independent and durations continuous; at least the level asked for. An end is `-inf` or
    `inf` where too few records exist to bound that side.
    """

    q: float
    value: float
    lower: float
    upper: float
    coverage: float
    records: int


def order_ranks(n: int, q: float, level: float = 0.95) -> tuple[int, int, float]:
    """Ranks (1-based) of the two sorted values that enclose the `q` quantile, and their coverage.

    With `B ~ Binomial(n, q)`: the largest `l` with `P(B < l) <= a / 2` and the smallest `u` with
    `P(B >= u) <= a / 2`, `a = 1 - level`; coverage `P(l <= B < u)`. Rank 0 stands for minus
    infinity and `n + 1` for infinity.

    Source: Conover, Practical Nonparametric Statistics (1999), section 3.2; Hahn, Meeker and
    Escobar, Statistical Intervals (2017), section 5.2.

    Raises:
        ValueError: `n < 1`, or `q` or `level` not strictly between 0 and 1.

    >>> order_ranks(10, 0.5)
    (2, 9, 0.978515625)
    """
    if n < 1 or not 0.0 < q < 1.0 or not 0.0 < level < 1.0:
        msg = f"need n >= 1 and q, level between 0 and 1; got n={n}, q={q}, level={level}"
        raise ValueError(msg)
    tail = (1.0 - level) / 2.0 + 1e-12
    lower = _bisect(lambda r: _below(n, q, r) <= tail, 0, n)
    upper = n + 1 - _bisect(lambda r: 1.0 - _below(n, q, n + 1 - r) <= tail, 0, n)
    return lower, upper, _below(n, q, upper) - _below(n, q, lower)


def quantile_interval(values: npt.ArrayLike, q: float, level: float = 0.95) -> QuantileInterval:
    """The `q` quantile of independent values with its order-statistic interval.

    The value is the `ceil(n q)`-th smallest; formula and source: `order_ranks`. Values may be
    infinite (see the note on censoring above).

    Raises:
        ValueError: No value, or a value that is not a number.

    >>> i = quantile_interval(range(1, 11), 0.5)
    >>> i.value, i.lower, i.upper
    (5.0, 2.0, 9.0)
    """
    x = np.sort(np.asarray(values, dtype=np.float64).ravel())
    if len(x) == 0 or bool(np.isnan(x).any()):
        msg = "need at least one value and no NaN"
        raise ValueError(msg)
    lower, upper, coverage = order_ranks(len(x), q, level)
    ends = np.concatenate(([-np.inf], x, [np.inf]))
    value = float(ends[_rank(len(x), q)])
    return QuantileInterval(q, value, float(ends[lower]), float(ends[upper]), coverage, len(x))


def binned_quantile_interval(
    edges: npt.ArrayLike, counts: npt.ArrayLike, q: float, level: float = 0.95
) -> QuantileInterval:
    """The same from a histogram: bins `(edges[i], edges[i + 1]]`, `edges` one longer than `counts`.

    The ranks are the same; the lower end is the lower edge of its rank's bin and the upper end the
    upper edge, so coverage is at least what it would be with the values; the value is the upper
    edge ("nine of ten within ..."). An open-ended last bin has infinity as its edge. Source: as
    `order_ranks`; rounding outward can only widen.

    Raises:
        ValueError: Edges that do not rise, negative counts, no record, or lengths that do not fit.

    >>> i = binned_quantile_interval([0, 15, 30, 60, np.inf], [70, 15, 14, 1], 0.9)
    >>> i.value, i.lower, i.upper
    (60.0, 15.0, 60.0)
    """
    edge, count = np.asarray(edges, dtype=np.float64), np.asarray(counts, dtype=np.int64)
    if edge.ndim != 1 or len(edge) != len(count) + 1 or bool(np.any(np.diff(edge) <= 0)):
        msg = "edges must rise and be one more than counts"
        raise ValueError(msg)
    if bool(np.any(count < 0)) or int(count.sum()) == 0:
        msg = "counts must not be negative and there must be a record"
        raise ValueError(msg)
    n, reached = int(count.sum()), np.cumsum(count)
    lower, upper, coverage = order_ranks(n, q, level)
    low = -np.inf if lower == 0 else float(edge[int(np.searchsorted(reached, lower))])
    high = np.inf if upper > n else float(edge[int(np.searchsorted(reached, upper)) + 1])
    value = float(edge[int(np.searchsorted(reached, _rank(n, q))) + 1])
    return QuantileInterval(q, value, low, high, coverage, n)


def _rank(n: int, q: float) -> int:
    return max(1, int(np.ceil(n * q - 1e-9)))


def _below(n: int, q: float, rank: int) -> float:
    """`P(B < rank)` for `B ~ Binomial(n, q)`."""
    from scipy.special import bdtr

    if rank <= 0:
        return 0.0
    return 1.0 if rank > n else float(bdtr(rank - 1, n, q))


def _bisect(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The largest rank in `low..high` that holds, for a condition true up to some rank."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
