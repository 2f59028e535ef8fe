"""Firms that are made up: with the cycle in their figures, and without."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from ringtrue.core.cycle import Period
from ringtrue.cost.loop.series import FigureKind, OwnFigures, Series


def starts(periods: int) -> tuple[date, ...]:
    return tuple(date(2021, 1, 4) + timedelta(weeks=week) for week in range(periods))


def own(period: Period = Period.WEEK, **values: np.ndarray) -> OwnFigures:
    series = tuple(Series(FigureKind[name.upper()], each) for name, each in values.items())
    return OwnFigures(period, starts(len(series[0].values)), series)


def independent(seed: int, periods: int, period: Period = Period.WEEK) -> OwnFigures:
    """Figures that trend, swing with the year and remember, each for itself."""
    rng = np.random.default_rng(seed)
    swing = np.sin(2 * np.pi * np.arange(periods) / period.a_year)
    drawn = []
    for _ in range(4):
        noise, memory = rng.normal(size=periods + 20), rng.uniform(0, 0.8)
        for each in range(1, len(noise)):
            noise[each] += memory * noise[each - 1]
        drawn.append(
            noise[20:] + rng.normal() * swing + rng.normal() * np.arange(periods) / periods
        )
    return _scaled(drawn, period)


def cycling(seed: int, periods: int) -> OwnFigures:
    """The cycle: spend brings customers at once, they break promises a week later, customers stay
    away after two more, and after one the firm advertises more."""
    rng = np.random.default_rng(seed)
    spend, new, broken, returning = rng.normal(size=(4, periods))
    for week in range(3, periods):
        spend[week] += -0.7 * returning[week - 1]
        new[week] += 0.9 * spend[week]
        broken[week] += 0.7 * new[week - 1]
        returning[week] += -0.7 * broken[week - 2]
    return _scaled([spend, new, broken, returning], Period.WEEK)


def _scaled(drawn: list[np.ndarray], period: Period) -> OwnFigures:
    spend, new, broken, returning = drawn
    return own(
        period,
        spend=1000 * np.exp(0.1 * spend),
        new_customers=np.round(5_000 * np.exp(0.1 * new)),
        broken_share=np.clip(0.2 + 0.02 * broken, 0, 1),
        returning_share=np.clip(0.5 + 0.03 * returning, 0, 1),
    )
