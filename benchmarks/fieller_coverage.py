"""How often a firm is told the truth about its own misled-to-defect multiplier.

    python benchmarks/fieller_coverage.py             print the table
    python benchmarks/fieller_coverage.py --write     renew benchmarks/fieller_coverage.md

A firm's customers are simulated: a tenth meets a defect, one in twenty-five is misled, the defect
costs half a point of satisfaction, being misled two, answers scatter by 1.8 points. Each firm
learns its multiplier as `ringtrue cost` does (`ringtrue.cost.multiplier.own_multiplier`), and the
interval holds the truth, 4, or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import median

import numpy as np
from results import asked, tell

from ringtrue.core.customers import CauseSums, Sums
from ringtrue.cost.multiplier import Multiplier, own_multiplier
from ringtrue.stats.ratios import TwoEstimates, delta

OUT = Path(__file__).with_name("fieller_coverage.md")
TRUE, DEFECT, SCATTER = 4.0, -0.5, 1.8
SHARES = {"defect": 0.10, "misled": 0.04}
SIZES = (300, 1_000, 5_000)
NEWLINE, _Z = "\n", 1.959964


@dataclass(frozen=True, slots=True)
class Row:
    """One number of answers: shares of firms, and the median factor from low to high."""

    answers: int
    firms: int
    fieller: float
    undetermined: float
    wrongly_finite: int
    by_delta: float
    believed: float
    width: float


def main() -> None:
    """Simulate, print, and write when asked."""
    options = asked(__doc__, OUT, firms={"type": int, "default": 10_000})
    tell(table([row(size, options.firms) for size in SIZES]), OUT, options)


def firm(rng: np.random.Generator, answers: int) -> Iterator[CauseSums]:
    """One firm's answers as sums: causes fall to customers by chance."""
    defect, misled = rng.multinomial(answers, [*SHARES.values(), 1 - sum(SHARES.values())])[:2]
    sizes = {"": answers - defect - misled, "defect": int(defect), "misled": int(misled)}
    effects = {"": 0.0, "defect": DEFECT, "misled": TRUE * DEFECT}
    for cause, size in sizes.items():
        scores = rng.normal(7 + effects[cause], SCATTER, size)
        yield CauseSums(cause, "", Sums(size, float(scores.sum()), float((scores**2).sum())))


def row(answers: int, firms: int) -> Row:
    """Many firms with so many answers each; those without two answers of a cause are left out."""
    rng = np.random.default_rng(answers)
    found = [own_multiplier(tuple(firm(rng, answers))) for _ in range(firms)]
    told = [each for each in found if each.interval]
    held = [each.interval.covers(TRUE) for each in told if each.interval]
    usual = [delta(_pair(each)) for each in told]
    return Row(
        answers=answers,
        firms=len(told),
        fieller=float(np.mean(held)),
        undetermined=float(np.mean([not each.is_determined for each in told])),
        wrongly_finite=sum(_wrongly(each) for each in told),
        by_delta=float(np.mean([low <= TRUE <= high for low, high in usual])),
        believed=float(np.mean([e.believed.low <= TRUE <= e.believed.high for e in told])),
        width=median(each.believed.high / each.believed.low for each in told),
    )


def _wrongly(told: Multiplier) -> bool:
    """A finite interval where the defect does not differ from nothing."""
    assert told.defect
    assert told.interval
    return told.interval.is_determined and not told.defect.is_sure


def _pair(told: Multiplier) -> TwoEstimates:
    """The estimates again, from their intervals; they share the spread of the untroubled."""
    assert told.misled
    assert told.defect
    top, bottom = (((each.high - each.low) / 2 / _Z) ** 2 for each in (told.misled, told.defect))
    shared = SCATTER**2 / (told.records - told.misled.records - told.defect.records)
    return TwoEstimates(told.misled.best, told.defect.best, top, bottom, shared)


def table(rows: list[Row]) -> str:
    """The table as Markdown."""
    error = 1.96 * sqrt(0.95 * 0.05 / rows[0].firms)
    lines = [
        f"| {each.answers:,} | **{each.fieller:.1%}** | {each.undetermined:.0%} |"
        f" {each.wrongly_finite} | {each.by_delta:.1%} | {each.believed:.1%} | {each.width:.1f} |"
        for each in rows
    ]
    return f"""\
# How often the multiplier's interval holds the truth

Of {rows[0].firms:,} simulated firms each (the doubt of a share near 95 % is ±{error:.1%}); renewed
by `python benchmarks/fieller_coverage.py --write`.

| answers | Fieller holds 4 | not determined | finite, wrongly | usual (delta) interval holds 4 \
| belief holds 4 | belief, high ÷ low |
|---|---|---|---|---|---|---|
{NEWLINE.join(lines)}

Before any answer the belief's high ÷ low is 16. It holds 4 more often than 95 % because the truth
is where its prior is centred.
"""


if __name__ == "__main__":
    main()
