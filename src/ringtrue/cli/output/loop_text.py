"""The loop in the firm's own figures: lines for people, JSON and CSV for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import click

from ringtrue.cli.output.marking import clean, wrapped
from ringtrue.cli.output.table import table
from ringtrue.cost.loop.detecting import DEFINITION
from ringtrue.desk.loop_words import arrows_of, loop_told, series_of
from ringtrue.desk.services.read_loop import LoopView

_HEADER = ("arrow", "shows", "how much later", "correlation of news (95 %)", "by chance")


def loop_lines(view: LoopView) -> Iterator[str]:
    """What the whole comes to, each arrow, and what would tell more."""
    if view.loop is None:
        yield click.style("Nothing can be read: no setting says where the figures are.", bold=True)
    else:
        yield click.style(loop_told(view.loop), bold=True)
        yield ""
        rows = [
            (each.words, each.state.value, each.lag, each.correlation, each.chance)
            for each in arrows_of(view.loop)
        ]
        yield from (f"  {line}" for line in table(_HEADER, rows, texts=3))
        yield ""
        for each in arrows_of(view.loop):
            if each.why:
                yield from wrapped(f"{each.words}: {each.why}.", "  ")
        yield from wrapped(DEFINITION, "")
    for trouble in view.reading.troubles if view.reading else ():
        yield from wrapped(f"Could not be read: {clean(trouble)}", "")
    for setting in view.missing:
        yield from wrapped(f"More could be told with {setting}.", "")


def loop_json(view: LoopView) -> str:
    """Everything, as one document."""
    found: dict[str, object] = {
        "schema": "ringtrue/loop/1",
        "definition": DEFINITION,
        "state": view.loop.state.value if view.loop else None,
        "period": view.loop.period.value if view.loop else None,
        "seed": view.loop.seed if view.loop else None,
        "missing": list(view.missing),
        "troubles": list(view.reading.troubles) if view.reading else [],
        "arrows": [
            {
                "cause": each.link.cause.value,
                "effect": each.link.effect.value,
                "sign": each.link.sign,
                "state": each.state.value,
                "reason": each.reason,
                "lag": each.following and each.following.lag,
                "correlation": each.following and each.following.correlation,
                "low": each.following and each.following.low,
                "high": each.following and each.following.high,
                "p": each.following and each.following.p,
                "periods": each.following and each.following.periods,
            }
            for each in (view.loop.links if view.loop else ())
        ],
    }
    return json.dumps(found, indent=1, ensure_ascii=False)


def loop_csv(view: LoopView) -> str:
    """The figures, a row for each period."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    series = series_of(view.reading) if view.reading else ()
    writer.writerow(["start", *(name.replace(" ", "_") for name, _, _ in series)])
    for at, start in enumerate(view.reading.starts if view.reading else ()):
        cells = (values[at] for _, values, _ in series)
        writer.writerow([start, *("" if each is None else each for each in cells)])
    return out.getvalue().rstrip("\n")
