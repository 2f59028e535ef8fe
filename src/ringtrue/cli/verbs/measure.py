"""`ringtrue measure`: the share kept of every standard, with interval, counts and definition."""

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
    refresh_option,
    workspace_option,
)

if TYPE_CHECKING:
    from ringtrue.desk.services.measure_standards import MeasuredBook, MeasuredStandard
    from ringtrue.gap.shares import ShareRow

_HEADER = ("", "kept", "95 % interval", "kept / decided", "pending", "void")


@click.command()
@click.argument("standards", nargs=-1, metavar="[STANDARD]...")
@click.option("--by", type=click.Choice(("month", "segment", "none")), default="month",
              show_default=True, help="How to break the shares down.")  # fmt: skip
@as_of_option
@refresh_option
@format_option("text", "json")
@workspace_option
@color_option
def command(
    standards: tuple[str, ...],
    by: str,
    as_of: datetime | None,
    refresh: bool,
    form: str,
    workspace: Path | None,
) -> None:
    """Measure the standards of ringtrue.yaml, or only those named.

    Evidence files for 'ringtrue verify' are kept in the workspace's .ringtrue/evidence.
    """
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.keep_evidence import keep_evidence
    from ringtrue.desk.services.measure_standards import measure_standards

    found = need_standards(workspace)
    with progress() as tell:
        book = measure_standards(found, as_of=as_of, only=standards, refresh=refresh, progress=tell)
    kept = keep_evidence(book, found)
    if form == "json":
        emit(_json(book))
        return
    for each in book.standards:
        say(measured_lines(each, by))
    say([f"Evidence: {path}" for path in kept] or ["No record was selected."])


def measured_lines(measured: MeasuredStandard, by: str = "none") -> Iterator[str]:
    """One standard: share, counts, definition, then the shares by month or segment."""
    from ringtrue.cli.output.marking import clean, wrapped
    from ringtrue.cli.output.table import table
    from ringtrue.core.dates import day
    from ringtrue.gap.wording import percent, spread

    standard, evidence = measured.standard, measured.evidence
    yield f"{click.style(standard.id, bold=True)}  {clean(standard.promise)}".rstrip()
    if evidence is None:
        yield "  no record was selected"
        yield ""
        return
    counts, share, interval = evidence.counts, evidence.share, evidence.interval
    ends = f" ({spread(interval)})" if interval else ""
    kept = click.style(percent(share), bold=True) if share is not None else "nothing decided"
    yield f"  kept {kept}{ends} of {counts.decided:,} decided; promised {percent(standard.target)}"
    yield (
        f"  {counts.kept:,} kept, {counts.broken:,} broken, {counts.pending:,} pending,"
        f" {counts.void:,} void; {day(evidence.first_day)} to {day(evidence.last_day)}"
    )
    yield from wrapped(evidence.definition, "  ")
    for note in measured.measured.notes:
        yield from wrapped(f"note: {note}", "  ")
    rows = {"month": measured.months, "segment": measured.segments}.get(by, ())
    if rows:
        lines = table(_HEADER, [_row(row) for row in rows])
        yield from (f"    {line}" for line in lines)
    yield ""


def _row(row: ShareRow) -> tuple[str, ...]:
    from ringtrue.gap.wording import percent, spread

    counts = row.counts
    return (
        row.period.title if row.period else " · ".join(row.segment),
        percent(row.share) if row.share is not None else "–",
        spread(row.interval) if row.interval else "–",
        f"{counts.kept:,} / {counts.decided:,}",
        f"{counts.pending:,}",
        f"{counts.void:,}",
    )


def _json(book: MeasuredBook) -> str:
    """An array of evidence, each as in its file."""
    from ringtrue.gap.evidence_file import evidence_to_json

    found = [evidence_to_json(each.evidence).strip() for each in book.standards if each.evidence]
    return "[\n" + ",\n".join(found) + "\n]"
