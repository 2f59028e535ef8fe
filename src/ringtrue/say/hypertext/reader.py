"""From HTML to runs of text, tag by tag.

Parsers of HTML build trees and forget where things stood. This reader keeps a browser's rules for
tags, comments, raw text and character references, so that the text is the same, and needs of the
tree only what decides whether and as what text is seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ringtrue.say.document import Role
from ringtrue.say.entities import pieces_of
from ringtrue.say.hypertext.tags import (
    BLOCKS,
    CLOSES,
    DESCRIPTIONS,
    ENDS_PARAGRAPH,
    RAW,
    ROLES,
    START,
    UNSEEN,
    VOID,
    attributes_of,
    is_note,
)
from ringtrue.say.weaving import RAISED, Piece, unbroken

_END = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)")
_NUMBER = re.compile(r"\s*\d{1,2}\s*\Z")
_PARAGRAPH = frozenset({"p"})
_LOOK_BACK = 40
"""How many open elements are looked at for one that ends by itself."""


def read_hypertext(text: str) -> Iterator[tuple[Role, list[Piece]]]:
    """Every run of text that a reader sees, in order, with offsets in `text`."""
    reader = HypertextReader(text)
    at = 0
    while at < len(text):
        tag = text.find("<", at)
        if tag < 0:
            tag = len(text)
        if tag > at:
            reader.add_text(at, tag)
        at = reader.add_tag(tag) if tag < len(text) else tag
        if reader.ready:
            yield from reader.take()
    reader.end_run()
    yield from reader.take()


class HypertextReader:
    """The state between tags: what is open, what is hidden, and the run being collected."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ready: list[tuple[Role, list[Piece]]] = []
        self._lines: list[list[Piece]] = [[]]
        self._open: list[tuple[str, Role]] = []
        self._counts: Counter[str] = Counter()
        self._hidden_from: int | None = None
        self._unseen, self._unseen_depth = "", 0
        self._seen: set[str] = set()
        self._last_end = -1

    def take(self) -> list[tuple[Role, list[Piece]]]:
        """The runs that are complete, which are handed over only once."""
        ready, self.ready = self.ready, []
        return ready

    @property
    def _role(self) -> Role:
        return self._open[-1][1] if self._open else Role.PARAGRAPH

    def add_text(self, start: int, end: int) -> None:
        """Text between tags."""
        if self._hidden_from is not None or self._unseen_depth:
            return
        name = self._open[-1][0] if self._open else ""
        if name == "sup" and _NUMBER.fullmatch(self.text, start, end):
            self._lines[-1].append((self.text[start:end].translate(RAISED), start, end))
            return
        self._lines[-1].extend(pieces_of(self.text, start, end))

    def add_tag(self, at: int) -> int:
        """Whatever begins with the "<" at `at`; answers where it ends."""
        text = self.text
        following = text[at + 1 : at + 2]
        if following.isascii() and following.isalpha():
            return self._start(at)
        if following == "/":
            return self._end(at)
        if following == "!" or following == "?":
            return self._comment(at)
        self.add_text(at, at + 1)
        return at + 1

    def _comment(self, at: int) -> int:
        mark, skip = ("-->", 2) if self.text.startswith("<!--", at) else (">", 2)
        end = self.text.find(mark, at + skip)
        return len(self.text) if end < 0 else end + len(mark)

    def _start(self, at: int) -> int:
        tag = START.match(self.text, at)
        if tag is None:
            return len(self.text)
        name = tag["name"].lower()
        if name in RAW:
            return self._skip_raw(name, tag.end())
        if name == "title":
            return self._take_title(tag.end())
        if self._unseen_depth:
            self._unseen_depth += name == self._unseen
            return tag.end()
        if name in BLOCKS or (name == "a" and self._counts["nav"]):
            self.end_run()
            self._close_implied(name)
        elif self._last_end == at:
            self._part_words(tag.end())
        if name in UNSEEN:
            self._unseen, self._unseen_depth = name, int(not tag[0].endswith("/>"))
        elif name in VOID:
            self._void(name, tag)
        else:
            self._push(name, tag)
        return tag.end()

    def _push(self, name: str, tag: re.Match[str]) -> None:
        role = ROLES.get(name, self._role)
        first, last = tag.span("attributes")
        if last > first and self._hidden_from is None:
            if name in BLOCKS and role is not Role.HEADING and is_note(self.text, first, last):
                role = Role.NOTE
            if any(each == "hidden" for each, _, _ in attributes_of(self.text, first, last)):
                self._hidden_from = len(self._open)
        self._open.append((name, role))
        self._counts[name] += 1

    def _end(self, at: int) -> int:
        tag = _END.match(self.text, at)
        if tag is None:
            end = self.text.find(">", at)
            return len(self.text) if end < 0 else end + 1
        name = tag[1].lower()
        if self._unseen_depth:
            self._unseen_depth -= name == self._unseen
            return tag.end()
        if name in BLOCKS or (name == "a" and self._counts["nav"]):
            self.end_run()
        elif name == "br":
            self._lines.append([])
        if self._counts[name] and self._ends(name):
            while self._pop() != name:
                pass
        self._last_end = tag.end()
        return tag.end()

    def _ends(self, name: str) -> bool:
        """Whether an end tag takes effect: one of an inline element does not end a block."""
        if name in BLOCKS:
            return True
        for other, _ in reversed(self._open[-_LOOK_BACK:]):
            if other == name or other in BLOCKS:
                return other == name
        return False

    def _take_title(self, at: int) -> int:
        """The page's title, in which only character references count."""
        end = self._raw_end("title", at)
        if self._hidden_from is None and not self._unseen_depth:
            self.end_run()
            self._add_aside(Role.META, at, end)
        return self._end(end) if end < len(self.text) else end

    def _raw_end(self, name: str, at: int) -> int:
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.text, at)
        return len(self.text) if end is None else end.start()

    def _pop(self) -> str:
        name, _ = self._open.pop()
        self._counts[name] -= 1
        if self._hidden_from is not None and len(self._open) <= self._hidden_from:
            self._hidden_from = None
        return name

    def _close_implied(self, name: str) -> None:
        """End the element that this start tag ends by itself, as the next `li` does."""
        if name in CLOSES:
            self._close_open(*CLOSES[name])
        if name in ENDS_PARAGRAPH and self._counts["p"]:
            self._close_open(_PARAGRAPH, frozenset())

    def _close_open(self, closed: frozenset[str], inside: frozenset[str]) -> None:
        for depth, (other, _) in enumerate(reversed(self._open[-_LOOK_BACK:]), 1):
            if other in closed:
                for _ in range(depth):
                    self._pop()
                return
            if other in BLOCKS and other not in inside:
                return

    def _void(self, name: str, tag: re.Match[str]) -> None:
        if self._hidden_from is not None:
            return
        if name == "br":
            self._lines.append([])
            return
        values = {
            each: (first, last)
            for each, first, last in attributes_of(self.text, *tag.span("attributes"))
        }
        if name == "img" and "alt" in values:
            self._add_aside(Role.META, *values["alt"])
        elif name == "meta" and self._value(values, "name", "property").lower() in DESCRIPTIONS:
            self._add_once(*values.get("content", (0, 0)))
        elif name == "input" and self._value(values, "type").lower() in {"submit", "button"}:
            self._add_aside(Role.PARAGRAPH, *values.get("value", (0, 0)))

    def _value(self, values: dict[str, tuple[int, int]], *names: str) -> str:
        spans = [values[name] for name in names if name in values]
        return self.text[slice(*spans[0])] if spans else ""

    def _add_aside(self, role: Role, start: int, end: int) -> None:
        """Text from an attribute, a run of its own that does not end the one it stands in."""
        if end > start:
            self.ready.append((role, list(pieces_of(self.text, start, end))))

    def _add_once(self, start: int, end: int) -> None:
        """A description, unless another one has said the same."""
        if self.text[start:end] not in self._seen:
            self._seen.add(self.text[start:end])
            self._add_aside(Role.META, start, end)

    def _skip_raw(self, name: str, at: int) -> int:
        end = self._raw_end(name, at)
        return self._end(end) if end < len(self.text) else end

    def _part_words(self, at: int) -> None:
        """Part "delivery" and "Free" in `<span>delivery</span><span>Free</span>`."""
        if not self._lines[-1] or at >= len(self.text):
            return
        before, _, end = self._lines[-1][-1]
        after = self.text[at]
        if before[-1:].islower() and (after.isupper() or after.isdigit()):
            self._lines[-1].append((" ", end, end))

    def end_run(self) -> None:
        """Close the run of text being collected."""
        if any(self._lines):
            role = self._role
            self.ready.extend((role, pieces) for pieces in unbroken(self._lines))
        self._lines = [[]]
