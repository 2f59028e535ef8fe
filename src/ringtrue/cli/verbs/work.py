"""`ringtrue work`: the worker that does jobs beside the pages."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import need_store, workspace_option


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then end; for cron and for tests.")
@workspace_option
def command(once: bool, workspace: Path | None) -> None:
    """Do the jobs of a workspace: reviews asked for in the browser, measuring, watching.

    'ringtrue serve' starts one by itself. Any number may work at once, on any machine that has the
    workspace and the database; none does what another one does. SIGTERM or Ctrl-C ends it after
    the job under way, Ctrl-C a second time gives the job back at once.
    """
    from ringtrue.cli.output.printing import say

    need_store(workspace)
    from ringtrue.desk.jobs.worker import Worker

    Worker(lambda line: say([line])).run(once=once)
