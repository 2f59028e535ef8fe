"""The answers about the cycle for machines: JSON with everything, CSV with a row for each week."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ringtrue.core.trees import plant_fields
from ringtrue.cost.cycle.answer import DEFINITION, Band, Bands, CycleAnswer

_CSV = (
    "scenario", "promise", "week",
    "customers", "customers_low", "customers_high",
    "advertising", "advertising_low", "advertising_high",
    "profit", "profit_low", "profit_high",
    "worth", "worth_low", "worth_high",
)  # fmt: skip


def cycle_json(answers: Sequence[CycleAnswer]) -> str:
    """Everything, as one document."""
    found = {
        "schema": "ringtrue/cycle/1",
        "definition": DEFINITION,
        "scenarios": [told(each) for each in answers],
    }
    return json.dumps(found, indent=1, ensure_ascii=False)


def told(answer: CycleAnswer) -> dict[str, Any]:
    """One scenario; customers and advertising begin with week 0, profit and worth with week 1."""
    over = answer.overtaking
    return {
        "name": answer.scenario.name,
        "promise": answer.scenario.promise,
        "honest_promise": answer.scenario.honest().promise,
        "weeks": answer.weeks,
        "start": answer.start,
        "seed": answer.seed,
        "draws": answer.draws,
        "overtaking": over
        and {"week": over.week, "low": over.low, "high": over.high, "share": over.share},
        "best": [
            {
                "weeks": each.weeks,
                "promise": each.promise,
                "low": each.low,
                "high": each.high,
                "honest": each.honest,
            }
            for each in answer.best
        ],
        "course": _bands(answer.bold),
        "honest_course": _bands(answer.honest),
        "figures": [{"key": key, **plant_fields(figure)} for key, figure in answer.figures],
    }


def _bands(bands: Bands) -> dict[str, Any]:
    return {
        "customers": _band(bands.customers),
        "advertising": _band(bands.advertising),
        "profit": _band(bands.profit),
        "worth": _band(bands.worth),
    }


def _band(band: Band) -> dict[str, list[float]]:
    return {
        "low": band.low.round(9).tolist(),
        "middle": band.middle.round(9).tolist(),
        "high": band.high.round(9).tolist(),
    }


def cycle_csv(answers: Sequence[CycleAnswer]) -> str:
    """A row for each scenario, its honest twin, and week; money for each person of the market."""
    from ringtrue.cli.output.marking import clean

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV)
    for each in answers:
        twin = each.scenario.honest()
        for name, promise, bands in (
            (each.scenario.name, each.scenario.promise, each.bold),
            (f"{each.scenario.name}: {twin.name}", twin.promise, each.honest),
        ):
            writer.writerows(_rows(clean(name), promise, bands, each.weeks))
    return out.getvalue().rstrip("\n")


def _rows(name: str, promise: float, bands: Bands, weeks: int) -> Iterator[list[str | float]]:
    """Week 0 has no profit yet."""
    safe = f"'{name}" if name[:1] in "=+-@" else name
    for week in range(weeks + 1):
        row: list[str | float] = [safe, promise, week]
        for band in (bands.customers, bands.advertising):
            row += [round(float(each[week]), 9) for each in (band.middle, band.low, band.high)]
        for band in (bands.profit, bands.worth):
            ends = (band.middle, band.low, band.high)
            row += [round(float(each[week - 1]), 9) if week else 0.0 for each in ends]
        yield row
