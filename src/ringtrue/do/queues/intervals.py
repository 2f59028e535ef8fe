"""Columns of intervals: brought to one shape, and refused with the place where they cannot be."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ringtrue.core.errors import UsageError
from ringtrue.stats.arrays import FloatArray

Column: TypeAlias = npt.ArrayLike
"""One number for all intervals, or one for each; any shapes that broadcast."""

_NOTHING = 1e-100


def rates(name: str, values: Column) -> FloatArray:
    """Numbers from 0 upwards, below 1e-100 taken as 0; raises `UsageError` for others."""
    found = _numbers(name, values, "Give a number from 0 upwards.", least=0.0)
    return np.where(found < _NOTHING, 0.0, found)


def times(name: str, values: Column) -> FloatArray:
    """Seconds above 0; raises `UsageError` for others."""
    return _numbers(name, values, "Give seconds above 0.", least=np.nextafter(0.0, 1.0))


def people(name: str, values: Column) -> FloatArray:
    """Whole numbers from 0 upwards; raises `UsageError` for others."""
    found = _numbers(name, values, "Give a whole number from 0 upwards.", least=0.0)
    _refuse(name, found, found != np.round(found), "People come whole.")
    return found


def shares(name: str, values: Column) -> FloatArray:
    """Shares from 0 to less than 1; raises `UsageError` for others."""
    found = _numbers(name, values, "Give a share from 0 to less than 1.", least=0.0)
    _refuse(name, found, found >= 1.0, "Give a share from 0 to less than 1.")
    return found


def _numbers(name: str, values: Column, cure: str, least: float) -> FloatArray:
    found = np.asarray(values, dtype=np.float64)
    _refuse(name, found, ~(np.isfinite(found) & (found >= least)), cure)
    return found


def _refuse(name: str, values: FloatArray, wrong: npt.NDArray[np.bool_], cure: str) -> None:
    if wrong.any():
        first = int(np.flatnonzero(wrong.ravel())[0])
        where = f" in interval {first + 1}" if values.size > 1 else ""
        raise UsageError(f"{name} {values.ravel()[first]:g}{where} cannot be", cure=cure)
