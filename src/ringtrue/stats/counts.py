"""From daily counts to a block of periods: what the predictive bound reads.

A source is measured as kept and decided records by day, segment and limit. Whole periods (months
by default) are what a promise is judged on; the days inside a period say how strongly records of
one day share their fate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ringtrue.stats.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Kept and decided records by period, segment and limit, and how records cluster by day.

    Attributes:
        periods: Consecutive period numbers, shape (T,); periods without a record are there, empty.
        decided: Records that count and are due, shape (T, S, L).
        kept: Of those, the kept ones, shape (T, S, L).
        excess: Sum over segment days of `(k_d - n_d p)^2 - n_d p (1 - p)`, shape (T, L).
        pairs: Sum over segment days of `n_d (n_d - 1) p (1 - p)`, shape (T, L).
        day_size: Records on the day of an average record, `sum n_d^2 / sum n_d`, shape (T, S, L).
        late_decided: Of `decided`, those on the days of the period's second half, shape (T, S, L).
        late_kept: Of those, the kept ones, shape (T, S, L).
    """

    periods: IntArray
    decided: FloatArray
    kept: FloatArray
    excess: FloatArray
    pairs: FloatArray
    day_size: FloatArray
    late_decided: FloatArray
    late_kept: FloatArray


def calendar_months(day: npt.ArrayLike) -> IntArray:
    """Number of the calendar month of each day (days since 1970-01-01): `12 * year + month - 1`.

    Source: the proleptic Gregorian calendar, ISO 8601, as numpy's datetime64 counts it.

    >>> calendar_months([0, 31]).tolist()
    [23640, 23641]
    """
    months = np.asarray(day, dtype="datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months + 12 * 1970, dtype=np.int64)


def blocks(day: npt.ArrayLike, as_of: int, length: int = 30) -> IntArray:
    """Number of the block of `length` days, counted back from `as_of` (exclusive): -1 is the last.

    For judging in the middle of a month, or a horizon that is no month: every block is complete, so
    that half a month is never compared with a whole one. `floor((day - as_of) / length)`; source:
    rolling origins with fixed blocks, Tashman, International Journal of Forecasting 16 (2000).

    >>> blocks([69, 70, 99], as_of=100).tolist()
    [-2, -1, -1]
    """
    return np.asarray((np.asarray(day, dtype=np.int64) - as_of) // length, dtype=np.int64)


def daily_counts(
    day: npt.ArrayLike,
    segment: npt.ArrayLike,
    limit: npt.ArrayLike,
    decided: npt.ArrayLike,
    kept: npt.ArrayLike,
    period: npt.ArrayLike | None = None,
    *,
    segments: int | None = None,
    limits: int | None = None,
) -> Counts:
    """Gather one row per day, segment and limit into periods.

    All arguments are 1-D and equally long. `day` is an int (days since 1970-01-01), `segment` and
    `limit` are codes from 0, `period` is an int that grows with the day (default: the calendar
    month, see also `blocks`); the last period should be complete, else its end is judged as the
    whole. Rows with no record may be left out. `segments` and `limits` give the number of codes
    where the highest may be absent. The day clustering is the moment estimator of the intra-class
    correlation `rho = sum(excess) / sum(pairs)`.

    Source: Donner and Donald, Journal of Clinical Epidemiology 40 (1987); Fleiss, Levin and Paik,
    Statistical Methods for Rates and Proportions (2003), section 15.2.

    Raises:
        ValueError: The arrays differ in length, are empty, or hold `kept > decided`, negative
            counts or codes.

    >>> c = daily_counts([0, 1, 31], [0, 0, 0], [0, 0, 0], [10, 10, 5], [9, 7, 5])
    >>> c.decided[:, 0, 0].tolist(), c.kept[:, 0, 0].tolist()
    ([20.0, 5.0], [16.0, 5.0])
    """
    d, s, m, n, k = (_ints(a) for a in (day, segment, limit, decided, kept))
    p = calendar_months(d) if period is None else _ints(period)
    _check(d, s, m, n, k, p)
    periods = np.arange(p.min(), p.max() + 1, dtype=np.int64)
    shape = (
        len(periods),
        int(s.max()) + 1 if segments is None else segments,
        int(m.max()) + 1 if limits is None else limits,
    )
    if s.max() >= shape[1] or m.max() >= shape[2]:
        msg = f"a code is too large: segments={shape[1]}, limits={shape[2]}"
        raise ValueError(msg)
    late = _second_half(d, p - periods[0], len(periods))
    return _gather(p - periods[0], s, m, n.astype(float), k.astype(float), late, periods, shape)


def _gather(
    t: IntArray,
    s: IntArray,
    m: IntArray,
    n: FloatArray,
    k: FloatArray,
    late: FloatArray,
    periods: IntArray,
    shape: tuple[int, int, int],
) -> Counts:
    cell = np.ravel_multi_index((t, s, m), shape)
    decided = _sum(cell, n, shape)
    kept = _sum(cell, k, shape)
    share = kept / np.maximum(decided, 1.0)
    p = share.ravel()[cell]
    row = t * shape[2] + m
    table = (shape[0], shape[2])
    return Counts(
        periods=periods,
        decided=decided,
        kept=kept,
        excess=_sum(row, (k - n * p) ** 2 - n * p * (1.0 - p), table),
        pairs=_sum(row, n * (n - 1.0) * p * (1.0 - p), table),
        day_size=_sum(cell, n * n, shape) / np.maximum(decided, 1.0),
        late_decided=_sum(cell, n * late, shape),
        late_kept=_sum(cell, k * late, shape),
    )


def _second_half(d: IntArray, t: IntArray, periods: int) -> FloatArray:
    """1 for the rows after the middle of the days seen in their period, else 0."""
    first, last = np.full(periods, d.max()), np.full(periods, d.min())
    np.minimum.at(first, t, d)
    np.maximum.at(last, t, d)
    return np.asarray(2 * d > first[t] + last[t], dtype=np.float64)


def _sum(index: IntArray, weight: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    total = np.bincount(index, weights=weight, minlength=int(np.prod(shape)))
    return np.asarray(total.reshape(shape), dtype=np.float64)


def _ints(values: npt.ArrayLike) -> IntArray:
    array = np.asarray(values)
    if array.ndim != 1 or array.size == 0:
        msg = f"expected a 1-D array with at least one row, got shape {array.shape}"
        raise ValueError(msg)
    whole = array.astype(np.int64)
    if not np.array_equal(whole, array):
        msg = "expected whole numbers"
        raise ValueError(msg)
    return whole


def _check(d: IntArray, s: IntArray, m: IntArray, n: IntArray, k: IntArray, p: IntArray) -> None:
    if len({len(a) for a in (d, s, m, n, k, p)}) != 1:
        msg = "day, segment, limit, decided, kept and period must be equally long"
        raise ValueError(msg)
    if min(s.min(), m.min(), n.min(), k.min()) < 0:
        msg = "codes and counts must not be negative"
        raise ValueError(msg)
    if bool(np.any(k > n)):
        at = int(np.argmax(k > n))
        msg = f"row {at}: kept {k[at]} is more than decided {n[at]}"
        raise ValueError(msg)
