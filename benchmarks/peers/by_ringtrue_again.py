"""Ringtrue when one new day has come since: only that and the days still open are read."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import time

import by_ringtrue
import work

from ringtrue.do.measuring import measure


def main() -> None:
    """Measure, add the day, measure again; only the second time counts."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    as_of = datetime.fromisoformat(work.AS_OF)
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / "data"
        (data / "events").mkdir(parents=True)
        for each in (folder / "events").glob("*.parquet"):
            (data / "events" / each.name).symlink_to(each)
        book, cubes = by_ringtrue.workspace(data, count), Path(home) / "cubes"
        measure(book, as_of=as_of - timedelta(days=5), cubes=cubes)
        shutil.copy(folder / "last-day.parquet", data / "events" / "last-day.parquet")
        before = time.perf_counter()
        found = measure(book, as_of=as_of, cubes=cubes)
        seconds = time.perf_counter() - before
        days = found.results[0].scanned_days
        print(f'{{"seconds": {seconds}, "peak": 0, "kept": {days}}}')


if __name__ == "__main__":
    main()
