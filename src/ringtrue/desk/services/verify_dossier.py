"""Checking a dossier from disk: what is sealed in it, and that its page shows just that.

No store and no network: whoever was handed the file needs nothing but Ringtrue.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ringtrue import __version__
from ringtrue.core.errors import RingtrueError, UsageError
from ringtrue.desk.dossier.pdf import is_pdf, json_in_pdf
from ringtrue.desk.dossier.rendering import (
    json_in,
    layout,
    render_dossier,
    render_dossier_pdf,
)
from ringtrue.gap.dossier import Dossier
from ringtrue.gap.dossier_check import verify_dossier
from ringtrue.gap.dossier_file import MAX_CHARACTERS, SCHEMA, dossier_to_json, read_dossier
from ringtrue.gap.dossier_parts import Problem, bytes_of

_MOST_BYTES = 4 * MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class CheckedDossier:
    """What checking a dossier came to.

    `dossier` and `seal` are None and empty when it does not read. `compared` says whether the page
    around the JSON was made again and compared; another release lays it out differently.
    """

    dossier: Dossier | None
    seal: str
    problems: tuple[Problem, ...]
    compared: bool

    @property
    def holds(self) -> bool:
        """Whether nothing in it was found to be wrong."""
        return not self.problems


def dossier_in(path: Path) -> str | bytes | None:
    """The text of a file that is a dossier or its page, or its PDF; None for something else."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        data = path.read_bytes()
        if is_pdf(data):
            return data
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if _is_page(text) or _says_schema(text) else None


def verify_dossier_text(text: str) -> CheckedDossier:
    """Check a dossier, as its JSON or as a page with that inside."""
    page = text if _is_page(text) else None
    try:
        told = text if page is None else json_in(page)
        sealed = read_dossier(told)
    except UsageError as error:
        return CheckedDossier(None, "", (Problem("the file", error.what),), compared=False)
    problems = [*verify_dossier(told), *_readings(sealed.dossier)]
    alike = sealed.dossier.layout == layout() and sealed.dossier.subject != ""
    compared = page is not None and alike
    if compared and page != render_dossier(sealed.dossier, dossier_to_json(sealed.dossier)):
        problems.append(Problem("the page", "it does not show just what is sealed in it"))
    return CheckedDossier(sealed.dossier, sealed.seal, tuple(problems), compared)


def verify_dossier_pdf(data: bytes) -> CheckedDossier:
    """Check a dossier as PDF: what is attached to it, and its pages where they come out alike.

    `compared` says that they did, byte for byte. Where they do not, another font may be the reason
    as well as another hand, so that proves nothing and is no problem.
    """
    try:
        told = json_in_pdf(data)
    except UsageError as error:
        return CheckedDossier(None, "", (Problem("the file", error.what),), compared=False)
    checked = verify_dossier_text(told)
    if checked.dossier is None or checked.dossier.layout != layout():
        return checked
    try:
        alike = render_dossier_pdf(checked.dossier, told) == data
    except UsageError:  # no PDF can be made here
        alike = False
    return replace(checked, compared=alike)


def _is_page(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] == "<"


def _says_schema(text: str) -> bool:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return SCHEMA in text
    return isinstance(tree, dict) and str(tree.get("schema", "")).startswith("ringtrue/dossier/")


def _readings(dossier: Dossier) -> Iterator[Problem]:
    """Read the bytes of every version again; another release may read them otherwise."""
    from ringtrue.say.reading import read_bytes

    if dossier.version != __version__:
        return
    for material in (each for file in dossier.campaigns for each in file.materials):
        for each in material.versions:
            data = bytes_of(each.data)
            if data is None:
                continue  # told where its digest is checked
            try:
                read = read_bytes(
                    material.name,
                    data,
                    channel=material.channel,
                    format=each.format,
                    charset=each.charset,
                )
                text = read.material.text
            except (RingtrueError, LookupError):
                text = ""
            if text.encode("utf-8", "replace").decode("utf-8") != each.text:
                where = f"material {material.name!r}, version {each.number}"
                yield Problem(where, "its text is not what is read from its bytes")
