"""Great Expectations 1 on DuckDB: an expectation for each standard, one total instead of days."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import duckdb_engine
import great_expectations as gx
import work
from great_expectations import expectations as gxe

logging.disable(logging.WARNING)
# It ends the transaction between asking and fetching, at which DuckDB's driver drops the answer:
# every statement is its own transaction instead.
for step in ("do_begin", "do_commit", "do_rollback"):
    setattr(duckdb_engine.Dialect, step, lambda *_: None)


def job(folder: Path, count: int) -> int:
    """Validate a suite over a view with the durations as columns."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    with tempfile.TemporaryDirectory() as home:
        view(folder, Path(home) / "events.duckdb")
        source = context.data_sources.add_sql(
            "db", connection_string=f"duckdb:///{home}/events.duckdb"
        )
        asset = source.add_table_asset("events", table_name="events")
        batch = asset.add_batch_definition_whole_table("all")
        suite = gx.ExpectationSuite(name="promises")
        for clock, found in work.limits(count).items():
            for limit in found:
                suite.add_expectation(
                    gxe.ExpectColumnValuesToBeBetween(
                        column=clock, max_value=limit * 1_000_000, mostly=0.9
                    )
                )
        result = batch.get_batch().validate(suite, result_format="BASIC")
    kept = 0
    for each in result.results:
        told = each.result
        seen = told["element_count"] - told["missing_count"]
        kept += seen - told["unexpected_count"]
    return int(kept)


def view(folder: Path, path: Path) -> None:
    """A database with the durations as columns."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE VIEW events AS SELECT epoch_us(delivered) - epoch_us(bought) AS delivery,"
            " epoch_us(delivered) - epoch_us(promised) AS lateness,"
            " reply::BIGINT * 1000000 AS reply"
            f" FROM read_parquet('{folder}/events/*.parquet')"
        )


if __name__ == "__main__":
    work.run(job)
