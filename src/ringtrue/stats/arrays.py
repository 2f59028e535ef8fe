"""The array types that every file of `stats` speaks, so that signatures stay readable.

Shapes are named by letters throughout the room: `T` periods, `S` segments, `L` limits.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


def expit(x: FloatArray) -> FloatArray:
    """The share that belongs to a logit: `1 / (1 + exp(-x))`, without overflow.

    Source: Cox, The Analysis of Binary Data (1970), ch. 2; the tanh form is the same function.

    >>> expit(np.array([0.0, -800.0])).tolist()
    [0.5, 0.0]
    """
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float64)


def logit(p: FloatArray) -> FloatArray:
    """The log odds of a share: `log(p / (1 - p))`, with shares kept inside 0.0001..0.9999.

    Source: Cox, The Analysis of Binary Data (1970), ch. 2. The clip keeps a month of 100 % finite.

    >>> float(logit(np.array([0.5]))[0])
    0.0
    """
    inside = np.clip(p, 1e-4, 1.0 - 1e-4)
    return np.asarray(np.log(inside) - np.log1p(-inside), dtype=np.float64)
