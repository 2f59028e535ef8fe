"""DuckDB by hand: a histogram per clock by the limits' edges, open records by age, by day."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import duckdb
import work


def job(folder: Path, count: int) -> int:
    """One query, then add up the bins."""
    edges = {
        clock: [limit * 1_000_000 for limit in found] for clock, found in work.limits(count).items()
    }
    reply = [each // 1_000_000 for each in edges["reply"]]
    now = f"epoch_us(TIMESTAMP '{work.AS_OF}')"
    query = f"""
    SELECT bought::DATE AS day,
      histogram(epoch_us(delivered) - epoch_us(bought), {edges["delivery"]}::BIGINT[]),
      histogram(CASE WHEN delivered IS NULL THEN {now} - epoch_us(bought) END,
                {edges["delivery"]}::BIGINT[]),
      histogram(epoch_us(delivered) - epoch_us(promised), {edges["lateness"]}::BIGINT[]),
      histogram(CASE WHEN delivered IS NULL THEN {now} - epoch_us(promised) END,
                {edges["lateness"]}::BIGINT[]),
      histogram(reply, {reply}::INT[]), count(*)
    FROM read_parquet('{folder}/events/*.parquet') GROUP BY day"""
    total = 0
    for row in duckdb.connect().execute(query).fetchall():
        for column, limits in ((1, edges["delivery"]), (3, edges["lateness"]), (5, reply)):
            counted, kept = row[column] or {}, 0
            for limit in limits:
                kept += counted.get(limit, 0)
                total += kept
    return total


if __name__ == "__main__":
    work.run(job)
