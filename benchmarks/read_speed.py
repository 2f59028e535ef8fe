"""How long reading takes, beside the two prose checkers people know.

    python benchmarks/read_speed.py --proselint PATH --textlint PATH
    python benchmarks/read_speed.py --write           renew benchmarks/read.md

Each program is started anew on the same Markdown file, as a person would start it. The programs
take turns, so that a busy moment of the machine meets all of them, and the median of the runs
counts. What Python compiles is kept from an uncounted first run, as it is for an installed
package. Nothing is installed: peers that are neither on PATH nor named are left out.

The copy is put together from `training/sentences`, in an order that a seed decides, with as many
promises and assertions as pages have that were found and not written for learning. One file of
1 MB says hardly any sentence twice; the other repeats 183 KB of copy until it is as long, as large
sites repeat themselves, which lets what is remembered of a sentence count.

The second table takes one run of ours apart, each time in a new process, so that nothing is
remembered from an earlier run.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from results import asked, machine, tell

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).with_name("read.md")
SENTENCES = ROOT / "training" / "sentences"
PAGE_BYTES, WHOLE_BYTES, REPEATED_BYTES = 2_000, 1_000_000, 183_000
SEED = 2013
MIXTURE = {"promise": 22, "assertion": 7, "none": 71}
"""Per cent of the lines with each label, as in pages as they are found."""

RUNS = 5
STEPS = (
    "imports",
    "file to passages",
    "passages to sentences",
    "sentences (again) to claims, with the model's start",
    "another page of 2 KB, from file to claims",
)
PAGE = """\
# How long reading takes

Made by `python benchmarks/read_speed.py` on {machine}. Median of runs in turns; the ratio is that
of processor time. "Repeated" is 183 KB of copy over and over, "varied" says hardly anything twice.
Of the sentences {mixture}, as in pages as they are found.
The page of 2 KB is mostly start: the last line of the second table is a page after it.

{compared}

## One run of ours, taken apart

Milliseconds of processor time.

{ours}
"""


@dataclass(frozen=True)
class Time:
    """Seconds of a run: on the clock, and on the processor."""

    wall: float
    cpu: float


def copy(size: int) -> str:
    """About `size` bytes of Markdown: headings, paragraphs, lists, tables, quotes, some markup."""
    chance = random.Random(SEED)
    texts = _mixed(chance)
    blocks: list[str] = []
    length = 0
    while length < size:
        kind = chance.choices(("text", "list", "heading", "quote", "table"), (66, 14, 14, 3, 3))[0]
        count = {"heading": 1, "quote": 2, "table": 4}.get(kind, chance.randint(2, 5))
        blocks.append(block(kind, list(islice(texts, count)), chance))
        length += len(blocks[-1].encode()) + 2
    return "\n\n".join(blocks).encode()[:size].decode(errors="ignore") + "\n"


def _mixed(chance: random.Random) -> Iterator[str]:
    """Sentences in the natural mixture, without end; none twice before all of its label came."""
    by_label: dict[str, list[str]] = {label: [] for label in MIXTURE}
    for file in sorted(SENTENCES.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            _, label, _, _, text = line.split("\t")[:5]
            by_label[label].append(text)
    for texts in by_label.values():
        chance.shuffle(texts)
    turns = {label: cycle(texts) for label, texts in by_label.items()}
    while True:
        yield next(turns[chance.choices(*zip(*MIXTURE.items(), strict=True))[0]])


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


def samples() -> dict[str, str]:
    """The texts to read, by what they are called in the tables."""
    repeated = copy(REPEATED_BYTES) * (WHOLE_BYTES // REPEATED_BYTES + 1)
    return {
        "2 KB": copy(PAGE_BYTES),
        "1 MB, repeated": repeated[:WHOLE_BYTES],
        "1 MB, varied": copy(WHOLE_BYTES),
    }


def timed(command: list[str], environment: dict[str, str]) -> Time:
    """One run of a program."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 1}:
        sys.exit(f"{command[0]} failed:\n{done.stderr.decode()[-2000:]}")
    return Time(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def in_turns(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, Time]:
    """The median of a few runs of each program, after a first that does not count."""
    runs: dict[str, list[Time]] = {name: [] for name in commands}
    for number in range(RUNS + 1):
        for name, command in commands.items():
            run = timed(command, environment)
            if number:
                runs[name].append(run)
    return {
        name: Time(median(run.wall for run in found), median(run.cpu for run in found))
        for name, found in runs.items()
    }


def commands(arguments: argparse.Namespace) -> dict[str, list[str]]:
    """The programs that are there, ours first."""
    ours = shutil.which("ringtrue", path=str(Path(sys.executable).parent)) or "ringtrue"
    found = {"ringtrue": [ours, "read", "--format", "json"]}
    if proselint := shutil.which(arguments.proselint):
        found["proselint"] = [proselint, "check"]
    if textlint := shutil.which(arguments.textlint):
        found["textlint"] = [textlint, "--rule", arguments.textlint_rule]
    return found


def comparison(
    found: dict[str, list[str]], files: dict[str, Path], environment: dict[str, str]
) -> Iterator[str]:
    """The table of programs and sizes; ratios are those of processor time to ours."""
    yield "| program | copy | seconds | processor seconds | times ours |"
    yield "|---|---|---:|---:|---:|"
    starts = {"python -c pass": [sys.executable, "-c", "pass"]}
    starts["ringtrue read --help"] = [found["ringtrue"][0], "read", "--help"]
    for name, run in in_turns(starts, environment).items():
        yield f"| {name} | | {run.wall:.2f} | {run.cpu:.2f} | |"
    for size, file in files.items():
        asked = {name: [*command, str(file)] for name, command in found.items()}
        runs = in_turns(asked, environment)
        for name, run in runs.items():
            ratio = f"{run.cpu / runs['ringtrue'].cpu:.1f}"
            yield f"| {name} | {size} | {run.wall:.2f} | {run.cpu:.2f} | {ratio} |"


def steps(files: dict[str, Path], environment: dict[str, str]) -> Iterator[str]:
    """The table of our own steps, in milliseconds of processor time."""
    columns = []
    for file in files.values():
        command = [sys.executable, __file__, "--apart", str(file)]
        runs = [
            subprocess.run(command, capture_output=True, check=True, env=environment).stdout
            for _ in range(RUNS)
        ]
        columns.append(
            [median(map(float, step)) for step in zip(*map(bytes.split, runs), strict=True)]
        )
    yield f"| step | {' | '.join(files)} |"
    yield "|---|" + "---:|" * len(files)
    for name, *times in zip(STEPS, *columns, strict=True):
        yield f"| {name} | " + " | ".join(f"{time:.1f}" for time in times) + " |"


def apart(file: Path) -> list[float]:
    """The milliseconds of each of our steps over one file, each done once."""
    other = copy(2 * PAGE_BYTES)[-PAGE_BYTES:].encode()
    times = [process_time()]
    from ringtrue.say.claims import find_claims
    from ringtrue.say.reading import read_bytes, read_file
    from ringtrue.say.sentences import split_sentences

    times.append(process_time())
    document = read_file(file)
    times.append(process_time())
    for passage in document.passages:
        split_sentences(passage.text)
    times.append(process_time())
    find_claims(document)
    times.append(process_time())
    find_claims(read_bytes("other.md", other))
    times.append(process_time())
    return [1000 * (after - before) for before, after in pairwise(times)]


def mixture() -> str:
    """The shares of the labels in words."""
    share = MIXTURE
    return f"{share['promise']} % are promises and {share['assertion']} % assertions"


def main() -> None:
    """Print the tables, or write them beside this file."""
    arguments = asked(
        __doc__,
        OUT,
        proselint={"default": "proselint", "help": "path of its program"},
        textlint={"default": "textlint", "help": "path of its program"},
        textlint_rule={"default": "write-good", "help": "the rule it is run with"},
        apart={"type": Path, "help": argparse.SUPPRESS},
    )
    if arguments.apart:
        print(*apart(arguments.apart))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (size, text) in enumerate(samples().items()):
            files[size] = Path(folder) / f"copy-{number}.md"
            files[size].write_text(text, encoding="utf-8")
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        compared = "\n".join(comparison(commands(arguments), files, environment))
        ours = "\n".join(steps(files, environment))
    page = PAGE.format(machine=machine(), mixture=mixture(), compared=compared, ours=ours)
    tell(page, OUT, arguments)


if __name__ == "__main__":
    main()
