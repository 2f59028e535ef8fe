"""Reading copy: every claim in it, with what the text alone lets a rule say.

This is what `ringtrue read` waits for, so it imports nothing heavier than the reader itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ringtrue.core.claim import Claim, Label
from ringtrue.core.errors import ReadError, RingtrueError
from ringtrue.core.finding import Finding
from ringtrue.core.material import RawMaterial
from ringtrue.core.reach import NOWHERE, Reach
from ringtrue.desk.finding_workspace import EVERYWHERE
from ringtrue.desk.targets import Sort, Target
from ringtrue.say.document import Document

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.services.silences import Silence
    from ringtrue.say.rules import Measured

STDIN_NAME = "stdin"
MAX_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class ReadMaterial:
    """One material and what was found in it, in reading order.

    `findings` are about the file and no claim of it; `silences` are the rules it asks to be
    silent, with the findings that each of them hid.
    """

    document: Document
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...] = ()
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that could be read, and why the rest could not."""

    materials: tuple[ReadMaterial, ...]
    failures: tuple[RingtrueError, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all materials, in order."""
        return tuple(claim for material in self.materials for claim in material.claims)

    @property
    def promises(self) -> tuple[Claim, ...]:
        """The claims that commit the business."""
        return tuple(claim for claim in self.claims if claim.label is Label.PROMISE)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of claims and files."""
        of_claims = (finding for claim in self.claims for finding in claim.findings)
        of_files = (finding for material in self.materials for finding in material.findings)
        return (*of_claims, *of_files)


def read_materials(
    targets: Sequence[Target], workspace: Workspace | None = None, *, sentences: bool = False
) -> Reading:
    """Read every target; one that cannot be read does not keep the others from being read.

    With `sentences` every line of a file is one unit and never split further.
    """
    materials, failures = [], []
    for target in targets:
        try:
            document = open_target(target, workspace, sentences=sentences)
        except RingtrueError as error:
            failures.append(_placed(error, target))
        else:
            materials.append(judge_document(document, workspace))
    return Reading(tuple(materials), tuple(failures))


def open_target(
    target: Target, workspace: Workspace | None = None, *, sentences: bool = False
) -> Document:
    """The document that a target stands for; raises `ReadError` when it cannot be read."""
    from ringtrue.say import reading

    if target.sort is Sort.ADDRESS:
        reach = workspace.reach if workspace else NOWHERE
        return reading.read_url(target.location, reach=reach)
    if target.sort is Sort.STDIN:
        read = reading.read_lines if sentences else reading.read_bytes
        return read(STDIN_NAME, _take(sys.stdin.buffer, STDIN_NAME))
    path = Path(target.location)
    if not sentences:
        return reading.read_file(path, channel=target.channel)
    try:
        with path.open("rb") as stream:
            return reading.read_lines(target.location, _take(stream, target.location))
    except OSError as error:
        what = f"cannot be opened ({error.strerror or error})"
        raise ReadError(what, where=target.location, cure="Check the path.") from error


def fetch_raw(target: Target, *, reach: Reach = NOWHERE) -> RawMaterial:
    """What a target stands for, unread; raises `ReadError` when it cannot be had."""
    channel = target.channel
    if target.sort is Sort.STDIN:
        return RawMaterial(STDIN_NAME, _take(sys.stdin.buffer, STDIN_NAME), channel=channel)
    if target.sort is Sort.ADDRESS:
        from ringtrue.say.fetching import fetch
        from ringtrue.say.reading import format_of_page

        page = fetch(target.location, reach=reach)
        form = format_of_page(page)
        return RawMaterial(target.location, page.data, form, page.charset, channel)
    try:
        with Path(target.location).open("rb") as stream:
            data = _take(stream, target.location)
    except OSError as error:
        what = f"cannot be opened ({error.strerror or error})"
        raise ReadError(what, where=target.location, cure="Check the path.") from error
    return RawMaterial(target.location, data, channel=channel)


def _take(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError(f"more than {MAX_BYTES:,} bytes", where=name, cure="Split the input.")
    return data


def judge_document(document: Document, workspace: Workspace | None = None) -> ReadMaterial:
    """Find the claims of a document, ask the rules that need only text, and obey silences.

    What the workspace's book says is a promise is one, found or not.
    """
    from ringtrue.say.claims import find_claims

    claims = find_claims(document)
    if workspace is not None:
        from ringtrue.desk.services.book_wordings import with_book
        from ringtrue.desk.wordings import Wordings

        claims = with_book(document, claims, Wordings(workspace.standards))
    return ask_rules(document, claims, workspace, _on_file(claims, workspace))


def _on_file(claims: tuple[Claim, ...], workspace: Workspace | None) -> tuple[Measured, ...]:
    """The workspace's proofs of these claims, as they count today."""
    if workspace is None or not workspace.proofs:
        return ()
    from ringtrue.desk import clock
    from ringtrue.desk.proofs import OnFile

    return OnFile(workspace.proofs, clock.now().date()).known(claims)


def ask_rules(
    document: Document,
    claims: tuple[Claim, ...],
    workspace: Workspace | None = None,
    measured: tuple[Measured, ...] = (),
    on: date | None = None,
) -> ReadMaterial:
    """What the rules of the workspace's jurisdictions say, less what the copy silences.

    `measured` and `on` (the day of judgement) let rules speak that need more than text.
    """
    from ringtrue.say.rules import check_rules

    places = workspace.jurisdictions if workspace else EVERYWHERE
    bare = tuple(replace(claim, findings=()) if claim.findings else claim for claim in claims)
    judged = check_rules(document, bare, places, measured=measured, on=on)
    if "ringtrue:" not in document.material.text:
        return ReadMaterial(document, judged)
    from ringtrue.desk.services.silences import apply_silences, find_silences

    silences = find_silences(document)
    return ReadMaterial(document, *apply_silences(judged, silences))


def _placed(error: RingtrueError, target: Target) -> RingtrueError:
    """An error about a material that the workspace lists also says where it is listed."""
    if target.place:
        error.cure = f"{error.cure} It is listed at {target.place}.".strip()
    return error
