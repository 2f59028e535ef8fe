"""`ringtrue dossier`: everything behind one campaign or promise in one file."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import color_option, need_store, workspace_option


@click.command()
@click.argument("name")
@click.option(
    "--promise", is_flag=True, help="NAME is the id of a standard, and the dossier that promise's."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; NAME-dossier.html when left out. With .pdf as PDF (it takes"
    " ringtrue[pdf]), with .json only what is sealed.",
)
@workspace_option
@color_option
def command(name: str, *, promise: bool, output: Path | None, workspace: Path | None) -> None:
    """Write everything behind campaign NAME into one file that 'ringtrue verify' checks offline.

    NAME is its short name, as in the address of its page. The audit chain records the seal.
    """
    from ringtrue.cli.output.marking import clean
    from ringtrue.cli.output.printing import say

    found = need_store(workspace)
    from ringtrue.desk.dossier.forms import Form
    from ringtrue.desk.services.keep_evidence import write_whole
    from ringtrue.desk.services.make_dossier import make_dossier
    from ringtrue.desk.services.see_campaigns import find_campaign
    from ringtrue.desk.services.see_promise import find_promise
    from ringtrue.desk.terminal import this_terminal

    ending = output.suffix if output else ""
    form = Form(ending[1:]) if ending in {".pdf", ".json"} else Form.HTML
    of = find_promise(name) if promise else find_campaign(name)
    made = make_dossier(this_terminal(), of, found, form)
    path = output or Path(made.name)
    write_whole(path, made.data)
    say([f"{clean(str(path))}: sealed {made.seal}"])
