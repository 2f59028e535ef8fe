"""How long reading takes, beside the two prose checkers people know.

    python benchmarks/read_speed.py --proselint PATH --textlint PATH
    python benchmarks/read_speed.py --write           renew benchmarks/read_speed.md

Each program is started anew on the same Markdown file, of 2 KB and of 1 MB, as a person would
start it; the best of a few runs counts. Nothing is installed: peers that are neither on PATH nor
named are left out. The copy is put together from `training/sentences`, in an order that a seed
decides, so that no sentence comes twice before all have come once.

The second table takes one run of ours apart, each time in a new process, so that nothing is
remembered from an earlier run.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).with_suffix(".md")
SENTENCES = ROOT / "training" / "sentences"
SIZES = {"2 KB": 2_000, "1 MB": 1_000_000}
SEED = 2013
STEPS = ("imports", "file to passages", "passages to sentences", "sentences (again) to claims")
PAGE = """\
# How long reading takes

Made by `python benchmarks/read_speed.py` on {machine}. Best of a few runs.

{compared}

## One run of ours, taken apart

Milliseconds of processor time.

{ours}
"""


@dataclass(frozen=True)
class Time:
    """Seconds of the best run: on the clock, and on the processor."""

    wall: float
    cpu: float


def copy(size: int) -> str:
    """About `size` bytes of Markdown: headings, paragraphs, lists, tables, quotes, some markup."""
    chance = random.Random(SEED)
    texts = [
        line.split("\t")[4]
        for file in sorted(SENTENCES.glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()[1:]
        if line.count("\t") >= 4
    ]
    chance.shuffle(texts)
    blocks: list[str] = []
    length, at = 0, 0
    while length < size:
        kind = chance.choices(("text", "list", "heading", "quote", "table"), (66, 14, 14, 3, 3))[0]
        count = {"heading": 1, "quote": 2, "table": 4}.get(kind, chance.randint(2, 5))
        some = [texts[(at + step) % len(texts)] for step in range(count)]
        at += count
        blocks.append(block(kind, some, chance))
        length += len(blocks[-1].encode()) + 2
    return "\n\n".join(blocks).encode()[:size].decode(errors="ignore") + "\n"


def block(kind: str, texts: list[str], chance: random.Random) -> str:
    """One block of Markdown that says these texts."""
    if kind == "heading":
        return f"## {texts[0]}"
    if kind == "list":
        return "\n".join(f"- {text}" for text in texts)
    if kind == "table":
        rows = [f"| {text.replace('|', '/')} | £{chance.randint(1, 99)} |" for text in texts]
        return "\n".join(["| What | Price |", "|---|---|", *rows])
    words = " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts).split(" ")
    if chance.random() < 0.35:
        spot = chance.randrange(len(words))
        form = chance.choice(("**{}**", "*{}*", "[{}](https://shop.example/)"))
        words[spot] = form.format(words[spot])
    return ("> " if kind == "quote" else "") + " ".join(words)


def timed(command: list[str], file: Path, runs: int) -> Time:
    """The best of a few runs of a program over a file."""
    walls, cpus = [], []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        done = subprocess.run([*command, str(file)], capture_output=True, check=False)
        walls.append(perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if done.returncode not in {0, 1}:
            sys.exit(f"{command[0]} failed:\n{done.stderr.decode()[-2000:]}")
    return Time(min(walls), min(cpus))


def commands(arguments: argparse.Namespace) -> dict[str, list[str]]:
    """The programs that are there, ours first."""
    ours = shutil.which("ringtrue", path=str(Path(sys.executable).parent)) or "ringtrue"
    found = {"ringtrue": [ours, "read", "--format", "json"]}
    if proselint := shutil.which(arguments.proselint):
        found["proselint"] = [proselint, "check"]
    if textlint := shutil.which(arguments.textlint):
        found["textlint"] = [textlint, "--rule", arguments.textlint_rule]
    return found


def comparison(found: dict[str, list[str]], files: dict[str, Path]) -> Iterator[str]:
    """The table of programs and sizes; ratios are those of processor time to ours."""
    yield "| program | size | seconds | processor seconds | times ours |"
    yield "|---|---|---:|---:|---:|"
    for size, file in files.items():
        ours = Time(0.0, 0.0)
        for name, command in found.items():
            best = timed(command, file, runs=5 if name == "ringtrue" or size == "2 KB" else 2)
            ours = best if name == "ringtrue" else ours
            ratio = f"{best.cpu / ours.cpu:.1f}"
            yield f"| {name} | {size} | {best.wall:.2f} | {best.cpu:.2f} | {ratio} |"


def steps(files: dict[str, Path]) -> Iterator[str]:
    """The table of our own steps, in milliseconds of processor time."""
    columns = []
    for file in files.values():
        runs = [
            subprocess.run(
                [sys.executable, __file__, "--apart", file], capture_output=True, check=True
            )
            for _ in range(5)
        ]
        columns.append(
            [
                min(map(float, step))
                for step in zip(*(run.stdout.split() for run in runs), strict=True)
            ]
        )
    yield "| step | 2 KB | 1 MB |"
    yield "|---|---:|---:|"
    for name, *times in zip(STEPS, *columns, strict=True):
        yield f"| {name} | " + " | ".join(f"{time:.1f}" for time in times) + " |"


def apart(file: Path) -> list[float]:
    """The milliseconds of each of our steps over one file, each done once."""
    times = [process_time()]
    from ringtrue.say.claims import find_claims
    from ringtrue.say.reading import read_file
    from ringtrue.say.sentences import split_sentences

    times.append(process_time())
    document = read_file(file)
    times.append(process_time())
    for passage in document.passages:
        split_sentences(passage.text)
    times.append(process_time())
    find_claims(document)
    times.append(process_time())
    return [1000 * (after - before) for before, after in pairwise(times)]


def machine() -> str:
    """Where this ran."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = [
            line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
        ]
        name = models[0].split(":", 1)[1].strip() if models else name
    return f"{os.cpu_count()} cores of {name}, Python {platform.python_version()}"


def main() -> None:
    """Print the tables, or write them beside this file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--proselint", default="proselint", help="path of its program")
    parser.add_argument("--textlint", default="textlint", help="path of its program")
    parser.add_argument("--textlint-rule", default="write-good", help="the rule it is run with")
    parser.add_argument("--write", action="store_true", help="renew benchmarks/read_speed.md")
    parser.add_argument("--apart", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.apart:
        print(*apart(arguments.apart))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"copy-{count}.md" for size, count in SIZES.items()}
        for size, file in files.items():
            file.write_text(copy(SIZES[size]), encoding="utf-8")
        compared = "\n".join(comparison(commands(arguments), files))
        ours = "\n".join(steps(files))
    page = PAGE.format(machine=machine(), compared=compared, ours=ours)
    if arguments.write:
        OUT.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
