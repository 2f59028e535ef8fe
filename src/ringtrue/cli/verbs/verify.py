"""`ringtrue verify`: derive evidence again, check dossiers, and say what does not hold."""

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
    """Check evidence and dossiers in FILE...; exit with 1 when anything differs.

    Evidence is measured again in the workspace and compared. A dossier (HTML, PDF or JSON) has all
    that it speaks of in it, so it is checked anywhere: without a workspace, a store or a network.
    """
    from ringtrue.desk.services.verify_dossier import dossier_in

    good = True
    for path in files:
        text = dossier_in(path)
        holds = _evidence(path, workspace) if text is None else _dossier(path, text)
        good = holds and good
    sys.exit(ExitCode.CLEAR if good else ExitCode.BLOCKED)


def _evidence(path: Path, workspace: Path | None) -> bool:
    from ringtrue.cli.output.printing import say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.verify_evidence import verify_evidence
    from ringtrue.gap.wording import percent

    with progress() as tell:
        result = verify_evidence(path, need_workspace(workspace), tell)
    if result.stands:
        share = result.recorded.share
        told = f"kept {percent(share)}" if share is not None else "nothing decided"
        say([f"{path}: {click.style('stands', fg='green')}, {told}, derived again"])
    else:
        say([f"{path}: {click.style('differs', fg='red')}"])
        say(f"  {difference}" for difference in result.differences)
    return result.stands


def _dossier(path: Path, told: str | bytes) -> bool:
    from ringtrue.cli.output.marking import clean
    from ringtrue.cli.output.printing import say
    from ringtrue.desk.services.verify_dossier import verify_dossier_pdf, verify_dossier_text

    paper = isinstance(told, bytes)
    result = verify_dossier_pdf(told) if isinstance(told, bytes) else verify_dossier_text(told)
    if result.dossier is None or not result.holds:
        say([f"{path}: {click.style('does not hold', fg='red')}"])
        say(f"  {clean(str(problem))}" for problem in result.problems)
        return False
    it = result.dossier
    say([f"{path}: {click.style('holds', fg='green')}, sealed {result.seal}"])
    about = f"  {it.title!r}, {it.state}, as it was on {it.made_at:%Y-%m-%d %H:%M}"
    say([clean(about), f"  the chain's head then: {it.head}"])
    if paper:
        say([f"  {_ALIKE if result.compared else _UNKNOWN}"])
    elif not result.compared and str(told).lstrip().startswith("<"):
        say(["  The page was laid out by another release: only what is sealed in it was checked."])
    return True


_ALIKE = "Its pages were made again from what is attached, and are the same."
_UNKNOWN = (
    "Only what is attached was checked. Whether its pages show just that cannot be told here: they"
    " do not come out byte for byte as in the file, for which other fonts are reason enough."
)
