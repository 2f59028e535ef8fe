"""Do plans keep their promise in a simulation that shares no code with them?

    python benchmarks/plan_simulated.py [--campaigns N]            print the tables
    python benchmarks/plan_simulated.py [--campaigns N] --write    renew plan_simulated.md

Needs simpy, as the tests do. Random campaigns are planned and their days simulated call by call;
then one surge is staffed in four ways, of which the second and third are those of every peer: calls
per interval times handle time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from results import asked, tell

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits, Load
from ringtrue.core.service_level import Target
from ringtrue.do.queues.offered_load import spike_load
from ringtrue.do.queues.required import required_agents
from ringtrue.do.staffing.plan import plan_staff

OUT = Path(__file__).with_name("plan_simulated.md")
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "do" / "staffing"))

LENGTH, QUARTERS, DAYS = 900.0, 12, 20
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPIKE, SPIKE_DAYS = {"calls": 120 / 3600, "extra": 400.0, "mean": 900.0, "handle": 300.0}, 150


def main() -> None:
    """Simulate; print, and write when asked."""
    options = asked(__doc__, OUT, campaigns={"type": int, "default": 60})
    tell(report(options.campaigns), OUT, options)


def report(campaigns: int) -> str:
    """The document."""
    found = np.array([campaign(seed) for seed in range(campaigns)])
    promised, share, error = found.T
    z = (share - promised) / error
    return (
        "# Plans in a simulation\n\n"
        "Made by `python benchmarks/plan_simulated.py --write`.\n\n"
        f"{campaigns} random campaigns of {QUARTERS} quarters of an hour, planned with Erlang A at"
        f" the offered load, {DAYS} days of each simulated call by call:\n\n"
        f"- {np.mean(share >= promised):.1%} reached the share promised, {np.mean(z >= -2):.1%} did"
        " so within two standard errors;\n"
        f"- on average they were {100 * np.mean(share - promised):.1f} points above it, at the"
        f" least {100 * np.min(share - promised):.1f}.\n\n" + surge()
    )


def campaign(seed: int) -> tuple[float, float, float]:
    """Share promised, share reached and its standard error."""
    rng = np.random.default_rng(seed)
    usual = rng.uniform(5, 30) * (1 + 0.3 * np.sin(np.linspace(0, 3, QUARTERS)))
    extra = rng.uniform(20, 120) * np.exp(-np.arange(QUARTERS) / rng.uniform(1, 4))
    handle, patience = float(rng.uniform(120, 400)), float(rng.uniform(40, 300))
    target = Target(float(rng.choice([10, 20, 60])), float(rng.choice([0.7, 0.8, 0.9])))
    starts = tuple(MONDAY + timedelta(seconds=LENGTH * number) for number in range(QUARTERS))
    none = (0.0,) * QUARTERS
    load = Load(starts, LENGTH, tuple((usual + extra).tolist()), tuple(extra.tolist()), none, none)
    traits = CallTraits(*(stated(each) for each in (handle, patience, 0.0)))
    plan = plan_staff(load, traits, target, [0] * QUARTERS, today=date(2026, 1, 5), draws=2)
    agents = [each.needed for each in plan.intervals]
    days = [
        simulated(load.calls, agents, LENGTH, handle, patience, target.seconds, 1000 * seed + day)
        for day in range(DAYS)
    ]
    in_time, offered = np.array(days).sum(axis=2).T
    share = in_time.sum() / offered.sum()
    error = np.sqrt(((in_time - share * offered) ** 2).sum()) / offered.sum()
    return target.share, share, max(error, 1e-9)


def stated(value: float) -> Figure:
    """A figure that is certain."""
    return Figure("drawn", value, value, value, "", Basis.STATED, "the benchmark")


def simulated(
    calls: Sequence[float],
    agents: Sequence[int],
    length: float,
    handle: float,
    patience: float,
    promised: float,
    seed: int,
    in_hand: float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """One day: calls in time and calls offered in each interval."""
    from simulated_floor import Floor

    floor = Floor(
        calls,
        agents,
        length=length,
        handle=handle,
        patience=patience,
        promised=promised,
        seed=seed,
    )
    return floor.run(in_hand)


def surge() -> str:
    """One surge, staffed in four ways."""
    usual, target, patience = 120 / 3600, Target(20, 0.8), 180.0
    ends = np.exp(-np.arange(9.0))
    quarters = usual + SPIKE["extra"] * (ends[:-1] - ends[1:]) / 900
    hours = np.repeat(quarters.reshape(2, 4).mean(axis=1), 4)
    load = spike_load(np.arange(0, 7201.0), **SPIKE)
    most = np.array([load[900 * k : 900 * (k + 1) + 1].max() for k in range(8)])
    ways = {
        "as without the surge": np.full(8, usual),
        "by the calls of each hour": hours,
        "by the calls of each quarter": quarters,
        "by the offered load": most / SPIKE["handle"],
    }
    told = (
        "120 calls an hour and 400 more, on average a quarter of an hour after the mailing; calls"
        f" of 300 s, patience 180 s, promised 80 % within 20 s; {SPIKE_DAYS} days of two hours.\n"
    )
    lines = [
        "## 400 calls after a mailing\n",
        told,
        "| agents | quarter by quarter | agent-quarters | in time | in the worst quarter |",
        "|---|---|---:|---:|---:|",
    ]
    for name, rate in ways.items():
        agents = required_agents(rate, SPIKE["handle"], patience, target).tolist()
        share, worst = spike_shares(agents)
        listed = ", ".join(map(str, agents))
        lines.append(f"| {name} | {listed} | {sum(agents)} | {share:.1%} | {worst:.1%} |")
    return "\n".join(lines) + "\n"


def spike_shares(agents: Sequence[int]) -> tuple[float, float]:
    """In time over all quarters, and in the worst of them."""
    edges = np.exp(-np.arange(0, 7201, 60) / 900)
    calls = (SPIKE["calls"] * 60 + SPIKE["extra"] * -np.diff(edges)).tolist()
    minutes = [people for people in agents for _ in range(15)]
    days = [
        simulated(calls, minutes, 60, 300, 180, 20, day, in_hand=10) for day in range(SPIKE_DAYS)
    ]
    in_time, offered = np.array(days).sum(axis=0).reshape(2, 8, 15).sum(axis=2)
    return in_time.sum() / offered.sum(), (in_time / offered).min()


if __name__ == "__main__":
    main()
