"""A dossier as one HTML file: a page to read, with the JSON that is checked inside it.

The page is made of the JSON alone, so that verifying can make it again and see whether what
people read is what is sealed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue import __version__
from ringtrue.core.errors import UsageError
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.pdf import MOST_LAID_OUT, render_pdf
from ringtrue.desk.report.rendering import environment
from ringtrue.desk.report.words import EFFECTS, SYMBOLS
from ringtrue.gap.dossier import Dossier, EvidenceFile, ReasonTold
from ringtrue.gap.dossier_launch import count_at_launch
from ringtrue.gap.evidence_file import evidence_from_json

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).with_name("templates")
_OPENING = '<script type="application/json" id="ringtrue-dossier">'
_CLOSING = "</script>"
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that a page cannot show, or that would show it in another order."""


def render_dossier(dossier: Dossier, text: str) -> str:
    """The page of a dossier whose canonical JSON is `text`."""
    before, after = _page(dossier, paper=False)
    return f"{before}{_quiet(text)}{after}"


def render_dossier_pdf(dossier: Dossier, text: str) -> bytes:
    """The same as PDF, with the JSON attached.

    Raises `UsageError` where none can be made, and for more than is ever laid out.
    """
    before, after = _page(dossier, paper=True)
    shown = f"{before}{after}".replace(_OPENING + _CLOSING, "")
    if len(shown) > MOST_LAID_OUT:
        what = f"a dossier of {len(shown):,} characters is too long to be laid out as PDF"
        raise UsageError(what, cure="Take the HTML, which any browser prints.")
    return render_pdf(shown, text, json.loads(text)["seal_of_file"], dossier.made_at)


def written(dossier: Dossier, text: str, form: Form) -> bytes:
    """The file of a dossier whose canonical JSON is `text`; raises as `render_dossier_pdf` does."""
    if form is Form.PDF:
        return render_dossier_pdf(dossier, text)
    return (text if form is Form.JSON else render_dossier(dossier, text)).encode("utf-8")


def _page(dossier: Dossier, *, paper: bool) -> tuple[str, str]:
    """What stands before and after the JSON."""
    from markupsafe import Markup

    queries = {each.digest: _query(each) for each in dossier.evidence}
    page = _environment().get_template("dossier.html")
    shown = page.render(
        it=dossier,
        last=dossier.reviews[-1] if dossier.reviews else None,
        queries=queries,
        at_launch={each: count_at_launch(each, dossier) for each in dossier.sign_offs},
        symbols=SYMBOLS,
        effects=EFFECTS,
        own=Markup((_TEMPLATES / "dossier.css").read_text(encoding="utf-8")),  # noqa: S704 - ours
        opening=Markup(_OPENING),  # noqa: S704 - ours
        closing=Markup(_CLOSING),  # noqa: S704 - ours
        paper=paper,
        once=_once,
    )
    before, _, after = _UNSHOWN.sub("\ufffd", shown).partition(_OPENING + _CLOSING)
    return f"{before}{_OPENING}", f"{_CLOSING}{after}"


def json_in(page: str) -> str:
    """The JSON inside a page; raises `UsageError` when there is none, or more than one."""
    _, *found = page.split(_OPENING)
    if len(found) != 1:
        what = "it holds no dossier" if not found else "it holds more than one dossier"
        raise UsageError(what, cure="Take the file as it was written.")
    return found[0].partition(_CLOSING)[0]


@cache
def layout() -> str:
    """The SHA-256 (hex) of this release and of the files that lay a dossier's page out."""
    files = sorted(_TEMPLATES.iterdir())
    files += [
        Path(__file__),
        Path(__file__).with_name("pdf.py"),
        *sorted(_REPORT.glob("*.html")),
        _REPORT / "style.css",
    ]
    told = [__version__, *(each.read_text(encoding="utf-8") for each in files)]
    return sha256("\0".join(told).encode()).hexdigest()


_REPORT = Path(__file__).parents[1] / "report" / "templates"


@cache
def _environment() -> jinja2.Environment:
    made = environment(_TEMPLATES)
    made.filters["moment"] = _moment
    return made


def _moment(at: datetime) -> str:
    """`1 March 2026, 09:30 UTC`, whatever the machine's language and zone."""
    from datetime import UTC

    from ringtrue.gap.wording import day

    there = at.astimezone(UTC)
    return f"{day(there.date())}, {there:%H:%M} UTC"


def _once(rows: Iterable[ReasonTold]) -> tuple[tuple[ReasonTold, tuple[str, ...]], ...]:
    """Reasons in their order, the same one once, each with its places."""
    found: dict[ReasonTold, list[str]] = {}
    for row in rows:
        places = found.setdefault(replace(row, place=""), [])
        places += [row.place] if row.place else []
    return tuple((row, tuple(places)) for row, places in found.items())


def _query(file: EvidenceFile) -> str:
    """The query of an evidence file; empty when the file does not read."""
    try:
        return evidence_from_json(file.content).query
    except UsageError:
        return ""


def _quiet(text: str) -> str:
    """JSON in which nothing can end its element; the characters stand only within strings."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
