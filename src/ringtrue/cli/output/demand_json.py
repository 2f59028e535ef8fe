"""Demand for machines: JSON with everything, CSV with a row for each interval."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ringtrue.core.trees import plant
from ringtrue.desk.services.tell_demand import DemandTold

DEFINITION = (
    "Calls are first calls expected in an interval, extra those that the campaign brings; ranges"
    " are of the rate and leave out the chance of single calls."
)
_SPREADS = ("calls", "extra", "orders")
_CSV = (
    "start", "usual", "cv",
    *(f"{name}{end}" for name in _SPREADS for end in ("", "_low", "_high")),
)  # fmt: skip


def demand_json(told: DemandTold) -> str:
    """Everything, as one document."""
    demand = told.demand
    found: dict[str, Any] = {
        "schema": "ringtrue/demand/1",
        "definition": DEFINITION,
        "interval_seconds": demand.load.seconds,
        "level": demand.level,
        "draws": demand.draws,
        "seed": demand.load.seed,
        "usual": told.usual,
        "missed_calls": demand.missed_contacts,
        "missed_orders": demand.missed_orders,
        "placements": [
            {
                "name": each.placement.name,
                "channel": each.placement.channel,
                "orders": plant(each.orders),
                "calls": plant(each.contacts),
            }
            for each in demand.placements
        ],
        "days": [plant(each) for each in demand.days],
        "intervals": _rows(told),
        "stock": plant(told.stock) if told.stock else None,
        "places": plant(told.places) if told.places else None,
        "figures": [plant(each) for each in told.figures],
    }
    return json.dumps(found, indent=1, ensure_ascii=False)


def demand_csv(told: DemandTold) -> str:
    """A row for each interval, which 'ringtrue staff' reads as well."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _CSV, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(told))
    return out.getvalue()


def _rows(told: DemandTold) -> list[dict[str, Any]]:
    demand, load = told.demand, told.demand.load
    rows = []
    for at, start in enumerate(load.starts):
        row: dict[str, Any] = {
            "start": start.isoformat(),
            "usual": round(load.calls[at] - load.extra[at], 6),
            "cv": round(load.cv[at], 6),
        }
        for name in _SPREADS:
            spread = getattr(demand, name)[at]
            for end, value in (("", spread.mean), ("_low", spread.low), ("_high", spread.high)):
                row[f"{name}{end}"] = round(value, 6)
        rows.append(row)
    return rows
