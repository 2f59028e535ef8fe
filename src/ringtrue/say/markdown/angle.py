"""What begins with "<" inside a block: addresses and HTML; imported only where one stands.

CommonMark, sections 6.4 to 6.6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from ringtrue.say.weaving import RAISED

_AUTOLINK = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-zA-Z0-9.-]+)>"
)
_TAG = re.compile(
    r"""</[a-zA-Z][a-zA-Z0-9-]*\s*+>
      | <(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)
        (?P<attributes>(?:\s++[a-zA-Z_:][\w.:-]*(?:\s*+=\s*+(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?+)*+)
        \s*+/?>""",
    re.VERBOSE | re.ASCII,
)
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ENDS = {
    re.compile("<!--"): "-->",
    re.compile(r"<\?"): "?>",
    re.compile(r"<!\[CDATA\["): "]]>",
    re.compile("<![a-zA-Z]"): ">",
}
_NUMBER = re.compile(r"\d{1,2}(?=</sup>)", re.IGNORECASE)


class Seen(Enum):
    """What a reader sees of it."""

    TEXT = auto()
    IMAGE = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class Angle:
    """Something in angle brackets: where it ends, and the text it shows, from [first, last)."""

    end: int
    seen: Seen = Seen.TEXT
    text: str = ""
    first: int = 0
    last: int = 0


def read_angle(source: str, start: int, without_end: set[str]) -> Angle | None:
    """Read what begins at `start`; None when the "<" there is only a sign.

    `without_end` collects the marks that do not come again in this block, so that a thousand
    beginnings of comments are not each searched to the end.
    """
    link = _AUTOLINK.match(source, start)
    if link:
        return Angle(link.end(), Seen.TEXT, link[1], link.start(1), link.end(1))
    tag = _TAG.match(source, start)
    if tag:
        return _tag(source, tag)
    for opening, closing in _ENDS.items():
        if opening.match(source, start) and closing not in without_end:
            stop = source.find(closing, start + 2)
            if stop >= 0:
                return Angle(stop + len(closing))
            without_end.add(closing)
    return None


def _tag(source: str, tag: re.Match[str]) -> Angle:
    name = (tag["tag"] or "").lower()
    if name == "br":
        return Angle(tag.end(), Seen.BREAK)
    if name == "img":
        alt = _ALT.search(source, tag.start(), tag.end())
        if alt:
            group = 1 if alt[1] is not None else 2
            return Angle(tag.end(), Seen.IMAGE, alt[group], alt.start(group), alt.end(group))
    if name == "sup":
        number = _NUMBER.match(source, tag.end())
        if number:
            raised = number[0].translate(RAISED)
            return Angle(number.end(), Seen.TEXT, raised, number.start(), number.end())
    return Angle(tag.end())
