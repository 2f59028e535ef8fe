"""Times `ringtrue measure` against its peers, in interleaved rounds on the same machine.

    python benchmarks/measure_speed.py --folder SCRATCH [--venvs DIR] [--rows N] [--rounds N]

Ratios of one run are what counts; seconds depend on the machine. A peer with packages of its own
runs in DIR/<name> (`polars`, `gx`, `soda`) and is left out, with a word, where there is none.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median

PEERS = Path(__file__).parent / "peers"
OURS = ("ringtrue", "ringtrue_again", "hand", "floor", "countif")
NAMES = {
    "ringtrue": "**ringtrue measure** (days, pending, ladders)",
    "ringtrue_again": "ringtrue measure, one new day",
    "hand": "histogram shape by hand",
    "floor": "scan and derive only (floor)",
    "countif": "fused count_if",
    "polars": "polars, streaming",
    "gx": "Great Expectations 1 (one total)",
    "soda": "Soda (one total)",
}


def main() -> None:
    """Generate the events once, run every contender, print the table."""
    options = arguments()
    folder = options.folder / f"events-{options.rows}"
    if not folder.is_dir():
        made = [sys.executable, PEERS / "generate.py", folder, str(options.rows)]
        subprocess.run(made, check=True)
    contenders = dict.fromkeys(OURS, Path(sys.executable))
    for name in ("polars", "gx", "soda"):
        python = (options.venvs or Path()) / name / "bin/python"
        if options.venvs and python.is_file():
            contenders[name] = python
        else:
            print(f"{name} is left out: no {python}", file=sys.stderr)
    print(describe(options.rows))
    for count in options.counts:
        print(table(count, rounds(contenders, folder, count, options)))


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="scratch folder for the events")
    parser.add_argument("--venvs", type=Path, help="folder with the peers' environments")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="+", default=[30, 300])
    parser.add_argument("--limit", type=int, default=300, help="seconds a contender may take")
    return parser.parse_args()


Found = dict[str, list[dict[str, float]]]


def rounds(
    contenders: dict[str, Path], folder: Path, count: int, options: argparse.Namespace
) -> Found:
    """Every contender once per round; one that fails or takes too long is not asked again."""
    found: Found = {name: [] for name in contenders}
    dropped: set[str] = set()
    for _ in range(options.rounds):
        for name, python in contenders.items():
            if name in dropped:
                continue
            told = ask(python, name, folder, count, options.limit)
            if told is None:
                dropped.add(name)
            else:
                found[name].append(told)
    return {name: each for name, each in found.items() if each}


def ask(python: Path, name: str, folder: Path, count: int, limit: int) -> dict[str, float] | None:
    """One run in a process of its own."""
    command = [python, PEERS / f"by_{name}.py", folder.resolve(), str(count)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        print(f"{name} took more than {limit} s for {count}", file=sys.stderr)
        return None
    except subprocess.CalledProcessError as error:
        print(f"{name} failed: {error.stderr[-600:]}", file=sys.stderr)
        return None
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def describe(rows: int) -> str:
    """The machine and its load."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{rows:,} events; {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}; load average {load}.\n"
    )


def table(count: int, found: Found) -> str:
    """Medians, and ratios to the shape written by hand."""
    hand = {kind: median(each[kind] for each in found["hand"]) for kind in ("seconds", "cpu")}
    lines = [
        f"### {count} standards",
        "",
        "| contender | seconds | × by hand | CPU seconds | × by hand | peak MiB | kept in all |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, told in found.items():
        cells = []
        for kind, by_hand in hand.items():
            taken = median(each[kind] for each in told)
            digits = 2 if taken >= 0.2 else 3
            cells += [f"{taken:.{digits}f}", f"{taken / by_hand:.{digits}f}"]
        peak, kept = max(each["peak"] for each in told), int(told[0]["kept"])
        cells.append(f"{peak:,.0f}" if peak else "–")
        cells.append(
            f"{kept} days read" if name == "ringtrue_again" else f"{kept:,}" if kept else "–"
        )
        lines.append(f"| {NAMES[name]} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
