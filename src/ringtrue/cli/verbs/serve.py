"""`ringtrue serve`: the desk of a workspace as a web server."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import need_store, workspace_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True,
              help="The address to listen at; 0.0.0.0 for every one of this machine.")  # fmt: skip
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65_535),
              help="The port to listen at; 0 takes a free one.")  # fmt: skip
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64),
              help="Processes that answer, each with eight threads.")  # fmt: skip
@click.option("--worker/--no-worker", default=True, show_default=True,
              help="Whether to start 'ringtrue work' beside it.")  # fmt: skip
@workspace_option
def command(host: str, port: int, workers: int, worker: bool, workspace: Path | None) -> None:
    """Serve the desk: open the store, bring it up to date, and answer until stopped.

    A worker beside it makes the reviews that people ask for, and measures and watches by the
    schedule of ringtrue.yaml.
    While there is nobody yet it prints a link with which the first administrator signs up.
    """
    from ringtrue.cli.output.printing import say
    from ringtrue.cli.serving import address_of, answer_to, first_steps, listen, need_server, run

    need_server()
    with listen(host, port) as door:
        answer_to(host)
        found = need_store(workspace)
        say(first_steps(found, address_of(host, door.getsockname()[1]), host))
        run(door, workers, Path(found.folder) if worker else None)
