"""`ringtrue verify`: derive evidence again and say where it differs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ringtrue.cli.options import color_option, need_workspace, workspace_option
from ringtrue.core.errors import ExitCode


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@workspace_option
@color_option
def command(files: tuple[Path, ...], workspace: Path | None) -> None:
    """Measure the evidence in FILE... again and compare; exit with 1 when any differs."""
    from ringtrue.cli.output.printing import say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.verify_evidence import verify_evidence
    from ringtrue.gap.wording import percent

    found = need_workspace(workspace)
    good = True
    for path in files:
        with progress() as tell:
            result = verify_evidence(path, found, tell)
        good = good and result.stands
        if result.stands:
            share = result.recorded.share
            told = f"kept {percent(share)}" if share is not None else "nothing decided"
            say([f"{path}: {click.style('stands', fg='green')}, {told}, derived again"])
        else:
            say([f"{path}: {click.style('differs', fg='red')}"])
            say(f"  {difference}" for difference in result.differences)
    sys.exit(ExitCode.CLEAR if good else ExitCode.BLOCKED)
