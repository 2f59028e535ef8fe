"""What is a customer worth who stays, in today's money?"""

from __future__ import annotations

import numpy as np

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure, share
from ringtrue.cost.uncertainty import Values, estimate, weakest
from ringtrue.stats.arrays import FloatArray


def customer_value(
    *, spend: Figure, margin: Figure, stay: Figure, discount: Figure, years: int, money: str
) -> Figure:
    """The margin of the years to come, each smaller by those who leave and by the interest.

    `V = spend margin sum_{t=0}^{years-1} (stay / (1 + discount))^t`: the first year is had whole
    and not discounted. `spend` is money a year, `margin` and `stay` (who is still there a year
    later) are shares, `discount` is a share a year.

    Source: Gupta and Lehmann, "Customers as assets", Journal of Interactive Marketing 17 (2003),
    with a finite horizon.

    Raises:
        UsageError: A share outside 0 to 1, a spend below 0, a discount outside 0 to 1 or not one
            year or more.

    >>> from ringtrue.core.figure import Basis
    >>> def known(name, value, unit="share"):
    ...     return Figure(name, value, value, value, unit, Basis.STATED, "us")
    >>> customer_value(spend=known("spend", 100, "£"), margin=known("margin", 0.4),
    ...     stay=known("stay", 0.5), discount=known("rate", 0), years=2, money="£").best
    60.0
    """
    if not 1 <= years <= 50:
        raise UsageError(f"{years} years cannot be counted", cure="Count from 1 to 50 years.")
    figures = (spend.within(0, np.inf), share(margin), share(stay), share(discount))

    def model(values: Values) -> FloatArray:
        ratio = values[stay] / (1 + values[discount])
        series = sum(ratio**year for year in range(years))
        return np.asarray(values[spend] * values[margin] * series, dtype=np.float64)

    told = estimate(model, figures)
    return Figure(
        name="value of a customer",
        best=told.best,
        low=min(told.low, told.best),
        high=max(told.high, told.best),
        unit=money,
        basis=weakest(figures),
        source=f"spend × margin over {years} years, less those who leave, discounted",
    )
