"""`ringtrue check`: may the campaign go out? The decision with every reason."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import (
    as_of_option,
    color_option,
    format_option,
    need_workspace,
    refresh_option,
    workspace_option,
)
from ringtrue.core.errors import ExitCode
from ringtrue.core.verdict import Outlook

if TYPE_CHECKING:
    from ringtrue.desk.report.content import ReasonItem
    from ringtrue.desk.services.read_materials import Reading
    from ringtrue.desk.services.review_campaign import Review

_OUTLOOKS = {Outlook.BLOCKED: "red", Outlook.CONDITIONAL: "yellow", Outlook.CLEAR: "green"}
_LEVELS = {"error": "red", "warning": "yellow", "note": "blue"}


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@as_of_option
@refresh_option
@format_option("text", "json", "sarif", "github", "junit", "html")
@workspace_option
@color_option
def command(
    files: tuple[str, ...],
    as_of: datetime | None,
    refresh: bool,
    form: str,
    workspace: Path | None,
) -> None:
    """Judge the materials of ringtrue.yaml, or FILE... instead of them.

    Exits with 1 when the campaign is blocked. Conditional counts as clear: its warnings are for a
    person to accept.
    """
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.keep_evidence import keep_evidence
    from ringtrue.desk.services.review_campaign import review_campaign

    found = need_workspace(workspace)
    reading = read_all(files, workspace)
    with progress() as tell:
        review = review_campaign(found, reading, as_of=as_of, refresh=refresh, progress=tell)
        keep_evidence(review.book, found)
        document = _PRINTERS[form](review, tell)
    print_document(document)
    sys.exit(exit_code(review))


def read_all(files: tuple[str, ...], folder: Path | None) -> Reading:
    """The materials named, or the workspace's; a material that cannot be read stops everything."""
    from ringtrue.core.errors import UsageError
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


def exit_code(review: Review) -> ExitCode:
    """Blocked is 1; conditional and clear are 0."""
    blocked = review.decision.outlook is Outlook.BLOCKED
    return ExitCode.BLOCKED if blocked else ExitCode.CLEAR


def print_document(document: str | list[str]) -> None:
    """Lines for people, or one document for a machine."""
    from ringtrue.cli.output.printing import emit, say

    if isinstance(document, str):
        emit(document)
    else:
        say(document)


def headline(review: Review) -> Iterator[str]:
    """The decision and its sentence."""
    from ringtrue.cli.output.marking import clean
    from ringtrue.desk.report.content import summarise

    outlook = review.decision.outlook
    stamp = click.style(outlook.value.upper(), fg=_OUTLOOKS[outlook], bold=True)
    yield f"{click.style(clean(review.workspace.name), bold=True)}: {stamp}"
    yield summarise(review)
    yield ""


def decision_lines(review: Review) -> Iterator[str]:
    """The decision and its reasons, then the silences that the copy asks for."""
    from ringtrue.cli.output.marking import clean
    from ringtrue.desk.report.content import grouped_reasons

    yield from headline(review)
    for reason in grouped_reasons(review.decision):
        yield from reason_lines(reason)
    for material in review.reading.materials:
        for silence in material.silences:
            hidden = f"{len(silence.hidden)} finding{'' if len(silence.hidden) == 1 else 's'}"
            yield (
                f"{silence.place}: silence of {clean(silence.rule)} ({hidden}): "
                f"{clean(silence.reason) or 'no reason given'}"
            )


def reason_lines(reason: ReasonItem) -> Iterator[str]:
    """A line per place, then what is wrong and what would clear it."""
    from ringtrue.cli.output.marking import clean, wrapped

    level = click.style(reason.level, fg=_LEVELS[reason.level], bold=True)
    for place in reason.places[:-1]:
        yield f"{click.style(clean(str(place)), bold=True)}: {level} [{reason.code}], as below"
    last = f"{click.style(clean(str(reason.places[-1])), bold=True)}: " if reason.places else ""
    yield f"{last}{level} [{reason.code}]"
    yield from wrapped(reason.message)
    yield from wrapped(f"→ {reason.cure}")
    yield ""


def _text(review: Review, _: object) -> list[str]:
    return list(decision_lines(review))


def _json(review: Review, _: object) -> str:
    from ringtrue.cli.output.review_json import review_json

    return review_json(review)


def _html(review: Review, tell: Callable[[str, float], None]) -> str:
    from ringtrue.desk.services.write_report import report_of

    return report_of(review, tell)


def _notices(name: str) -> Callable[[Review, Callable[[str, float], None]], str]:
    def render(review: Review, _: object) -> str:
        from ringtrue.cli.output.notices import of_reason

        notices = [of_reason(reason) for reason in review.decision.reasons]
        found: str = getattr(import_module(f"ringtrue.cli.output.{name}"), name)(notices)
        return found

    return render


_PRINTERS: dict[str, Callable[[Review, Callable[[str, float], None]], str | list[str]]] = {
    "text": _text,
    "json": _json,
    "sarif": _notices("sarif"),
    "github": _notices("github"),
    "junit": _notices("junit"),
    "html": _html,
}
