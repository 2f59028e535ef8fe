"""`ringtrue dossier`: everything behind one campaign in one file."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import color_option, need_store, workspace_option


@click.command()
@click.argument("campaign")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; CAMPAIGN-dossier.html when left out. With .pdf as PDF (it takes"
    " ringtrue[pdf]), with .json only what is sealed.",
)
@workspace_option
@color_option
def command(campaign: str, output: Path | None, workspace: Path | None) -> None:
    """Write everything behind CAMPAIGN into one file that 'ringtrue verify' checks offline.

    CAMPAIGN is its short name, as in the address of its page. The audit chain records the seal.
    """
    from ringtrue.cli.output.marking import clean
    from ringtrue.cli.output.printing import say

    found = need_store(workspace)
    from ringtrue.desk.dossier.forms import Form
    from ringtrue.desk.services.keep_evidence import write_whole
    from ringtrue.desk.services.make_dossier import make_dossier
    from ringtrue.desk.services.see_campaigns import find_campaign
    from ringtrue.desk.terminal import this_terminal

    row = find_campaign(campaign)
    path = output or Path(f"{row.slug}-dossier.html")
    form = Form(path.suffix[1:]) if path.suffix in {".pdf", ".json"} else Form.HTML
    made = make_dossier(this_terminal(), row, found, form)
    write_whole(path, made.data)
    say([f"{clean(str(path))}: sealed {made.seal}"])
