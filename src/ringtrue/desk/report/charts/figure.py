"""What every chart has in common: one look, words for those who cannot see it, a table.

An Altair specification becomes SVG on the spot (vl-convert), so that the page needs no script.
Colours are tokens: the style sheet of the report gives each its value in light and in dark.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from html import escape
from typing import Any

INK, MUTED, GRID = "#1d2125", "#6a6f76", "#e2ddd3"
KEPT, BROKEN, BOUND = "#0b6e5f", "#b5391d", "#2f5d9f"
FONT = "'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif"
WIDTH, HEIGHT = 320, 200

_ID = re.compile(r'(\bid="|url\(#|href="#)([A-Za-z][\w-]*)')
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEW = re.compile(r'viewBox="[^"]*"')


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG text, what it shows in words, how to read it, and its numbers as a table."""

    svg: str
    title: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def unchecked() -> AbstractContextManager[None]:
    """While it lasts, Altair does not hold every part against its schema: the tests do that."""
    from altair.utils.schemapi import debug_mode

    context: AbstractContextManager[None] = debug_mode(False)
    return context


def draw(chart: Any, name: str, title: str, description: str) -> str:
    """An Altair chart as accessible SVG; `name` keeps its ids apart from those of its neighbours.

    The chart scales with its column; `title` and `description` are read aloud in its place.
    """
    import vl_convert

    spec = {**chart.to_dict(validate=False), "config": _LOOK, "background": None}
    svg = vl_convert.vegalite_to_svg(spec)
    svg = _ID.sub(lambda match: f"{match[1]}{name}-{match[2]}", svg)
    view = _VIEW.search(svg)
    box = view[0] if view else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {box} role="img"'
        f' aria-labelledby="{name}-title {name}-description"><title id="{name}-title">'
        f'{escape(title)}</title><desc id="{name}-description">{escape(description)}</desc>'
    )
    return _ROOT.sub(lambda _: head, svg, count=1)


_LOOK: dict[str, Any] = {
    "font": FONT,
    "padding": {"left": 8, "right": 14, "top": 6, "bottom": 4},
    "view": {"stroke": None},
    "axis": {
        "domainColor": MUTED,
        "tickColor": MUTED,
        "gridColor": GRID,
        "labelColor": MUTED,
        "labelFontSize": 12,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelPadding": 5,
    },
    "axisY": {"domain": False, "ticks": False, "tickCount": 5},
    "axisX": {"grid": False, "tickSize": 4},
    "title": {
        "color": INK,
        "fontSize": 12,
        "fontWeight": "normal",
        "anchor": "start",
        "subtitleColor": MUTED,
    },
    "header": {"labelColor": INK, "titleColor": MUTED},
}
