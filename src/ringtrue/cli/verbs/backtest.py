"""`ringtrue backtest`: how often each rule would have been wrong on this very source."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import (
    as_of_option,
    color_option,
    format_option,
    need_standards,
    workspace_option,
)
from ringtrue.core.errors import UsageError

if TYPE_CHECKING:
    from ringtrue.desk.services.run_backtest import Backtested

_RULES = ("plain", "binomial", "predictive")


@click.command()
@click.argument("standards", nargs=-1, metavar="[STANDARD]...")
@click.option("--target", "targets", multiple=True, metavar="SHARE",
              help="A share to test, such as 80%; repeat it for several.")  # fmt: skip
@click.option("--limit", "limits", multiple=True, type=float,
              help="A limit to test, in the standard's unit; repeat it for several.")  # fmt: skip
@click.option("--rule", "rules", multiple=True, type=click.Choice(_RULES),
              help="A rule to test; all three when left out.")  # fmt: skip
@as_of_option
@format_option("text", "json")
@workspace_option
@color_option
def command(
    standards: tuple[str, ...],
    targets: tuple[str, ...],
    limits: tuple[float, ...],
    rules: tuple[str, ...],
    as_of: datetime | None,
    form: str,
    workspace: Path | None,
) -> None:
    """Put the gate and simpler rules to every past month of the standards, or of those named."""
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.measure_standards import measure_standards
    from ringtrue.desk.services.run_backtest import run_backtest
    from ringtrue.gap.backtest import DEFAULTS, Options, Rule

    options = Options(
        targets=tuple(map(read_share, targets)) or DEFAULTS.targets,
        rules=tuple(Rule[name.upper()] for name in rules) or DEFAULTS.rules,
    )
    found = need_standards(workspace)
    with progress() as tell:
        book = measure_standards(found, as_of=as_of, only=standards, progress=tell)
        tested = run_backtest(book, found.policy, options=options, limits=limits, progress=tell)
    if form == "json":
        emit(_json(tested))
        return
    for each in tested:
        say(tested_lines(each))


def read_share(text: str) -> float:
    """A share on the command line, 0.8 or 80%; raises `UsageError` on anything else."""
    try:
        share = float(text.rstrip(" %")) / (100 if text.rstrip().endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        cure = "Write it as 80% or 0.8."
        raise UsageError(f"{text!r} is not a share", cure=cure)
    return round(share, 12)


def tested_lines(tested: Backtested) -> list[str]:
    """The table of one standard."""
    from ringtrue.cli.output.table import table
    from ringtrue.desk.report.charts.backtest import HEADER, table_row

    title = click.style(tested.measured.standard.id, bold=True)
    if tested.backtest is None:
        return [f"{title}: {tested.reason}", ""]
    rows = [table_row(row) for row in tested.backtest.rows]
    return [title, *(f"  {line}" for line in table(HEADER, rows, texts=1)), ""]


def _json(tested: tuple[Backtested, ...]) -> str:
    import json

    found = [
        {
            "schema": "ringtrue/backtest/1",
            "standard": each.measured.standard.id,
            "reason": each.reason,
            "rows": [
                {
                    "rule": row.rule.value,
                    "target": row.target,
                    "cases": row.cases,
                    "cleared": row.cleared,
                    "wrong": row.wrong,
                    "held": row.held,
                    "wrong_share": row.wrong_share,
                    "cleared_of_held": row.cleared_of_held,
                }
                for row in (each.backtest.rows if each.backtest else ())
            ],
        }
        for each in tested
    ]
    return json.dumps(found, indent=1)
