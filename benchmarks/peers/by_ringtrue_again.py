"""Ringtrue when one new day has come since: only that and the days still open are read."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import by_ringtrue
import work

from ringtrue.do.measuring import measure

ROUNDS = 5


def main() -> None:
    """Measure, add the day, measure again from the same cube some times; the median counts."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    as_of = datetime.fromisoformat(work.AS_OF)
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / "data"
        (data / "events").mkdir(parents=True)
        for each in (folder / "events").glob("*.parquet"):
            (data / "events" / each.name).symlink_to(each)
        book, first = by_ringtrue.workspace(data, count), Path(home) / "first"
        measure(book, as_of=as_of - timedelta(days=5), cubes=first)
        shutil.copy(folder / "last-day.parquet", data / "events" / "last-day.parquet")
        seconds, cpu = [], []
        for number in range(ROUNDS):
            cubes = shutil.copytree(first, Path(home) / f"cubes{number}")
            before, worked = time.perf_counter(), time.process_time()
            found = measure(book, as_of=as_of, cubes=cubes)
            seconds.append(time.perf_counter() - before)
            cpu.append(time.process_time() - worked)
        days = found.results[0].scanned_days
        told = {"seconds": median(seconds), "cpu": median(cpu), "peak": 0, "kept": days}
        print(json.dumps(told))


if __name__ == "__main__":
    main()
