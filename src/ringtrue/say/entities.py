"""Character references, as HTML and Markdown write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ringtrue.say.weaving import Piece

REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""A complete reference, with its semicolon."""

_LOOSE = re.compile(r"&(?:#[xX][0-9a-fA-F]+;?|#[0-9]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_COMMON = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\xa0"}


@cache
def entity(reference: str) -> str:
    """What a reference stands for; the reference itself when there is no such character.

    >>> entity("&pound;"), entity("&#8364;"), entity("&nosuch;")
    ('£', '€', '&nosuch;')
    """
    if reference in _COMMON:
        return _COMMON[reference]
    if reference.startswith("&#"):
        from html import unescape

        return unescape(reference) or "\ufffd"
    from html.entities import html5

    return html5.get(reference[1:], reference)


def pieces_of(text: str, start: int, end: int) -> Iterator[Piece]:
    """The text of HTML in [start, end) with its references resolved, as a browser does it.

    >>> list(pieces_of("R&amp;D", 0, 7)), list(pieces_of("&pound5", 0, 7))
    ([('R', 0, 1), ('&', 1, 6), ('D', 6, 7)], [('£', 0, 6), ('5', 6, 7)])
    """
    for match in _LOOSE.finditer(text, start, end):
        value, length = _loose(match[0])
        if length:
            if match.start() > start:
                yield text[start : match.start()], start, match.start()
            start = match.start() + length
            yield value, match.start(), start
    if end > start:
        yield text[start:end], start, end


@cache
def _loose(reference: str) -> tuple[str, int]:
    """What a reference stands for and how much of it is one; ("", 0) for none."""
    if reference.startswith("&#"):
        value = entity(reference[:9].rstrip(";") + ";")
        return value, len(reference)
    if reference.endswith(";") and entity(reference) != reference:
        return entity(reference), len(reference)
    from html.entities import html5

    for length in range(len(reference), 2, -1):
        if reference[1:length] in html5:
            return html5[reference[1:length]], length
    return "", 0
