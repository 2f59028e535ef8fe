"""How fast the cycle runs, as equations and as single people, beside mesa on the same rules.

    python benchmarks/cycle_speed.py [--mesa PYTHON]            print the table
    python benchmarks/cycle_speed.py [--mesa PYTHON] --write    renew benchmarks/cycle.md

PYTHON is an interpreter that has mesa; without one the peer is left out, with a word. Processor
seconds of one run after the other; ratios of one run are what counts.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from time import process_time

import numpy as np
from results import asked, machine, table, tell

from ringtrue.cost.cycle import agents, equations
from ringtrue.cost.cycle.agents import Contacts
from ringtrue.cost.cycle.answer import answer
from ringtrue.cost.cycle.hazards import Rates, drawn_rates, rates
from ringtrue.cost.cycle.rules import DEFAULTS
from ringtrue.cost.cycle.scenarios import Scenario

OUT = Path(__file__).with_name("cycle.md")
PEER = Path(__file__).parent / "peers" / "cycle_mesa.py"
PEOPLE, WEEKS, FRIENDS, PROMISE, MESA_WEEKS = 100_000, 260, 12, 0.9, 26


def main() -> None:
    """Time ours, then the peer; print, and write when asked."""
    options = asked(__doc__, OUT, mesa={"type": Path, "help": "an interpreter that has mesa"})
    tell(report(options.mesa), OUT, options)


def report(mesa: Path | None) -> str:
    """The document."""
    one = rates(DEFAULTS, np.array([PROMISE]))
    rows, memory = [*of_equations(), *of_agents(one)], of_a_million(one)
    rows += of_mesa(mesa, one, rows[-1][1])
    head = (
        "# How fast the cycle runs\n\n"
        "Made by `python benchmarks/cycle_speed.py --mesa PYTHON --write` on "
        f"{machine()}. Processor seconds of one core.\n\n"
    )
    cells = ((what, f"{seconds:.3g}") for what, seconds in rows)
    return f"{head}{table(('what', 'seconds'), cells)}\n\n{memory}"


def timed(work: object, times: int = 3) -> float:
    """The least processor time of some runs."""
    assert callable(work)
    found = []
    for _ in range(times):
        begun = process_time()
        work()
        found.append(process_time() - begun)
    return min(found)


Rows = list[tuple[str, float]]


def of_equations() -> Rows:
    """A thousand scenarios, and a whole answer with its bands."""
    many = drawn_rates(DEFAULTS, np.array([PROMISE]), 1, 1_000)
    return [
        (f"1,000 scenarios, {WEEKS} weeks, {steps} step{'s' * (steps > 1)} a week",
         timed(lambda steps=steps: equations.run(many, WEEKS, steps=steps)))
        for steps in (1, 4)
    ] + [
        ("a whole answer: bands, overtaking, best promises",
         timed(lambda: answer(Scenario("bold", PROMISE), WEEKS)))
    ]  # fmt: skip


def of_agents(one: Rates) -> Rows:
    """A hundred thousand people."""
    return [
        (f"{PEOPLE:,} people, {WEEKS} weeks, telling {contacts.value}",
         timed(lambda contacts=contacts: live(one, PEOPLE, contacts)))
        for contacts in Contacts
    ]  # fmt: skip


def live(one: Rates, people: int, contacts: Contacts) -> None:
    """One market of so many."""
    agents.run(one, WEEKS, people=people, seed=1, contacts=contacts, friends=FRIENDS)


def of_a_million(one: Rates) -> str:
    """Time of a million people, and the most memory that the process has ever taken."""
    seconds = timed(lambda: live(one, 1_000_000, Contacts.FRIENDS), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (
        f"A million people on the network of friends take {seconds:.1f} s; the whole process never "
        f"takes more than {peak / 1024:.0f} MiB.\n"
    )


def of_mesa(python: Path | None, one: Rates, ours: float) -> Rows:
    """The same by mesa, for some of the weeks, scaled."""
    if python is None or not python.is_file():
        print("mesa is left out: give --mesa an interpreter that has it", file=sys.stderr)
        return []
    given = json.dumps({each.name: float(getattr(one, each.name)[0]) for each in fields(one)})
    command = [python, PEER, str(PEOPLE), str(MESA_WEEKS), str(FRIENDS)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    reference = equations.run(one, MESA_WEEKS, steps=1).customers[-1, 0]
    seconds = told["seconds"] * WEEKS / MESA_WEEKS
    what = (
        f"mesa, the same {PEOPLE:,} people with friends (from {MESA_WEEKS} weeks; customers "
        f"{told['customers']:.4f}, equations {reference:.4f}): {seconds / ours:.0f} × ours"
    )
    return [(what, seconds)]


if __name__ == "__main__":
    main()
