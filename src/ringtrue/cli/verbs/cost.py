"""`ringtrue cost`: what broken promises cost in a year, the dearest first, and how sure that is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ringtrue.cli.options import (
    as_of_option,
    color_option,
    format_option,
    need_standards,
    workspace_option,
)


@click.command()
@as_of_option
@format_option("text", "json")
@workspace_option
@color_option
def command(as_of: datetime | None, form: str, workspace: Path | None) -> None:
    """Count what broken promises cost: money at risk, market damage, misled beside a defect.

    The section 'cost' of ringtrue.yaml says what a customer is worth and which tables tell of
    customers; what is missing there is named, and no amount is made up for it.
    """
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.measure_cost import measure_cost

    found = need_standards(workspace)
    with progress() as tell:
        cost = measure_cost(found, as_of=as_of, progress=tell)
    if form == "json":
        from ringtrue.cli.output.cost_json import cost_json

        emit(cost_json(cost))
    else:
        from ringtrue.cli.output.cost_text import cost_lines

        say(cost_lines(cost))
