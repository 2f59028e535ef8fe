"""The shop's tables as Parquet files; the same seed and end give the same bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

SEED = 20_120_611


def write_tables(folder: Path, end: datetime) -> tuple[Path, ...]:
    """Write the shop's six tables up to `end` (its wall clock)."""
    import numpy as np

    from ringtrue.desk.demo.shop.adverts import adverts
    from ringtrue.desk.demo.shop.calls import calls
    from ringtrue.desk.demo.shop.customers import customers, surveys
    from ringtrue.desk.demo.shop.days import two_years
    from ringtrue.desk.demo.shop.orders import orders
    from ringtrue.desk.demo.shop.refunds import refunds
    from ringtrue.desk.demo.shop.tickets import tickets

    days = two_years(end)
    streams = np.random.default_rng(SEED).spawn(7)
    placed = orders(days, streams[0])
    tables = {
        "orders": {**placed, "customer": customers(placed, streams[4])},
        "calls": calls(days, streams[1]),
        "tickets": tickets(days, streams[2]),
        "refunds": refunds(days, placed, streams[3]),
        "surveys": surveys(placed, days.end, streams[5]),
        "adverts": adverts(days, placed, streams[6]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / f"{name}.parquet", table) for name, table in tables.items())


def _write(path: Path, table: object) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(table), path, compression="zstd")
    return path
