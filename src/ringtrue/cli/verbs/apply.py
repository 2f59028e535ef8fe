"""`ringtrue apply`: promises kept as code become the store's, after showing what changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import color_option, need_store, workspace_option

if TYPE_CHECKING:
    from ringtrue.desk.services.apply_book import Plan, PlannedEntry

_SIGNS = {"added": ("+", "green"), "changed": ("~", "yellow"), "removed": ("-", "red")}
_DIFFERENCES = {"- ": "red", "+ ": "green"}


@click.command()
@click.argument("book", metavar="BOOK.yaml", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--take-over",
    is_flag=True,
    help="Become the owner of entries that were made at the desk or by another book.",
)
@workspace_option
@color_option
def command(book: Path, dry_run: bool, take_over: bool, workspace: Path | None) -> None:
    """Make the store's standards those of BOOK.yaml, and show first what that changes.

    Entries that an earlier version of the book brought and that have left it are removed; those
    of others stay.
    """
    from ringtrue.cli.output.printing import say

    found = need_store(workspace)
    from ringtrue.desk.services.apply_book import apply_book, plan_book
    from ringtrue.desk.terminal import this_terminal

    by = this_terminal()
    plan = plan_book(by, book, found, take_over=take_over)
    say(_told(plan))
    if dry_run:
        say(["Nothing was applied."])
    elif plan.is_empty:
        say(["There is nothing to apply."])
    else:
        apply_book(by, book, found, take_over=take_over, shown=plan)
        say(["Applied."])


def _told(plan: Plan) -> Iterator[str]:
    from ringtrue.desk.services.apply_book import Change

    for entry in plan.entries:
        if entry.change is not Change.UNCHANGED:
            yield from _entry(entry, plan.book)
    counts = (f"{len(plan.of(change)):,} {change.value}" for change in Change)
    yield f"{plan.book}: {', '.join(counts)}"


def _entry(entry: PlannedEntry, book: str) -> Iterator[str]:
    """The entry, and of a changed one the lines that differ."""
    from difflib import ndiff

    from ringtrue.cli.output.marking import clean

    sign, color = _SIGNS[entry.change.value]
    taken = f" (from {entry.owner or 'the desk'})" if _changes_owner(entry, book) else ""
    yield click.style(f"{sign} {entry.id}{clean(taken)}", fg=color)
    if entry.before and entry.after:
        for line in ndiff(entry.before.splitlines(), entry.after.splitlines()):
            if line[:2] in _DIFFERENCES:
                yield click.style(f"    {clean(line)}", fg=_DIFFERENCES[line[:2]])


def _changes_owner(entry: PlannedEntry, book: str) -> bool:
    return bool(entry.before) and entry.owner != book
