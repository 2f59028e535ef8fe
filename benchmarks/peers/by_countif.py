"""DuckDB with one count_if for each standard, all in one query, by day."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import duckdb
import work


def job(folder: Path, count: int) -> int:
    """Kept of every standard; broken follows from the number of rows and the pending."""
    values = {
        "delivery": "epoch_us(delivered) - epoch_us(bought)",
        "lateness": "epoch_us(delivered) - epoch_us(promised)",
        "reply": "reply::BIGINT * 1000000",
    }
    counts = [
        f"count_if({values[clock]} <= {limit * 1_000_000})"
        for clock, found in work.limits(count).items()
        for limit in found
    ]
    rows = f"read_parquet('{folder}/events/*.parquet')"
    query = f"SELECT bought::DATE AS day, {', '.join(counts)} FROM {rows} GROUP BY day"
    return sum(sum(row[1:]) for row in duckdb.connect().execute(query).fetchall())


if __name__ == "__main__":
    work.run(job)
