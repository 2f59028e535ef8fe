"""From results to one HTML file: templates, style and charts put together, nothing fetched."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue import __version__
from ringtrue.desk.report.words import EFFECTS, SYMBOLS, filters
from ringtrue.desk.services.read_materials import Reading

if TYPE_CHECKING:
    import jinja2

    from ringtrue.desk.report.content import Content

_TEMPLATES = Path(__file__).with_name("templates")


def render_reading(reading: Reading) -> str:
    """The page of `ringtrue read --format html`: every claim in place."""
    names = ", ".join(each.document.material.name for each in reading.materials) or "nothing"
    return _environment().get_template("reading.html").render(reading=reading, names=names, home="")


def render_review(content: Content) -> str:
    """The report of a review."""
    page = _environment().get_template("review.html")
    return page.render(
        review=content.review,
        outlook=content.review.decision.outlook.value,
        summary=content.summary,
        facts=content.facts,
        pages=content.pages,
        standards=content.standards,
        advised=content.advised,
        tested=content.tested,
        reasons=content.reasons,
        symbols=SYMBOLS,
        effects=EFFECTS,
        home=content.review.workspace.folder,
    )


@cache
def _environment() -> jinja2.Environment:
    return environment()


def environment(*folders: Path) -> jinja2.Environment:
    """What renders the templates of the report and of some other folders, in the same style."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, _TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_tight,
    )
    environment.filters |= filters()
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    environment.globals |= {"version": __version__, "style": Markup(style)}  # noqa: S704 - our file
    return environment


def _tight(value: object) -> object:
    """Keep a number and its per cent sign on one line; text that must stay as it is is Markup."""
    return value.replace(" %", "\u00a0%") if type(value) is str else value
