"""`ringtrue check`: may the campaign go out? The decision with every reason."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.checked import Checked, Tell, checked_of
from ringtrue.cli.options import (
    as_of_option,
    color_option,
    find_or_none,
    format_option,
    need_workspace,
    refresh_option,
    workspace_option,
)
from ringtrue.cli.remote import Desk, check_there
from ringtrue.core.campaign import lift_of
from ringtrue.core.errors import ExitCode, UsageError
from ringtrue.core.verdict import Decision, Outlook

if TYPE_CHECKING:
    from ringtrue.core.media_plan import MediaPlan
    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.grouped_reasons import ReasonView
    from ringtrue.desk.services.read_materials import Reading
    from ringtrue.desk.targets import Target

_OUTLOOKS = {Outlook.BLOCKED: "red", Outlook.CONDITIONAL: "yellow", Outlook.CLEAR: "green"}
_LEVELS = {"error": "red", "warning": "yellow", "note": "blue"}


@dataclass(frozen=True, slots=True)
class _Question:
    """What copy is judged, as of when, and at what volume."""

    files: tuple[str, ...]
    as_of: datetime | None
    refresh: bool
    lift: float | None
    media: Path | None

    @property
    def said(self) -> str:
        """The first word that is for judging copy alone; empty when none was said."""
        given = {
            "FILE": self.files,
            "--as-of": self.as_of,
            "--refresh": self.refresh,
            "--lift": self.lift is not None,
            "--media": self.media,
        }
        return next((name for name, there in given.items() if there), "")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@as_of_option
@refresh_option
@click.option(
    "--lift",
    type=float,
    metavar="TIMES",
    help="Judge at this volume, as a multiple of the usual; ringtrue.yaml's, else 1.",
)
@click.option(
    "--media",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Judge at the volume that the media plan in this file brings, day by day.",
)
@format_option("text", "json", "sarif", "github", "junit", "html")
@click.option(
    "--campaign",
    metavar="SLUG",
    default="",
    help="Ask the gate of a campaign that is kept at the desk, by its short name.",
)
@click.option(
    "--server",
    metavar="URL",
    envvar="RINGTRUE_SERVER",
    default="",
    help="Ask the desk there instead of measuring here; also read from RINGTRUE_SERVER.",
)
@click.option(
    "--token",
    metavar="TOKEN",
    envvar="RINGTRUE_TOKEN",
    default="",
    help="The token to ask it with; better in RINGTRUE_TOKEN, for others see commands.",
)
@workspace_option
@color_option
def command(
    files: tuple[str, ...],
    as_of: datetime | None,
    refresh: bool,
    lift: float | None,
    media: Path | None,
    form: str,
    campaign: str,
    server: str,
    token: str,
    workspace: Path | None,
) -> None:
    """Judge the materials of ringtrue.yaml, or FILE... instead of them.

    With --server a desk judges them by its own data and its whole book, and keeps nothing of them.
    With --campaign its gate says whether that campaign may go out: reviewed, signed and launched.
    Exits with 1 when the campaign is blocked. Conditional counts as clear: its warnings are for a
    person to accept.
    """  # fmt: skip
    from ringtrue.cli.progress import progress

    with progress() as tell:
        desk = Desk(server, token) if server else None
        asked = _Question(files, as_of, refresh, lift, media)
        if campaign:
            checked = _check_gate(campaign, desk, workspace, asked.said)
        elif desk:
            checked = _check_there(desk, asked, workspace, tell, report=form == "html")
        else:
            checked = _check_here(asked, workspace, tell)
        document = _PRINTERS[form](checked)
    print_document(document)
    sys.exit(exit_code(checked.decision))


def _check_gate(slug: str, desk: Desk | None, folder: Path | None, judging: str) -> Checked:
    from ringtrue.cli.campaign_check import check_campaign_here, check_campaign_there

    if judging:
        cure = "Leave it out: the gate goes by the campaign's last review."
        raise UsageError(f"{judging} is not for --campaign", cure=cure)
    return check_campaign_there(desk, slug) if desk else check_campaign_here(slug, folder)


def _check_there(
    desk: Desk, asked: _Question, workspace: Path | None, tell: Tell, *, report: bool
) -> Checked:
    from ringtrue.desk.services.read_materials import fetch_raw

    if asked.refresh:
        cure = "Leave it out: the desk measures anew what may have changed."
        raise UsageError("--refresh is not for a desk elsewhere", cure=cure)
    if asked.media:
        cure = "Write the plan at the campaign's load tab there, or say --lift."
        raise UsageError("--media is not for a desk elsewhere", cure=cure)
    copies = tuple(map(fetch_raw, _targets(asked.files, workspace)))
    tell(f"Asking {desk.server}", 0.0)
    return check_there(desk, copies, as_of=asked.as_of, lift=asked.lift, report=report)


def _check_here(asked: _Question, workspace: Path | None, tell: Tell) -> Checked:
    from ringtrue.desk.services.keep_evidence import keep_evidence
    from ringtrue.desk.services.review_campaign import review_campaign

    found = need_workspace(workspace)
    review = review_campaign(
        found,
        read_all(asked.files, workspace),
        as_of=asked.as_of,
        refresh=asked.refresh,
        lift=None if asked.lift is None else lift_of(asked.lift),
        media=_media(asked.media, found) if asked.media else None,
        progress=tell,
    )
    keep_evidence(review.book, found)
    return checked_of(review, tell)


def _media(file: Path, workspace: Workspace) -> MediaPlan:
    """The plan of a file, for a workspace in which some source grows with it."""
    from ringtrue.desk.config.media import load_media
    from ringtrue.desk.planned_volume import grows_with

    plan = load_media(file).zoned
    if not any(grows_with(each, workspace) for each in workspace.sources):
        cure = "Write 'grows_with: orders' (or contacts) at a source in ringtrue.yaml."
        raise UsageError("no source grows with the media plan", where=str(file), cure=cure)
    return plan


def _targets(files: tuple[str, ...], folder: Path | None) -> tuple[Target, ...]:
    """What is to be sent: the files named, or else what the workspace here lists."""
    from ringtrue.desk.targets import find_targets, workspace_targets

    if files:
        return find_targets(files)
    found = find_or_none(folder)
    targets = workspace_targets(found) if found else ()
    if not targets:
        raise UsageError("there is no material to judge", cure="Name files.")
    return targets


def read_all(files: tuple[str, ...], folder: Path | None) -> Reading:
    """The materials named, or the workspace's; a material that cannot be read stops everything."""
    from ringtrue.desk.services.read_materials import read_materials
    from ringtrue.desk.targets import find_targets, workspace_targets

    workspace = need_workspace(folder)
    targets = find_targets(files) if files else workspace_targets(workspace)
    if not targets:
        cure = "List materials in ringtrue.yaml, or name files."
        raise UsageError("there is no material to judge", cure=cure)
    reading = read_materials(targets, workspace)
    if reading.failures:
        raise reading.failures[0]
    return reading


def exit_code(decision: Decision) -> ExitCode:
    """Blocked is 1; conditional and clear are 0."""
    blocked = decision.outlook is Outlook.BLOCKED
    return ExitCode.BLOCKED if blocked else ExitCode.CLEAR


def print_document(document: str | list[str]) -> None:
    """Lines for people, or one document for a machine."""
    from ringtrue.cli.output.printing import emit, say

    if isinstance(document, str):
        emit(document)
    else:
        say(document)


def headline(checked: Checked) -> Iterator[str]:
    """The decision and its sentence."""
    from ringtrue.cli.output.marking import clean

    outlook = checked.decision.outlook
    stamp = click.style(outlook.value.upper(), fg=_OUTLOOKS[outlook], bold=True)
    yield f"{click.style(clean(checked.title), bold=True)}: {stamp}"
    yield clean(checked.summary)
    yield ""


def decision_lines(checked: Checked) -> Iterator[str]:
    """The decision and its reasons, then the silences that the copy asks for."""
    from ringtrue.cli.output.marking import clean
    from ringtrue.desk.grouped_reasons import grouped

    yield from headline(checked)
    for reason in grouped(checked.decision.reasons):
        yield from reason_lines(reason)
    for silence in checked.silences:
        hidden = f"{silence.hidden} finding{'' if silence.hidden == 1 else 's'}"
        yield (
            f"{clean(str(silence.place))}: silence of {clean(silence.rule)} ({hidden}): "
            f"{clean(silence.reason) or 'no reason given'}"
        )


def reason_lines(reason: ReasonView) -> Iterator[str]:
    """A line per place and the id that commands ask for, then what is wrong and clears it."""
    from ringtrue.cli.output.marking import clean, wrapped

    level = click.style(reason.level, fg=_LEVELS[reason.level], bold=True)
    for place in reason.places[:-1]:
        yield f"{click.style(clean(str(place)), bold=True)}: {level} [{reason.code}], as below"
    last = f"{click.style(clean(str(reason.places[-1])), bold=True)}: " if reason.places else ""
    about = f" {clean(reason.standard)}" if reason.standard else ""
    yield f"{last}{level} [{reason.code}]{about}"
    yield from wrapped(reason.message)
    yield from wrapped(f"→ {reason.cure}")
    yield ""


def _text(checked: Checked) -> list[str]:
    return list(decision_lines(checked))


def _annotations(name: str) -> Callable[[Checked], str]:
    def render(checked: Checked) -> str:
        from ringtrue.cli.output.annotations import of_reason

        annotations = [of_reason(reason) for reason in checked.decision.reasons]
        found: str = getattr(import_module(f"ringtrue.cli.output.{name}"), name)(annotations)
        return found

    return render


_PRINTERS: dict[str, Callable[[Checked], str | list[str]]] = {
    "text": _text,
    "json": lambda checked: checked.json(),
    "sarif": _annotations("sarif"),
    "github": _annotations("github"),
    "junit": _annotations("junit"),
    "html": lambda checked: checked.html(),
}
