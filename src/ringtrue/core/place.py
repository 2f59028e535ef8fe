"""Where something stands in the file it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one file.

    `line` and `column` count from 1, in characters. `start` and `end` are 0-based, half-open
    character offsets into the decoded file (for PDF and DOCX, which have no text of their own,
    into the text taken from them). `page` and `box` are set for PDF, `seconds` for captions.
    """

    file: str
    line: int
    column: int
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    seconds: float | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
