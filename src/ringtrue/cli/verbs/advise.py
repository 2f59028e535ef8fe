"""`ringtrue advise`: the strongest honest promise for each group, with words for it."""

from __future__ import annotations

from collections.abc import Iterator
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

if TYPE_CHECKING:
    from ringtrue.desk.services.advise_promises import Advised


@click.command()
@click.argument("standards", nargs=-1, metavar="[STANDARD]...")
@click.option("--share", metavar="SHARE", help="The share to keep, such as 90%; else each target.")
@as_of_option
@format_option("text", "json")
@workspace_option
@color_option
def command(
    standards: tuple[str, ...],
    share: str | None,
    as_of: datetime | None,
    form: str,
    workspace: Path | None,
) -> None:
    """Find the boldest limit that the next month will keep, for everyone and for each segment."""
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.cli.verbs.backtest import read_share
    from ringtrue.desk.services.advise_promises import advise_promises
    from ringtrue.desk.services.measure_standards import measure_standards

    wished = read_share(share) if share else None
    found = need_standards(workspace)
    with progress() as tell:
        book = measure_standards(found, as_of=as_of, only=standards, progress=tell)
        advised = advise_promises(book, found.policy, share=wished)
    if form == "json":
        emit(_json(advised))
        return
    for each in advised:
        say(advised_lines(each))


def advised_lines(advised: Advised) -> Iterator[str]:
    """One standard: its record and a line per segment."""
    from ringtrue.cli.output.marking import wrapped
    from ringtrue.cli.output.table import table
    from ringtrue.desk.report.content import honest_item

    if advised.advice is None:
        yield f"{instead_of(advised)}: {advised.reason}"
        yield ""
        return
    item = honest_item(advised)
    yield instead_of(advised)
    yield from wrapped(item.whole.reason, "  ")
    yield f"  {item.record}"
    rows = [
        (row.name, row.wording or "nothing of this kind yet", row.limit, row.measured, row.bound)
        for row in (item.whole, *item.rows)
    ]
    header = ("", "wording", "limit", "kept so far", "next month, at least")
    yield from (f"  {line}" for line in table(header, rows, texts=2))
    yield ""


def instead_of(advised: Advised) -> str:
    """The heading of advice: the words as they stand, then the id that commands ask for."""
    from ringtrue.cli.output.marking import clean
    from ringtrue.gap.wording import quoted

    standard = advised.measured.standard
    words = clean(quoted(standard.promise))
    name = f"{words} ({standard.id})" if words else standard.id
    return click.style(f"Instead of {name}", bold=True)


def _json(advised: tuple[Advised, ...]) -> str:
    import json

    found = [
        {
            "schema": "ringtrue/advice/1",
            "standard": each.measured.standard.id,
            "reason": each.reason,
            "share": each.advice.share if each.advice else None,
            "unit": each.advice.unit if each.advice else None,
            "strongest": [
                {
                    "segment": list(one.segment),
                    "limit": one.limit,
                    "measured": one.measured,
                    "expected": one.expected,
                    "bound": one.bound,
                    "level": one.level,
                    "chance": one.chance,
                    "reason": one.reason,
                    "wording": each.wording(one.segment),
                }
                for one in (each.advice.strongest if each.advice else ())
            ],
        }
        for each in advised
    ]
    return json.dumps(found, indent=1, ensure_ascii=False)
