"""A limit as a whole number on the scale that its clock counts in."""

from __future__ import annotations

import math

from ringtrue.core.errors import ConfigError
from ringtrue.core.quantity import SECONDS, Duration, Unit
from ringtrue.core.standard import Standard
from ringtrue.do.plan import Scale
from ringtrue.do.zones import MICRO

MAX_SECONDS = 1_000 * 366 * 86_400.0
_SCALES = {
    Unit.CALENDAR_DAY: Scale.CALENDAR_DAY,
    Unit.MONTH: Scale.MONTH,
    Unit.BUSINESS_DAY: Scale.BUSINESS_DAY,
    Unit.BUSINESS_HOUR: Scale.BUSINESS_HOUR,
}
_WHOLE = frozenset({Scale.CALENDAR_DAY, Scale.MONTH, Scale.BUSINESS_DAY})


def scale_of(limit: Duration) -> Scale:
    """How a limit's unit is counted."""
    return _SCALES.get(limit.unit, Scale.ELAPSED)


def is_whole(unit: Unit) -> bool:
    """Whether limits of this unit come whole."""
    return _SCALES.get(unit) in _WHOLE


def edge_of(limit: Duration, strict: bool, standard: Standard) -> int:
    """The largest whole length that keeps the limit, in the numbers of its `Scale`."""
    long = limit.amount * SECONDS.get(limit.unit, 3600.0)
    if not math.isfinite(long) or long > MAX_SECONDS:
        message = f"{standard.id} allows {limit}"
        raise ConfigError(message, where=standard.place, cure="Keep limits under 1,000 years.")
    if limit.unit is Unit.MONTH:
        return _months(limit, standard) * 2 - strict
    if limit.unit in {Unit.CALENDAR_DAY, Unit.BUSINESS_DAY}:
        return math.ceil(limit.amount) - 1 if strict else math.floor(limit.amount)
    scale = SECONDS.get(limit.unit, 3600.0)
    return _exact(limit.amount * scale * MICRO) - strict


def _months(limit: Duration, standard: Standard) -> int:
    if limit.amount != int(limit.amount):
        message = f"{standard.id} allows {limit}"
        raise ConfigError(message, where=standard.place, cure="Count whole months, or write days.")
    return int(limit.amount)


def _exact(micro: float) -> int:
    return round(micro)
