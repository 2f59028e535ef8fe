"""What became of each record under a standard, for whoever must follow records one by one.

Shares are counted from bins and touch no record twice (`ringtrue.do.scanning`). Who follows a
customer needs the outcome beside the customer's name: the same bins, told record by record.
"""

from __future__ import annotations

import ibis

from ringtrue.core.standard import CountPer, Standard, Uptime
from ringtrue.do.instants import Value
from ringtrue.do.lanes import Lanes
from ringtrue.do.plan import ClockLane, Plan
from ringtrue.do.reading import outcome_of_bins
from ringtrue.do.scanning import Scan, bin_of

KEPT, BROKEN = 1, 0


def follows_records(standard: Standard) -> bool:
    """Whether a standard judges single records, and not days or units whole."""
    return not isinstance(standard.test, CountPer | Uptime)


def outcome_of(scan: Scan, plan: Plan) -> Value:
    """`KEPT`, `BROKEN`, or null for a record that is neither, under a plan's first standard.

    The scan must be a portable one: `prepare(..., native=False)`.
    """
    reading = plan.readings[0]
    panel = plan.panels[reading.panel]
    lane = panel.lanes[reading.lane]
    kept, broken, *_ = outcome_of_bins(lane, reading.mark)
    number = scan.compiler.dialect.keep(bin_of(lane, Lanes(scan.compiler, scan.now)))
    if not isinstance(lane, ClockLane):
        day = scan.compiler.moment(panel.day).day(scan.compiler.zone)
        number = ibis.ifelse(
            day <= scan.now.day(scan.compiler.zone), number, ibis.null(number.type())
        )
    return ibis.cases(
        (number.isin([at for at, each in enumerate(kept) if each]), KEPT),
        (number.isin([at for at, each in enumerate(broken) if each]), BROKEN),
        else_=ibis.null("int64"),
    )
