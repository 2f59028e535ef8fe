"""How fast agents are found for thousands of intervals, beside pyworkforce on the same calls.

    python benchmarks/staffing_speed.py [--pyworkforce PYTHON]            print the table
    python benchmarks/staffing_speed.py [--pyworkforce PYTHON] --write    renew staffing.md

PYTHON is an interpreter that has pyworkforce; without one the peer is left out, with a word. The
peer knows no abandonment, so that its Erlang C is held against our Erlang A, which answers more,
and against our Erlang C, whose answers it must give too. Processor seconds; ratios of one run are
what counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
from results import asked, machine, tell

from ringtrue.core.service_level import Target
from ringtrue.do.queues.required import required_agents

OUT = Path(__file__).with_name("staffing.md")
PEER = Path(__file__).parent / "peers" / "staffing_pyworkforce.py"
INTERVALS, HANDLE, PATIENCE, LENGTH, LOAD = 10_000, 180.0, 180.0, 1800.0, 39.0
SHARE, PROMISED = 0.8, 20.0
LARGER, ASKED_OF_LARGER = 50, 200
RUNS = 5
Found = tuple[float, list[int]]


def main() -> None:
    """Time ours, then the peer; print, and write when asked."""
    options = asked(
        __doc__,
        OUT,
        pyworkforce={"type": Path, "help": "an interpreter that has pyworkforce"},
    )
    tell(report(options.pyworkforce), OUT, options)


def report(python: Path | None) -> str:
    """The document."""
    head = (
        "# How fast agents are found\n\n"
        "Made by `python benchmarks/staffing_speed.py --pyworkforce PYTHON --write` on "
        f"{machine()}. Processor seconds of one core for {INTERVALS:,} intervals"
        f" of half an hour, {SHARE:.0%} within {PROMISED:g} s, calls of {HANDLE:g} s, patience"
        f" {PATIENCE:g} s, lognormal loads.\n"
    )
    rng = np.random.default_rng(1)
    calls = np.round(rng.lognormal(np.log(LOAD / HANDLE * LENGTH), 0.8, INTERVALS))
    parts = [section(calls * times, times, python) for times in (1, LARGER)]
    return "\n".join([head, *parts])


def section(calls: np.ndarray, times: int, python: Path | None) -> str:
    """One table."""
    plain, bounded = Target(PROMISED, SHARE), Target(PROMISED, SHARE, abandoned=0.03)
    rate = calls / LENGTH
    ours = {
        "Erlang A": timed(lambda: required_agents(rate, HANDLE, PATIENCE, plain)),
        "Erlang A, at most 3 % given up": timed(
            lambda: required_agents(rate, HANDLE, PATIENCE, bounded)
        ),
        "Erlang C": timed(lambda: required_agents(rate, HANDLE, None, plain)),
    }
    asked = calls if times == 1 else calls[:: INTERVALS // ASKED_OF_LARGER]
    peer = by_pyworkforce(asked, python)
    whole = peer[0] * len(calls) / len(asked) if peer else None
    rows = [(f"ours: {name}", seconds) for name, (seconds, _) in ours.items()]
    note = "\n"
    if peer and whole is not None:
        part = "" if times == 1 else f", from {len(asked)} of them"
        rows.append((f"pyworkforce, a loop of Erlang C{part}", whole))
        step = len(calls) // len(asked)
        same = np.mean(np.array(ours["Erlang C"][1])[::step] == np.array(peer[1]))
        note = f"\nIt gives the agents of our Erlang C in {same:.2%} of the intervals.\n"
    lines = [
        f"## A median load of {LOAD * times:,.0f} erlang",
        "",
        "| what | seconds | the peer takes |",
        "|---|---:|---:|",
    ]
    for what, seconds in rows:
        ratio = f"{whole / seconds:,.0f} ×" if whole is not None else "–"
        lines.append(f"| {what} | {seconds:.3g} | {ratio} |")
    return "\n".join(lines) + "\n" + note


def timed(work: Callable[[], np.ndarray]) -> Found:
    """The least processor time of some runs, and the answer."""
    found = []
    for _ in range(RUNS):
        begun = process_time()
        agents = work()
        found.append(process_time() - begun)
    return min(found), agents.tolist()


def by_pyworkforce(calls: np.ndarray, python: Path | None) -> Found | None:
    """The peer's answer, in a process of its own."""
    if python is None or not python.is_file():
        print("pyworkforce is left out: give --pyworkforce a Python that has it", file=sys.stderr)
        return None
    given = {
        "calls": calls.tolist(),
        "seconds": LENGTH,
        "handle": HANDLE,
        "promised": PROMISED,
        "share": SHARE,
    }
    done = subprocess.run(
        [python, PEER], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    return told["seconds"], told["agents"]


if __name__ == "__main__":
    main()
