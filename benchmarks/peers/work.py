"""The work that every contender does: the limits, the table, and how it reports."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

HOUR = 3600
AS_OF = "2025-01-10 00:00:00"


def limits(count: int) -> dict[str, list[int]]:
    """Limits in seconds for each of three clocks, `count` in all."""
    each = count // 3
    return {
        "delivery": [6 * HOUR + round(at * 114 * HOUR / each) for at in range(each)],
        "lateness": [round(at * 48 * HOUR / each) for at in range(each)],
        "reply": [30 + round(at * 3570 / each) for at in range(each)],
    }


def run(job: Callable[[Path, int], int]) -> None:
    """Run `job(folder, count)` once; print seconds, those of all processors, memory, a check sum.

    It runs on a tiny table first, so that nobody's imports are part of the time.

    The check sum is the number of kept promises over all limits, so that a contender that counts
    something else is seen.
    """
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    job(folder / "tiny", 3)
    before, worked = time.perf_counter(), time.process_time()
    kept = job(folder, count)
    seconds, cpu = time.perf_counter() - before, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak, "kept": kept}))
