"""Character references, as HTML and Markdown write them."""

from __future__ import annotations

import re
from functools import cache

REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""A complete reference, with its semicolon."""

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
