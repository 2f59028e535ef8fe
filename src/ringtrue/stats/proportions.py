"""How sure is a kept share, when records are independent and when those of a day are not?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from ringtrue.stats.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """A share with its interval and how many independent records it is worth.

    Attributes:
        share: Kept over decided.
        lower: Lower end.
        upper: Upper end.
        level: Two-sided confidence.
        kept: Records kept.
        decided: Records decided.
        clusters: Clusters (days) with a decided record.
        effective: Independent records that would be as sure.
    """

    share: float
    lower: float
    upper: float
    level: float
    kept: int
    decided: int
    clusters: int
    effective: float


def wilson(
    kept: npt.ArrayLike, decided: npt.ArrayLike, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """The Wilson score interval of a share, for independent records; any shape, shares 0..1.

    `(p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)`; without a record it is
    0 to 1. `decided` need not be whole: effective sizes are welcome.

    Source: Wilson, JASA 22 (1927); Newcombe, Statistics in Medicine 17 (1998), method 3.

    Raises:
        ValueError: `level` is not between 0 and 1, or a kept count is outside 0..decided.

    >>> low, high = wilson([81], [263])
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.2553, 0.3662)
    """
    k, n = np.asarray(kept, dtype=np.float64), np.asarray(decided, dtype=np.float64)
    if np.any(k < 0) or np.any(k > n + 1e-9):
        msg = "kept must be between 0 and decided"
        raise ValueError(msg)
    z = _normal(level)
    size = np.where(n > 0, n, 1.0)
    p = np.clip(k / size, 0.0, 1.0)
    middle = (p + z * z / (2 * size)) / (1 + z * z / size)
    half = z * np.sqrt(p * (1 - p) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    low = np.where((n > 0) & (p > 0), np.clip(middle - half, 0.0, 1.0), 0.0)
    high = np.where((n > 0) & (p < 1), np.clip(middle + half, 0.0, 1.0), 1.0)
    return low, high


def clustered(kept: npt.ArrayLike, decided: npt.ArrayLike, level: float = 0.95) -> ShareInterval:
    """The interval of a share whose records come in clusters (days) that share their fate.

    `kept` and `decided` are 1-D, one entry per cluster. The share is the ratio estimator `p = sum
    k / sum n`; its variance `v = D / (D - 1) sum (k_d - n_d p)^2 / N^2` over `D` clusters gives the
    effective size `n* = p (1 - p) / v (t_{N-1} / t_{D-1})^2`, never above `N`, and the interval is
    Wilson's at `n*`. At 0 % and 100 % the variance says nothing: then `n* = N (t_{N-1} /
    t_{D-1})^2`, so that few days still count for less. One cluster counts as one record.

    Source: Korn and Graubard, Survey Methodology 24 (1998) for the effective size, with Wilson in
    place of Clopper-Pearson as in Franco et al., Journal of Survey Statistics and Methodology 7
    (2019); Cochran, Sampling Techniques (1977), section 3.12 for the variance.

    Raises:
        ValueError: No record at all, arrays of different length, or kept outside 0..decided.

    >>> i = clustered([9, 10, 2, 10], [10, 10, 10, 10])
    >>> round(i.share, 3), round(i.lower, 2), round(i.upper, 2), round(i.effective, 1)
    (0.775, 0.2, 0.98, 1.9)
    """
    (found,) = clustered_parts(kept, decided, [0], level)
    if found is None:
        msg = "no decided record: there is no share"
        raise ValueError(msg)
    return found


def clustered_parts(
    kept: npt.ArrayLike, decided: npt.ArrayLike, starts: npt.ArrayLike, level: float = 0.95
) -> tuple[ShareInterval | None, ...]:
    """As `clustered`, for each of many parts: a part runs from its start to that of the next.

    `starts` are numbers of entries, growing, the first one 0. A part without a decided record has
    no share: None. Formula and source are those of `clustered`.

    Raises:
        ValueError: Arrays of different length, or kept outside 0..decided.

    >>> half, nothing = clustered_parts([1, 3, 0], [4, 4, 0], [0, 2])
    >>> half.share, nothing
    (0.5, None)
    """
    k, n = counts_by_day(kept, decided)
    first = np.searchsorted(np.flatnonzero(n > 0), np.append(starts, len(n)))
    k, n, sizes = k[n > 0], n[n > 0], np.diff(first)
    some = np.flatnonzero(sizes)
    found = _parts(k, n, first[some], sizes[some], level)
    told = dict(zip(some.tolist(), found, strict=True))
    return tuple(told.get(part) for part in range(len(sizes)))


def _parts(
    k: FloatArray, n: FloatArray, first: IntArray, sizes: IntArray, level: float
) -> Iterator[ShareInterval]:
    """Parts of which every cluster has a decided record."""
    if not len(first):
        return
    kept, totals = np.add.reduceat(k, first), np.add.reduceat(n, first)
    shares = kept / totals
    squares = np.split((k - n * np.repeat(shares, sizes)) ** 2, first[1:])
    spreads = [float(each.sum()) for each in squares]
    few = _student(level, totals - 1.0), _student(level, np.maximum(sizes - 1.0, 1.0))
    columns = (each.tolist() for each in (shares, totals, sizes, few[0] / few[1]))
    effective = np.array(list(map(_effective, *columns, spreads)))
    low, high = wilson(shares * effective, effective, level)
    for part, size in enumerate(sizes.tolist()):
        yield ShareInterval(
            share=float(shares[part]),
            lower=float(low[part]),
            upper=float(high[part]),
            level=level,
            kept=int(kept[part]),
            decided=int(totals[part]),
            clusters=size,
            effective=float(effective[part]),
        )


def counts_by_day(kept: npt.ArrayLike, decided: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Kept and decided records of each day (or other cluster) as floats, both of shape (T,).

    Raises `ValueError` for other shapes and where kept is not between 0 and decided.
    """
    k, n = np.asarray(kept, dtype=np.float64), np.asarray(decided, dtype=np.float64)
    if k.ndim != 1 or k.shape != n.shape:
        msg = f"kept and decided must be 1-D and equally long, got {k.shape} and {n.shape}"
        raise ValueError(msg)
    if np.any(k < 0) or np.any(k > n):
        msg = "kept must be between 0 and decided"
        raise ValueError(msg)
    return k, n


def _effective(p: float, total: float, clusters: int, few: float, spread: float) -> float:
    """Independent records; `few` is the ratio of the t quantiles, `spread` the sum of squares."""
    if clusters < 2:
        return 1.0
    variance = clusters / (clusters - 1.0) * spread / total**2
    size = p * (1.0 - p) / variance if variance > 0 else total
    return float(min(size * few**2, total))


def _normal(level: float) -> float:
    if not 0.0 < level < 1.0:
        msg = f"level must be between 0 and 1, got {level}"
        raise ValueError(msg)
    return NormalDist().inv_cdf(0.5 + level / 2.0)


def _student(level: float, df: FloatArray) -> FloatArray:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(df, 0.5 + level / 2.0), dtype=np.float64)
