"""The promise that pays most, and when honesty overtakes: the answers to "why not overstate?".

Overstating pays at first, because it draws people before they know better. How long it stays ahead
is what tempts, so that week is shown rather than a single best promise.
"""

from __future__ import annotations

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.stats.arrays import FloatArray


def best_once(repeat: float, loss: float, capability: float, later: float) -> float:
    """The promise p that earns most of buyers who come once and then again, or not.

    Profit is `p (1 + d (r0 - k max(0, p - c)))`: a promise draws as many as it says, and who bought
    comes again with `r0` (`repeat`) less `k` (`loss`) times what is missing of it; d (`later`) is
    what all later purchases are worth beside the first. It is `c` where `k c >= r0 + 1/d`, else
    `min(1, (1 + d (r0 + k c)) / (2 d k))`, where the derivative is 0.

    Source: our derivation, after the two periods of Kopalle and Lehmann, Marketing Science 25
    (2006).

    >>> best_once(0.6, 1.5, 0.7, 3)
    0.7
    """
    _shares(capability, repeat)
    if loss < 0 or later < 0:
        told = f"a loss of {loss:g} and a later worth of {later:g} cannot be"
        raise UsageError(told, cure="Both are 0 or more.")
    if loss * later == 0:
        return 1.0
    if loss * capability >= repeat + 1.0 / later:
        return capability
    return min(1.0, (1.0 + later * (repeat + loss * capability)) / (2.0 * later * loss))


def best_for_ever(leaving: float, disappointed: float, capability: float) -> float:
    """The promise that earns most in the end of customers who stay until something drives them off.

    With a rate `a` of leaving anyway (discounting included) and `b` for a whole missing promise, a
    market far from exhausted earns `p / (a + b max(0, p - c))`: above c its derivative has the sign
    of `a - b c`. So it is `c` where `b c >= a`, else 1. It is the limit of the cycle without word
    of mouth, with little and steady advertising. Source: our derivation.

    >>> best_for_ever(0.01, 0.1, 0.7), best_for_ever(0.01, 0.01, 0.7)
    (0.7, 1.0)
    """
    _shares(capability, 0.0)
    if leaving < 0 or disappointed < 0:
        told = f"rates of {leaving:g} and {disappointed:g} a week cannot be"
        raise UsageError(told, cure="Both are 0 or more.")
    return capability if disappointed * capability >= leaving else 1.0


def overtaking_weeks(honest: FloatArray, bold: FloatArray) -> FloatArray:
    """The week from which on the honest promise has earned more, to the end of what was looked at.

    Both are worth added up by week, shape (W, S); the answer has shape (S,): the first week (from
    1) after the last one in which the bold one was ahead, `nan` where the bold one is ahead, or
    both are level, at the end.

    >>> overtaking_weeks(np.array([[1.0], [3.0]]), np.array([[2.0], [2.0]])).tolist()
    [2.0]
    """
    weeks = len(honest)
    behind = honest < bold
    last = np.where(behind.any(axis=0), weeks - np.argmax(behind[::-1], axis=0), 0)
    ahead = honest[-1] > bold[-1]
    return np.asarray(np.where(ahead, last + 1.0, np.nan))


def _shares(capability: float, repeat: float) -> None:
    for value, what in ((capability, "capability"), (repeat, "share that comes again")):
        if not 0 <= value <= 1:
            raise UsageError(f"a {what} of {value:g} cannot be", cure="It lies from 0 to 1.")
