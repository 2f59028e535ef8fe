"""Markdown: CommonMark with tables, strikethrough, footnotes and front matter.

Written for speed and exact places; the grammar itself lives in `ringtrue.say.markdown`.
"""

from __future__ import annotations

import re

from ringtrue.say.decoding import decode
from ringtrue.say.document import Taken

NAME = "markdown"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
TYPES = ("text/markdown", "text/x-markdown")


def sniff(data: bytes) -> bool:
    """Whether it begins with front matter or a heading, as few other files do."""
    head = data[:2000].removeprefix(b"\xef\xbb\xbf")
    return bool(re.match(rb"\s{0,9}#{1,6} \S|---\r?\n[a-z_]+:\s", head))


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the passages; offsets are those of the decoded file."""
    from ringtrue.say.markdown.blocks import read_blocks

    text = decode(data, name, charset)
    return Taken(text, tuple(read_blocks(text)))
