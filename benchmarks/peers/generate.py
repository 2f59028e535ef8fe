"""Makes the events: two years of orders, 4 % never delivered, a file for each month, in order."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

ROWS = """
SELECT i AS order_id, (hash(i) % 27)::TINYINT AS region, (hash(i + 1) % 10)::TINYINT AS carrier,
  (hash(i + 2) % 20)::TINYINT AS class,
  TIMESTAMP '2023-01-01' + to_microseconds(i * {gap}) AS bought,
  bought + to_hours((24 + hash(i + 3) % 72)::INT) AS promised,
  CASE WHEN hash(i + 4) % 100 >= 4
       THEN bought + to_seconds((3600 + hash(i + 5) % 400000)::INT) END AS delivered,
  (hash(i + 6) % 5400)::INT AS reply, hash(i + 7) % 50 = 0 AS refund,
  (1 + hash(i + 8) % 5)::TINYINT AS rating
FROM range({rows}) r(i)
"""


def main(folder: Path, rows: int) -> None:
    """Write the files; the last day has a file of its own, outside the folder."""
    connection = duckdb.connect()
    connection.execute(
        f"CREATE VIEW events AS {ROWS.format(rows=rows, gap=63_158_400_000_000 // rows)}"
    )
    (folder / "events").mkdir(parents=True)
    months = [f"{year}-{month:02}-01" for year in (2023, 2024) for month in range(1, 13)]
    ends = [*months[1:], "2024-12-31"]
    for start, end in zip(months, ends, strict=True):
        write(connection, folder / f"events/{start[:7]}.parquet", start, end)
    write(connection, folder / "last-day.parquet", "2024-12-31", "2025-01-02")
    (folder / "tiny/events").mkdir(parents=True)
    write(connection, folder / "tiny/events/day.parquet", "2023-01-01", "2023-01-01 00:10")


def write(connection: duckdb.DuckDBPyConnection, path: Path, start: str, end: str) -> None:
    """The events bought from `start` until `end`."""
    chosen = f"SELECT * FROM events WHERE bought >= '{start}' AND bought < '{end}'"
    connection.execute(f"COPY ({chosen} ORDER BY bought) TO '{path}' (FORMAT parquet)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
