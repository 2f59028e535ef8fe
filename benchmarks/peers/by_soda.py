"""Soda 3 on DuckDB: a failed-rows check for each standard, one total instead of days."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import duckdb
import work
from soda.scan import Scan


def job(folder: Path, count: int) -> int:
    """Scan a view with the durations as columns."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE VIEW events AS SELECT epoch_us(delivered) - epoch_us(bought) AS delivery,"
        " epoch_us(delivered) - epoch_us(promised) AS lateness, reply::BIGINT * 1000000 AS reply"
        f" FROM read_parquet('{folder}/events/*.parquet')"
    )
    scan = Scan()
    scan.disable_telemetry()
    scan.set_data_source_name("events")
    scan.add_duckdb_connection(connection, data_source_name="events")
    checks = ["checks for events:", "  - row_count > 0"]
    checks += [f"  - missing_count({clock}) >= 0" for clock in work.limits(count)]
    for clock, found in work.limits(count).items():
        for limit in found:
            checks += [
                f"  - invalid_count({clock}) >= 0:",
                f"      name: {clock} {limit}",
                f"      valid max: {limit * 1_000_000}",
            ]
    scan.add_sodacl_yaml_str("\n".join(checks))
    logging.disable(logging.CRITICAL)
    scan.execute()
    told = [each["metrics"] for each in scan.get_scan_results()["checks"]]
    values = {each["identity"]: each["value"] for each in scan.get_scan_results()["metrics"]}
    del told
    rows = next(int(value) for name, value in values.items() if "row_count" in name)
    missing = {
        clock: int(value)
        for clock in work.limits(count)
        for name, value in values.items()
        if f"{clock}-missing_count" in name
    }
    kept = 0
    for name, value in values.items():
        for clock, absent in missing.items():
            if f"{clock}-invalid_count" in name:
                kept += rows - absent - int(value)
    return kept


if __name__ == "__main__":
    work.run(job)
