"""A reading of a made-up firm in the store, as measuring the book would have left it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from ringtrue.core.cycle import OwnReading, Period


def keep_firm(weeks: int = 120, *, still: bool = False, trouble: str = "") -> None:
    """Spend that brings customers in its week; all else has nothing to do with it."""
    from ringtrue.desk.kept_own_figures import keep_own_figures

    rng = np.random.default_rng(5)
    spend = np.full(weeks, 900.0) if still else rng.uniform(500, 1500, weeks)
    new = np.round(spend / 10 + rng.normal(0, 5, weeks))
    broken, returning = 0.2 + 0.02 * rng.normal(size=(2, weeks))
    first = date(2024, 1, 8)
    reading = OwnReading(
        period=Period.WEEK,
        starts=tuple(first + timedelta(weeks=week) for week in range(weeks)),
        spend=tuple(map(float, spend)),
        new_customers=(None, *map(float, new[1:])),
        broken_share=tuple(map(float, broken)),
        repeat_rate=(None,) * weeks,
        returning_share=tuple(map(float, returning)),
        days=28,
        troubles=(trouble,) if trouble else (),
    )
    keep_own_figures(reading, datetime(2026, 5, 4, tzinfo=UTC))
