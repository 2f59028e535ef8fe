"""Progress of long work on stderr: a bar on a terminal, a line per step elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[str, float], None]


@contextmanager
def progress() -> Iterator[Progress]:
    """A callable that takes what is being done and the share (0 to 1) of it that is done."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24)
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=1.0)

        def tell(what: str, share: float) -> None:
            bar.update(task, description=what, completed=share)

        yield tell


def _lines() -> Progress:
    """A line whenever the work changes, not whenever it moves on."""
    last = ""

    def tell(what: str, share: float) -> None:
        nonlocal last
        if what != last and share < 1.0:
            click.echo(f"{what} ...", err=True)
        last = what

    return tell
