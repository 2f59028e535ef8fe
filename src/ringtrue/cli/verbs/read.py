"""`ringtrue read`: every claim in the copy, with its place; reading judges nothing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import color_option, find_or_none, format_option, workspace_option
from ringtrue.core.errors import ExitCode, UsageError
from ringtrue.core.finding import Level

if TYPE_CHECKING:
    from ringtrue.desk.services.read_materials import Reading

_ORDER = (Level.ERROR, Level.WARNING, Level.NOTE)


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--sentences", is_flag=True, help="Take every line as one unit, for labelled lists.")
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in _ORDER]),
    help="Exit with 1 when a rule finds something of this level or worse.",
)
@format_option("text", "json", "sarif", "github", "junit", "html")
@workspace_option
@color_option
def command(
    files: tuple[str, ...], sentences: bool, fail_on: str | None, form: str, workspace: Path | None
) -> None:
    """Find every promise and assertion in FILE...

    A FILE may be a file of any format that is read, a folder, an http(s) address, or - for
    standard input. Without FILE the materials of ringtrue.yaml are read.
    """
    from ringtrue.desk.services.read_materials import read_materials
    from ringtrue.desk.targets import find_targets, workspace_targets

    found = find_or_none(workspace)
    if not files and not (found and found.materials):
        cure = "Name a file, or list materials in ringtrue.yaml."
        raise UsageError("there is nothing to read", cure=cure)
    targets = find_targets(files) if files else workspace_targets(found) if found else ()
    with _no_garbage():
        reading = read_materials(targets, found, sentences=sentences)
        _PRINTERS[form](reading)
    sys.exit(_exit_code(reading, fail_on))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Do not look for cycles: reading makes many small values and none in a cycle.

    What was made is not looked through afterwards either, not even when Python ends.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _exit_code(reading: Reading, fail_on: str | None) -> ExitCode:
    from ringtrue.cli.main import tell

    for failure in reading.failures:
        tell(failure)
    if reading.failures:
        return max(failure.exit_code for failure in reading.failures)
    counted = _ORDER[: _ORDER.index(Level(fail_on)) + 1] if fail_on else ()
    blocked = any(finding.level in counted for finding in reading.findings)
    return ExitCode.BLOCKED if blocked else ExitCode.CLEAR


def _text(reading: Reading) -> None:
    from ringtrue.cli.output.claims_text import claims_text, finding_lines
    from ringtrue.cli.output.printing import say

    for material in reading.materials:
        say(claims_text(material.claims))
        for finding in material.findings:
            say([f"{finding.place}:", *finding_lines(finding), ""])
    if not reading.materials:
        return
    promises, claims = reading.promises, reading.claims
    measurable = sum(claim.measurable for claim in promises)
    assertions = _count(len(claims) - len(promises), "assertion")
    files, found = _count(len(reading.materials), "material"), len(reading.findings)
    head = f"{_count(len(promises), 'promise')} ({measurable} measurable) and {assertions}"
    say([f"{head} in {files}; {_count(found, 'finding')}."])


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _json(reading: Reading) -> None:
    from ringtrue.cli.output.claims_json import claims_json
    from ringtrue.cli.output.printing import emit

    emit(claims_json(reading.claims))


def _annotations(name: str) -> Callable[[Reading], None]:
    def render(reading: Reading) -> None:
        from importlib import import_module

        from ringtrue.cli.output.annotations import of_claim, of_finding
        from ringtrue.cli.output.printing import emit

        annotations = []
        for material in reading.materials:
            for claim in material.claims:
                annotations.append(of_claim(claim))
                annotations += [of_finding(finding, claim.sentence) for finding in claim.findings]
            annotations += [of_finding(finding) for finding in material.findings]
        emit(getattr(import_module(f"ringtrue.cli.output.{name}"), name)(annotations))

    return render


def _html(reading: Reading) -> None:
    from ringtrue.cli.output.printing import emit
    from ringtrue.desk.report.rendering import render_reading

    emit(render_reading(reading))


_PRINTERS: dict[str, Callable[[Reading], None]] = {
    "text": _text,
    "json": _json,
    "sarif": _annotations("sarif"),
    "github": _annotations("github"),
    "junit": _annotations("junit"),
    "html": _html,
}
