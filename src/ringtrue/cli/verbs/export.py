"""`ringtrue export`: the whole book as YAML."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import need_store, workspace_option


@click.command()
@workspace_option
def command(workspace: Path | None) -> None:
    """Print every standard of ringtrue.yaml and of the store, as a book that 'apply' reads."""
    from ringtrue.cli.output.printing import emit

    found = need_store(workspace)
    from ringtrue.desk.services.export_book import export_book
    from ringtrue.desk.terminal import this_terminal

    emit(export_book(this_terminal(), found).rstrip("\n"))
