"""`ringtrue cycle`: what saying more than one can do comes to, week by week."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ringtrue.cli.options import (
    as_of_option,
    color_option,
    find_or_none,
    format_option,
    need_workspace,
    workspace_option,
)
from ringtrue.core.errors import UsageError


@click.command()
@click.argument("scenarios", required=False, metavar="[FILE]",
                type=click.Path(path_type=Path, dir_okay=False))  # fmt: skip
@click.option("--promise", metavar="SHARE",
              help="The share of cases that the copy says will be kept, such as 95%.")  # fmt: skip
@click.option("--set", "figures", multiple=True, metavar="NAME=VALUE",
              help="A figure that you know, such as told=4; repeat it for several.")  # fmt: skip
@click.option("--start", metavar="SHARE", help="Customers at the start, as a share of the market.")
@click.option("--weeks", type=int, help="How many weeks to look at; 260 when nothing says it.")
@click.option("--draws", type=int, help="How often figures with a range are drawn; 300 as usual.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same gives the same.")
@click.option("--loop", is_flag=True,
              help="Look for the cycle in the firm's own figures instead.")  # fmt: skip
@as_of_option
@format_option("text", "json", "csv")
@workspace_option
@color_option
def command(
    scenarios: Path | None,
    promise: str | None,
    figures: tuple[str, ...],
    start: str | None,
    weeks: int | None,
    draws: int | None,
    seed: int,
    loop: bool,
    as_of: datetime | None,
    form: str,
    workspace: Path | None,
) -> None:
    """Run the cycle of advertising, disappointment and lost customers, beside the honest promise.

    Figures come from FILE or from the 'cycle' section of ringtrue.yaml, and are published or
    assumed ones where neither says them; each answer says which. --loop measures the workspace and
    says of each arrow of the cycle whether it shows in spend, customers and broken promises.
    """
    if loop:
        _loop(workspace, as_of, form)
        return
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cost.cycle.answer import DRAWS
    from ringtrue.desk.config.cycle import load_cycle
    from ringtrue.desk.cycle_base import base_of
    from ringtrue.desk.services.run_cycle import CycleAsked, run_cycle

    asked = CycleAsked(
        promise=None if promise is None else read_any_share(promise),
        figures=tuple(map(read_figure, figures)),
        weeks=weeks,
        start=None if start is None else read_any_share(start),
        draws=DRAWS if draws is None else draws,
        seed=seed,
        source="said on the command line",
    )
    found = find_or_none(workspace)
    settings = load_cycle(scenarios) if scenarios else found.cycle if found else None
    answers = run_cycle(settings, asked, base_of(found.cost if found else None))
    if form == "text":
        from ringtrue.cli.output.cycle_text import cycle_lines

        say(cycle_lines(answers))
        return
    from ringtrue.cli.output.cycle_json import cycle_csv, cycle_json

    emit(cycle_json(answers) if form == "json" else cycle_csv(answers))


def _loop(workspace: Path | None, as_of: datetime | None, form: str) -> None:
    from ringtrue.cli.output.loop_text import loop_csv, loop_json, loop_lines
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.read_loop import read_loop

    found = need_workspace(workspace)
    with progress() as tell:
        view = read_loop(found, as_of=as_of, progress=tell)
    if form == "text":
        say(loop_lines(view))
    else:
        emit(loop_json(view) if form == "json" else loop_csv(view))


def read_any_share(text: str) -> float:
    """A share from 0 to 1, written as 0.8 or 80%; raises `UsageError` on anything else."""
    try:
        share = float(text.rstrip(" %")) / (100 if text.rstrip().endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(f"{text[:50]!r} is not a share", cure="Write it as 80% or 0.8.")
    return round(share, 12)


def read_figure(text: str) -> tuple[str, float]:
    """A figure and its value, such as `told=4`; raises `UsageError` on anything else."""
    name, _, value = text.partition("=")
    try:
        per_cent = value.rstrip().endswith("%")
        number = float(value.rstrip(" %")) / (100 if per_cent else 1)
    except ValueError as error:
        cure = "Write a name and a number, such as told=4 or capability=93%."
        raise UsageError(f"{text[:80]!r} is no figure", cure=cure) from error
    return name.strip(), number
