"""`ringtrue watch`: is what launched campaigns promise kept, and still what was signed?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import (
    color_option,
    format_option,
    need_store,
    workspace_option,
)
from ringtrue.core.errors import ExitCode

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.services.watch_promises import BookWatched, PromiseWatched

_COLOURS = {"kept": "green", "breaking": "red", "cannot tell yet": "yellow"}


@click.command()
@click.option(
    "--live",
    is_flag=True,
    help="Read the published pages again instead, and compare them with what was signed.",
)
@format_option("text", "json")
@workspace_option
@color_option
def command(live: bool, form: str, workspace: Path | None) -> None:
    """Measure what launched campaigns promise, once, and settle the alerts of the store.

    Exits with 1 while an alert is open. Looking again, or more often, raises no more alarms. With
    --live it reads the published pages instead, and exits with 1 while a finding is open.
    """
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress

    found = need_store(workspace)
    if live:
        sys.exit(_read_live(form, found))
    from ringtrue.desk.services.watch_promises import watch_promises
    from ringtrue.desk.terminal import this_terminal

    with progress() as tell:
        watched = watch_promises(this_terminal(), found, progress=tell)
    if form == "json":
        from ringtrue.cli.output.watch_json import watched_json

        emit(watched_json(watched))
    else:
        say(_lines(watched))
    sys.exit(ExitCode.BLOCKED if watched.alarming else ExitCode.CLEAR)


def _read_live(form: str, workspace: Workspace) -> ExitCode:
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.read_live_copy import read_live_copy
    from ringtrue.desk.terminal import this_terminal

    with progress() as tell:
        read = read_live_copy(this_terminal(), workspace, progress=tell)
    if form == "json":
        from ringtrue.cli.output.live_json import live_json

        emit(live_json(read))
    else:
        from ringtrue.cli.output.live_text import live_lines

        say(live_lines(read))
    return ExitCode.BLOCKED if read.alarming else ExitCode.CLEAR


def _lines(watched: BookWatched) -> Iterator[str]:
    from ringtrue.cli.output.marking import clean

    if not watched.promises:
        yield "No launched campaign makes a promise that the book measures: nothing to watch."
    for promise in watched.promises:
        yield from _promise(promise)
    for name in watched.unmeasured:
        yield f"{clean(name)}: a launched campaign promises it, but the book does not measure it"
    done = (("opened", watched.opened), ("raised", watched.risen), ("closed", watched.closed))
    yield from (f"Alert {what}: {', '.join(map(clean, names))}" for what, names in done if names)


def _promise(promise: PromiseWatched) -> Iterator[str]:
    from ringtrue.cli.output.marking import clean, wrapped
    from ringtrue.gap.burning import PERIOD
    from ringtrue.gap.wording import percent

    watched, words = promise.watched, promise.words
    stand = click.style(watched.stand.value, fg=_COLOURS[watched.stand.value])
    yield f"{click.style(clean(promise.standard.id), bold=True)}  {stand}"
    if words is None:
        if watched.reason:
            yield from wrapped(watched.reason, "  ")
        if watched.budget:
            left = percent(max(watched.budget.left, 0.0))
            yield f"  {left} of the {PERIOD} days' budget is left"
        return
    for text in (f"{words.title}.", *words.facts):
        yield from wrapped(text, "  ")
    yield from (f"  - {clean(each.title)}" for each in words.places)
    yield from wrapped(words.advice, "  ")
