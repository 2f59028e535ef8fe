"""How a novelty spreads by advertising and word of mouth alone, in closed form.

The cycle becomes this when nobody leaves, nobody is put off and advertising is steady. So it is
what the equations are held against, and the time scale in which the good word works.
"""

from __future__ import annotations

import math

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.stats.arrays import FloatArray


def adopted(innovation: float, imitation: float, times: FloatArray) -> FloatArray:
    """The share that has adopted by each time, shape (T,), from nobody at time 0.

    `(1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t)`, the solution of `dF/dt = (p + q F)(1 - F)`, with rates
    and times in the same unit. Source: Bass, Management Science 15 (1969).

    >>> adopted(0.03, 0.38, np.array([0.0, 6.1926])).round(4).tolist()
    [0.0, 0.4605]
    """
    _check(innovation, imitation)
    faded = np.exp(-(innovation + imitation) * times)
    return np.asarray((1.0 - faded) / (1.0 + imitation / innovation * faded))


def peak_time(innovation: float, imitation: float) -> float:
    """When most adopt at once: `ln(q/p) / (p + q)`; 0 where imitation does not exceed innovation.

    >>> round(peak_time(0.028, 0.25), 4)
    7.875
    """
    _check(innovation, imitation)
    if imitation <= innovation:
        return 0.0
    return math.log(imitation / innovation) / (innovation + imitation)


def peak_rate(innovation: float, imitation: float) -> float:
    """How large a share adopts in a unit of time at the peak: `(p + q)^2 / 4q`, at first `p`."""
    _check(innovation, imitation)
    if imitation <= innovation:
        return innovation
    return (innovation + imitation) ** 2 / (4.0 * imitation)


def adopted_at_peak(innovation: float, imitation: float) -> float:
    """The share that has adopted by the peak: `1/2 - p / 2q`, or nobody.

    >>> round(adopted_at_peak(0.03, 0.38), 6)
    0.460526
    """
    _check(innovation, imitation)
    return max(0.0, 0.5 - innovation / (2.0 * imitation)) if imitation > 0 else 0.0


def _check(innovation: float, imitation: float) -> None:
    if not (innovation > 0 and imitation >= 0 and math.isfinite(innovation + imitation)):
        told = f"a market with innovation {innovation:g} and imitation {imitation:g} cannot be"
        raise UsageError(told, cure="Give an innovation above 0 and an imitation of 0 or more.")
