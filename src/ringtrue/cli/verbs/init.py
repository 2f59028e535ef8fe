"""`ringtrue init`: a commented ringtrue.yaml for what lies in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import color_option


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@color_option
def command(folder: Path) -> None:
    """Start a workspace in FOLDER: look at its data and copy, and write ringtrue.yaml."""
    from ringtrue.cli.main import tell
    from ringtrue.cli.output.printing import say
    from ringtrue.desk.services.start_workspace import start_workspace

    started = start_workspace(folder)
    for failure in started.failures:
        tell(failure)
    found = f"{len(started.sources)} sources, {len(started.materials)} materials"
    say([f"Wrote {started.path}: {found}."])
    say(["Next: 'ringtrue bind' shows what each promise could be measured by."])
