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
from ringtrue.desk.dossier.charts import kept_by_month, month_title
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.listing import (
    all_objections,
    made_in,
    months_of,
    parts_of,
    queries_of,
    standard_versions,
)
from ringtrue.desk.dossier.pdf import render_pdf
from ringtrue.desk.report.rendering import environment
from ringtrue.desk.report.words import EFFECTS, SYMBOLS
from ringtrue.gap.dossier import Dossier, ReasonTold
from ringtrue.gap.dossier_launch import count_at_launch

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


def render_dossier_pdf(dossier: Dossier, text: str, most: int | None = None) -> bytes:
    """The same as PDF, with the JSON attached.

    Raises `UsageError` where none can be made, and for more than `most` characters of HTML.
    """
    before, after = _page(dossier, paper=True)
    shown = f"{before}{after}".replace(_OPENING + _CLOSING, "")
    if most is not None and len(shown) > most:
        what = f"a dossier of {len(shown):,} characters is too long for a worker to lay out as PDF"
        cure = "Take the HTML, or make it in the terminal: ringtrue dossier NAME -o dossier.pdf"
        raise UsageError(what, cure=cure)
    return render_pdf(shown, text, json.loads(text)["seal_of_file"], dossier.made_at)


def written(dossier: Dossier, text: str, form: Form, most: int | None = None) -> bytes:
    """The file of a dossier whose canonical JSON is `text`; raises as `render_dossier_pdf` does."""
    if form is Form.PDF:
        return render_dossier_pdf(dossier, text, most)
    return (text if form is Form.JSON else render_dossier(dossier, text)).encode("utf-8")


def _page(dossier: Dossier, *, paper: bool) -> tuple[str, str]:
    """What stands before and after the JSON."""
    from markupsafe import Markup

    page = _environment().get_template("dossier.html")
    shown = page.render(
        it=dossier,
        paper=paper,
        **_listed(dossier),
        symbols=SYMBOLS,
        effects=EFFECTS,
        own=Markup((_TEMPLATES / "dossier.css").read_text(encoding="utf-8")),  # noqa: S704 - ours
        opening=Markup(_OPENING),  # noqa: S704 - ours
        closing=Markup(_CLOSING),  # noqa: S704 - ours
        once=_once,
    )
    before, _, after = _UNSHOWN.sub("\ufffd", shown).partition(_OPENING + _CLOSING)
    return f"{before}{_OPENING}", f"{_CLOSING}{after}"


def _listed(dossier: Dossier) -> dict[str, object]:
    """What the page lists, or works out as it is written."""
    queries = queries_of(dossier)
    return {
        "queries": queries,
        "numbered": {digest: each.number for each in queries for digest in each.digests},
        "at_launch": lambda file, each: count_at_launch(each, file, dossier.events),
        "months_of": lambda standard: months_of(standard, dossier),
        "parts_of": lambda standard: parts_of(standard, dossier),
        "versions": standard_versions(dossier),
        "objections": all_objections(dossier),
        "made_in": made_in,
        "chart": kept_by_month,
    }


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
        *(Path(__file__).with_name(name) for name in ("charts.py", "listing.py", "pdf.py")),
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
    made.filters["month_title"] = month_title
    return made


def _moment(at: datetime) -> str:
    """`1 March 2026, 09:30 UTC`, whatever the machine's language and zone."""
    from datetime import UTC

    from ringtrue.core.dates import day

    there = at.astimezone(UTC)
    return f"{day(there.date())}, {there:%H:%M} UTC"


def _once(rows: Iterable[ReasonTold]) -> tuple[tuple[ReasonTold, tuple[str, ...]], ...]:
    """Reasons in their order, the same one once, each with its places."""
    found: dict[ReasonTold, list[str]] = {}
    for row in rows:
        places = found.setdefault(replace(row, place=""), [])
        places += [row.place] if row.place else []
    return tuple((row, tuple(places)) for row, places in found.items())


def _quiet(text: str) -> str:
    """JSON in which nothing can end its element; the characters stand only within strings."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
