"""Polars, lazy and streaming: one sum of a condition for each standard, by day."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import polars as pl
import work


def job(folder: Path, count: int) -> int:
    """Kept of every standard."""
    values = {
        "delivery": (pl.col("delivered") - pl.col("bought")).dt.total_microseconds(),
        "lateness": (pl.col("delivered") - pl.col("promised")).dt.total_microseconds(),
        "reply": pl.col("reply").cast(pl.Int64) * 1_000_000,
    }
    counts = [
        (pl.col(clock) <= limit * 1_000_000).sum().alias(f"{clock}_{number}")
        for clock, found in work.limits(count).items()
        for number, limit in enumerate(found)
    ]
    rows = pl.scan_parquet(f"{folder}/events/*.parquet")
    derived = rows.select(pl.col("bought").dt.date().alias("day"), **values)
    found = derived.group_by("day").agg(counts).collect(engine="streaming")
    return int(found.drop("day").sum().sum_horizontal()[0])


if __name__ == "__main__":
    work.run(job)
