"""The floor: read the columns, make the day and the durations, one trivial aggregate of each."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import duckdb
import work


def job(folder: Path, count: int) -> int:
    """Nothing is counted by limits."""
    del count
    query = f"""
    SELECT bought::DATE AS day, max(epoch_us(delivered) - epoch_us(bought)),
      max(epoch_us(delivered) - epoch_us(promised)), max(reply)
    FROM read_parquet('{folder}/events/*.parquet') GROUP BY day"""
    duckdb.connect().execute(query).fetchall()
    return 0


if __name__ == "__main__":
    work.run(job)
