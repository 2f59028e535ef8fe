"""`ringtrue audit`: whether the audit chain holds, and its head for keeping elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ringtrue.cli.options import color_option, need_store, workspace_option
from ringtrue.core.errors import ExitCode


@click.group()
def command() -> None:
    """Verify the chain of everything that was done at the desk, or print its head."""


@command.command()
@click.option(
    "--head",
    "heads",
    multiple=True,
    metavar="NUMBER:HASH",
    help="A head kept elsewhere, which the chain must contain; may be repeated.",
)
@workspace_option
@color_option
def verify(heads: tuple[str, ...], workspace: Path | None) -> None:
    """Go through the whole chain; exit with 1 at the first event that does not hold."""
    from ringtrue.cli.output.printing import say
    from ringtrue.gap.chain import parse_head

    seen = [parse_head(each) for each in heads]
    need_store(workspace)
    from ringtrue.desk.services.verify_audit import verify_audit
    from ringtrue.desk.terminal import this_terminal

    result = verify_audit(this_terminal(), seen)
    if result.broken is None:
        count = f"{result.head.number:,} event{'' if result.head.number == 1 else 's'}"
        against = f", {len(seen)} kept head{'' if len(seen) == 1 else 's'}" if seen else ""
        say([f"The chain {click.style('holds', fg='green')}: {count}{against}", str(result.head)])
        return
    where = f"at event {result.broken.number}"
    say([f"The chain {click.style('is broken', fg='red')} {where}: {result.broken.what}"])
    sys.exit(ExitCode.BLOCKED)


@command.command()
@workspace_option
def head(workspace: Path | None) -> None:
    """Print the head as NUMBER:HASH, to be kept where the owner of the store cannot reach."""
    from ringtrue.cli.output.printing import say

    need_store(workspace)
    from ringtrue.desk.services.verify_audit import audit_head
    from ringtrue.desk.terminal import this_terminal

    say([str(audit_head(this_terminal()))])
