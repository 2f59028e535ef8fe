"""Showing the very place: a line of a file with its words marked, safe for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_WHERE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WIDTH = 100
_MAX_BYTES = 1_000_000


def clean(text: str) -> str:
    """Text without the control and direction characters that could command a terminal.

    >>> clean("a" + chr(27) + "[31mb") == "a" + chr(0xFFFD) + "[31mb"
    True
    """
    return _CONTROL.sub("\ufffd", text)


def wrapped(text: str, indent: str = "    ") -> list[str]:
    """A paragraph as indented lines that fit a terminal, without control characters.

    >>> wrapped("word " * 19 + "90 %")[-1]
    '    90 %'
    """
    from textwrap import wrap

    bound = clean(text).replace(" %", "\u00a0%")
    lines = wrap(
        bound,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0%", " %") for line in lines]


def marked(line: str, start: int, end: int) -> tuple[str, str]:
    """A line cut around the characters [start, end), and the carets to put below it.

    >>> marked("Delivered in 2 days.", 13, 19)
    ('Delivered in 2 days.', '             ^^^^^^')
    """
    end = max(start + 1, min(end, len(line)))
    left = max(0, min(start - _WIDTH // 3, len(line) - _WIDTH))
    right = min(len(line), left + _WIDTH)
    head = "… " if left else ""
    tail = " …" if right < len(line) else ""
    shown = f"{head}{clean(line[left:right])}{tail}".replace("\t", " ").replace("\n", " ")
    width = max(1, min(end, right) - start)
    return shown, " " * (len(head) + start - left) + "^" * width


def excerpt(where: str) -> Iterator[str]:
    """The line that an error's `file:line:column` points at, with a caret; nothing if it cannot."""
    match = _WHERE.fullmatch(where)
    if not match:
        return
    number, column = int(match["line"]), int(match["column"])
    line = _line_of(Path(match["file"]), number)
    if line is None:
        return
    shown, carets = marked(line, column - 1, column)
    gutter = f"{number:>6} | "
    yield f"{gutter}{shown}"
    yield f"{' ' * (len(gutter) - 2)}| {carets}"


def _line_of(path: Path, number: int) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return None
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return None
    return lines[number - 1] if number <= len(lines) else None
