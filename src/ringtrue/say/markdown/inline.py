"""The text inside a block of Markdown: emphasis, links, code, HTML and entities come off.

This follows the CommonMark specification, section 6, with strikethrough and with footnote
references left in the text as they are written. What comes out are pieces that know where they
stood; nothing is copied unless it must be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from ringtrue.say.entities import REFERENCE, entity
from ringtrue.say.weaving import Piece

_SPECIAL = re.compile(r"([\\`*_~\[\]<&])(?:(?<=[`*_~])\1+)?")
_SPECIAL_OR_BREAK = re.compile(r"([\\`*_~\[\]<&])(?:(?<=[`*_~])\1+)?| {2,}\n")
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
DESTINATION = r"(?:[^\s()\\]++|\\\S?+|\((?:[^\s()\\]++|\\\S?+|\((?:[^\s()\\]++|\\\S?+)*+\))*+\))*+"
"""Where a link leads, when it is not in angle brackets: its parentheses are balanced."""

_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_TAIL = re.compile(
    rf"""\(\s*+
        (?:<(?:[^<>\n\\]|\\.)*+> | (?!<){DESTINATION})
        (?:\s++(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+
        \s*+\)""",
    re.VERBOSE | re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)


@dataclass(slots=True)
class _Run:
    """A run of `*`, `_` or `~~`; what pairing leaves of [start, end) is text."""

    mark: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int


@dataclass(frozen=True, slots=True)
class _Bracket:
    """An open `[` or `![`: its node, the first run after it, and where its text begins."""

    node: int
    run: int
    begin: int
    image: bool


class _Break:
    """A line break that the writer asked for."""


_BREAK = _Break()
_Node = Piece | _Run | _Break | None


class InlineReader:
    """One pass over the text of one block.

    After `read`, `images` holds the pieces of each image's description. Pieces have offsets in
    `source` plus `shift`. `crlf` says that a space before every line end stands for a carriage
    return; `references` are the normalised labels that the document defines.
    """

    def __init__(
        self, source: str, references: frozenset[str], *, shift: int = 0, crlf: bool = False
    ) -> None:
        self.source, self.references, self.shift, self.crlf = source, references, shift, crlf
        self.images: list[list[Piece]] = []
        self._nodes: list[_Node] = []
        self._runs: list[_Run] = []
        self._brackets: list[_Bracket] = []
        self._dead = 0
        self._escaped = -1
        self._ticks: dict[int, list[int]] | None = None
        self._without_end: set[str] = set()

    def read(self) -> list[list[Piece]]:
        """The lines of the block; more than one only where the writer broke them."""
        at = 0
        special = _SPECIAL_OR_BREAK if "  \n" in self.source else _SPECIAL
        while match := special.search(self.source, at):
            self._text(at, match.start())
            at = _HANDLERS[match[1] or " "](self, match.start(), match.end())
        self._text(at, len(self.source))
        _pair(self._runs)
        return self._lines(self._nodes)

    def _lines(self, nodes: list[_Node]) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[]]
        for node in nodes:
            if isinstance(node, tuple):
                lines[-1].append(node)
            elif isinstance(node, _Run):
                start, end = node.start + self.shift, node.end + self.shift
                lines[-1].append((node.mark * (end - start), start, end))
            elif node is not None:
                lines.append([])
        return lines

    def _text(self, start: int, end: int) -> int:
        if end > start:
            self._add(self.source[start:end], start, end)
        return end

    def _add(self, text: str, start: int, end: int) -> None:
        self._nodes.append((text, start + self.shift, end + self.shift))

    def _backslash(self, start: int, end: int) -> int:
        end = start + 1
        following = self.source[end : end + 1]
        if following == "\n" or (self.crlf and self.source.startswith(" \n", end)):
            self._nodes.append(_BREAK)
            return end + 1
        if following in _ESCAPED:
            self._escaped = end
            return self._text(end, end + 1)
        return self._text(start, end)

    def _spaces(self, start: int, end: int) -> int:
        if end - start - 1 >= 2 + self.crlf:
            self._nodes.append(_BREAK)
            return end
        return self._text(start, end)

    def _code(self, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self.source):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        length = end - start
        same = self._ticks.get(length, [])
        closing = bisect_left(same, end)
        if closing == len(same):
            return self._text(start, end)
        inner, stop = end, same[closing]
        if self.source[inner] in " \n" and self.source[stop - 1] in " \n":
            inner, stop = inner + 1, stop - 1
        self._text(inner, stop)
        return same[closing] + length

    def _run(self, start: int, end: int) -> int:
        source = self.source
        mark, length = source[start], end - start
        if mark == "~" and length != 2:
            return self._text(start, end)
        before = source[start - 1] if start else " "
        after = source[end] if end < len(source) else " "
        left = _flanks(before, after)
        right = _flanks(after, before)
        opens, closes = left, right
        if mark == "_":
            opens = left and (not right or _is_mark(before))
            closes = right and (not left or _is_mark(after))
        run = _Run(mark, start, end, opens, closes, length)
        self._nodes.append(run)
        self._runs.append(run)
        return end

    def _open(self, start: int, end: int) -> int:
        end = start + 1
        footnote = _FOOTNOTE.match(self.source, start)
        if footnote:
            return self._text(start, footnote.end())
        image = self.source[start - 1 : start] == "!" and self._escaped != start - 1
        if image:
            text, first, last = cast("Piece", self._nodes[-1])
            self._nodes[-1] = (text[:-1], first, last - 1)
            start -= 1
        self._brackets.append(_Bracket(len(self._nodes), len(self._runs), end, image))
        return self._text(start, end)

    def _close(self, start: int, end: int) -> int:
        end = start + 1
        if not self._brackets:
            return self._text(start, end)
        bracket = self._brackets.pop()
        dead = len(self._brackets) < self._dead
        self._dead = min(self._dead, len(self._brackets))
        stop = -1 if dead and not bracket.image else self._link_end(bracket, start)
        if stop < 0:
            return self._text(start, end)
        _pair(self._runs[bracket.run :])
        del self._runs[bracket.run :]
        if bracket.image:
            inside = self._lines(self._nodes[bracket.node + 1 :])
            self.images.append([piece for line in inside for piece in line])
            del self._nodes[bracket.node :]
        else:
            self._nodes[bracket.node] = None
            self._dead = len(self._brackets)
        return stop

    def _link_end(self, bracket: _Bracket, close: int) -> int:
        """Where the link or image that `]` at `close` may end does end; -1 if it is none."""
        source = self.source
        tail = _TAIL.match(source, close + 1)
        if tail:
            return tail.end()
        if not self.references:
            return -1
        label = _LABEL.match(source, close + 1)
        if label and label[1].strip():
            return label.end() if normal_label(label[1]) in self.references else -1
        own = _LABEL.match(source, bracket.begin - 1)
        if own is None or own.end() != close + 1 or normal_label(own[1]) not in self.references:
            return -1
        return label.end() if label else close + 1

    def _angle(self, start: int, end: int) -> int:
        from ringtrue.say.markdown.angle import Seen, read_angle

        del end
        found = read_angle(self.source, start, self._without_end)
        if found is None:
            return self._text(start, start + 1)
        if found.seen is Seen.BREAK:
            self._nodes.append(_BREAK)
        elif found.seen is Seen.IMAGE:
            first, last = found.first + self.shift, found.last + self.shift
            self.images.append([(found.text, first, last)])
        elif found.text:
            self._add(found.text, found.first, found.last)
        return found.end

    def _ampersand(self, start: int, end: int) -> int:
        end = start + 1
        reference = REFERENCE.match(self.source, start)
        if reference is None:
            return self._text(start, end)
        self._add(entity(reference[0]), start, reference.end())
        return reference.end()


_HANDLERS: dict[str, Callable[[InlineReader, int, int], int]] = {
    "\\": InlineReader._backslash,
    "`": InlineReader._code,
    "*": InlineReader._run,
    "_": InlineReader._run,
    "~": InlineReader._run,
    "[": InlineReader._open,
    "]": InlineReader._close,
    "<": InlineReader._angle,
    "&": InlineReader._ampersand,
    " ": InlineReader._spaces,
}


def normal_label(label: str) -> str:
    """The label of a link reference as it is compared: folded case and white space."""
    return " ".join(label.split()).casefold()


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _flanks(outside: str, inside: str) -> bool:
    """Whether a run between these two characters leans on the inner one."""
    if inside.isspace():
        return False
    return inside.isalnum() or not outside.isalnum()


def _pair(runs: list[_Run]) -> None:
    """Take the marks that open and close emphasis out of their runs."""
    openers: list[_Run] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.start < run.end:
            key = (run.mark, run.opens, run.length % 3)
            floor = min(searched.get(key, 0), len(openers))
            at = len(openers) - 1
            while at >= floor and not _matches(openers[at], run):
                at -= 1
            if at < floor:
                searched[key] = len(openers)
                break
            del openers[at + 1 :]
            for known, depth in searched.items():
                searched[known] = min(depth, at + 1)
            _consume(openers[at], run)
            if openers[at].start == openers[at].end:
                del openers[at]
        if run.opens and run.start < run.end:
            openers.append(run)


def _matches(opener: _Run, closer: _Run) -> bool:
    if opener.mark != closer.mark:
        return False
    if not (opener.closes or closer.opens):
        return True
    total = opener.length + closer.length
    return bool(total % 3) or not (opener.length % 3 or closer.length % 3)


def _consume(opener: _Run, closer: _Run) -> None:
    strong = opener.end - opener.start >= 2 and closer.end - closer.start >= 2
    opener.end -= 1 + strong
    closer.start += 1 + strong
