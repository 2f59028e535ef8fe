"""How many people must be scheduled and paid, so that enough of them are there to answer?

Breaks, meetings, courses, illness and holidays take their share of paid time. It is counted in
whole people with exact fractions: in floating point the way back loses one now and then.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.do.queues.intervals import Column, people
from ringtrue.stats.arrays import IntArray

_FINEST = 1_000_000


def paid_people(there: Column, shrinkage: float) -> IntArray:
    """Whole people to pay so that `there` of them answer: `ceil(n / (1 - s))`.

    `shrinkage` is taken as written in decimals, to a millionth.

    Raises:
        UsageError: A shrinkage outside 0 to less than 1, people that are not whole.

    >>> paid_people([0, 14, 40], 0.3).tolist()
    [0, 20, 58]
    """
    left = _left(shrinkage)
    found = people("people there", there).astype(np.int64)
    return np.asarray(-(-found * left.denominator // left.numerator), dtype=np.int64)


def people_there(paid: Column, shrinkage: float) -> IntArray:
    """Whole people of those paid who are there: `floor(n (1 - s))`; undoes `paid_people`.

    Raises:
        UsageError: As `paid_people`.

    >>> people_there(paid_people(range(6), 0.3), 0.3).tolist()
    [0, 1, 2, 3, 4, 5]
    """
    left = _left(shrinkage)
    found = people("people paid", paid).astype(np.int64)
    return np.asarray(found * left.numerator // left.denominator, dtype=np.int64)


def _left(shrinkage: float) -> Fraction:
    if not 0 <= shrinkage < 1:
        told = f"shrinkage {shrinkage:g} is not from 0 to less than 1"
        raise UsageError(told, cure="Write 30 % as 0.3.")
    left = 1 - Fraction(str(shrinkage)).limit_denominator(_FINEST)
    if not left:
        told = f"a shrinkage of {shrinkage!r} leaves nobody"
        raise UsageError(told, cure="Give at most 0.999999.")
    return left
