"""How near the load curve comes to the truth, and how often its interval holds it.

    python benchmarks/load_curve.py             print the table
    python benchmarks/load_curve.py --write     renew benchmarks/load_curve.md

Two years of a shop are simulated, many times: weekends at half the volume, days that are busier or
quieter by a quarter, a share that falls with load by a known slope (in logits for each usual volume
more), and a shock of every day. The curve is asked for the share at one and a half times the usual
volume (`ringtrue.stats.load_curve.at_load`), each of its days one and a half times as busy as it
was; true is the mean share over its own days and all shocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from results import asked, tell

from ringtrue.stats.arrays import FloatArray, IntArray, expit, logit
from ringtrue.stats.load_curve import at_load, load_curve, relative_load

OUT = Path(__file__).with_name("load_curve.md")
LIFT, START, SHOCK = 1.5, 2.5, 0.2
SLOPES, VOLUMES = (0.0, 1.0, 3.0), (20, 200)
SHOCKS = np.random.default_rng(0).normal(0, SHOCK, (200, 1))
DAYS: IntArray = np.arange(730, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Row:
    """One slope and volume: means over the shops, and how many intervals held the truth."""

    slope: float
    a_day: int
    shops: int
    days: float
    truth: float
    told: float
    true_shift: float
    shift: float
    width: float
    held: float


def main() -> None:
    """Simulate, print, and write when asked."""
    options = asked(__doc__, OUT, shops={"type": int, "default": 200})
    rows = [row(slope, a_day, options.shops) for slope, a_day in product(SLOPES, VOLUMES)]
    tell(table(rows), OUT, options)


def row(slope: float, a_day: int, shops: int) -> Row:
    """Many shops of one kind."""
    random = np.random.default_rng([int(slope), a_day])
    asked = []
    for _ in range(shops):
        days, volume, kept, decided = shop(slope, a_day, random)
        found = at_load(load_curve(days, volume, kept, decided), [LIFT])
        truth, usual = (true_share(slope, days, volume, times) for times in (LIFT, 1.0))
        asked += [(found, truth, usual)] if found else []
    told, truths = [each for each, _, _ in asked], np.array([each[1:] for each in asked])
    held = [each.low <= truth <= each.high for each, truth, _ in asked]
    return Row(
        slope=slope,
        a_day=a_day,
        shops=len(told),
        days=float(np.mean([each.days for each in told])),
        truth=float(truths[:, 0].mean()),
        told=float(np.mean([each.share for each in told])),
        true_shift=float((logit(truths[:, 0]) - logit(truths[:, 1])).mean()),
        shift=float(np.mean([each.shift for each in told])),
        width=float(np.mean([each.high - each.low for each in told])),
        held=float(np.mean(held)),
    )


def true_share(slope: float, days: IntArray, volume: FloatArray, times: float) -> float:
    """Over a shop's days, were each so many times as busy as it was: all shocks, every record."""
    load = relative_load(days, volume)
    load, volume = load[np.isfinite(load)], volume[np.isfinite(load)]
    over = np.maximum(times * load - 1, 0)
    return float(volume @ expit(START - slope * over + SHOCKS).mean(axis=0) / volume.sum())


def shop(
    slope: float, a_day: int, random: np.random.Generator
) -> tuple[IntArray, FloatArray, FloatArray, FloatArray]:
    """Days, volume, kept and decided of two years."""
    week = np.where(DAYS % 7 > 4, 0.5, 1.0)
    drawn = random.poisson(a_day * week * np.exp(random.normal(0, 0.25, 730)))
    volume = drawn.astype(np.float64) + 1
    over = np.maximum(np.nan_to_num(relative_load(DAYS, volume), nan=1.0) - 1, 0)
    share = expit(START - slope * over + random.normal(0, SHOCK, 730))
    return DAYS, volume, random.binomial(drawn + 1, share).astype(np.float64), volume


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    lines = [
        "# The load curve",
        "",
        "`python benchmarks/load_curve.py --write` on simulated shops of two years, asked for the",
        f"share when every day is {LIFT:g} times as busy as it was. *Held* is how many intervals",
        "for 95 % hold the truth. Where load does no harm (slope 0) a curve that never rises leans",
        "a little downwards: that is the price of taking no other shape for granted.",
        "",
        "| slope | a day | shops | busy days | share | told | shift | told | width | held |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.slope:g} | {each.a_day} | {each.shops} | {each.days:.0f} | {each.truth:.1%} |"
        f" {each.told:.1%} | {each.true_shift:.2f} | {each.shift:.2f} | {100 * each.width:.1f} |"
        f" {each.held:.1%} |"
        for each in rows
    ]
    lines += ["", "Shifts are in logits, the width of the interval in points of per cent.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
