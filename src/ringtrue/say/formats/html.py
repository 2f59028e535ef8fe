"""HTML pages: what a reader sees, and the title and descriptions that search engines show.

Skipped: scripts, styles, templates, drawings, and elements with the `hidden` attribute. Style
sheets are not computed: text that only a style hides (a folded answer, an e-mail's preview line)
is copy that some reader sees.
"""

from __future__ import annotations

import re

from ringtrue.say.decoding import decode
from ringtrue.say.document import Taken

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
TYPES = ("text/html", "application/xhtml+xml")


def sniff(data: bytes) -> bool:
    """Whether it begins like a page."""
    head = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the passages; offsets are those of the decoded source."""
    from ringtrue.say.hypertext.reader import read_hypertext
    from ringtrue.say.weaving import weave

    text = decode(data, name, charset or declared_charset(data))
    woven = (weave(pieces, role) for role, pieces in read_hypertext(text))
    return Taken(text, tuple(passage for passage in woven if passage))


def declared_charset(data: bytes) -> str:
    """The charset that the page itself declares in its first kilobyte, or empty."""
    found = re.search(
        rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", data[:1024], re.IGNORECASE
    )
    xml = re.match(rb"""<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", data[:200])
    declared = found or xml
    return declared[1].decode("ascii", "replace") if declared else ""
