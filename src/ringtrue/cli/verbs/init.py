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
    sources, materials = len(started.sources), len(started.materials)
    say([f"Wrote {started.path}: {_count(sources, 'source')}, {_count(materials, 'material')}."])
    say([_next(sources, materials, started.path)])


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _next(sources: int, materials: int, path: Path) -> str:
    if sources and materials:
        return "Next: 'ringtrue bind' shows what each promise could be measured by."
    lacking = "data or copy" if not (sources or materials) else "copy" if sources else "data"
    return f"Next: no {lacking} was found beside it; write into {path} where it is."
