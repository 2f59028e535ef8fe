"""PDF files: the text layer, with the page and the box of every claim.

A PDF has no text of its own, so places are those of the text taken, in which every line of a
column is a line. Pages without a text layer hold pictures of words; those are said, not guessed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Layout, Taken
from ringtrue.say.weaving import RAISED

if TYPE_CHECKING:
    from ringtrue.say.pagelayout import Line

NAME = "pdf"
SUFFIXES = (".pdf",)
TYPES = ("application/pdf",)

LIMIT_PAGES = 500
LIMIT_CHARACTERS = 2_000_000

_RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHENS = {0x02, 0xFFFE}
_COLUMN_GAP = 1.8
"""White space wider than this many times the size of the type parts columns."""


def sniff(data: bytes) -> bool:
    """Whether it begins like a PDF, perhaps after a little rubbish."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the text layer; raises `ReadError` for broken, encrypted, huge or scanned files."""
    del charset
    from ringtrue.say.pagelayout import passages_of_lines

    taker = _Taker(name)
    document = _open(data, name)
    try:
        if len(document) > LIMIT_PAGES:
            cure = "Split the file, or export only the copy."
            raise ReadError(f"more than {LIMIT_PAGES} pages", where=name, cure=cure)
        for number in range(len(document)):
            taker.take_page(document, number)
    finally:
        document.close()
    if not "".join(taker.characters).strip():
        cure = "Run text recognition (OCR) over it, or give the copy as text."
        raise ReadError("no text layer: its pages are pictures", where=name, cure=cure)
    layout = Layout(page_starts=tuple(taker.page_starts), boxes=taker.boxes)
    return Taken("".join(taker.characters), tuple(passages_of_lines(taker.lines)), layout)


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            cure = "Save a copy without the password."
            raise ReadError(
                "encrypted: it opens only with a password", where=name, cure=cure
            ) from error
        cure = "Print or export it as PDF again."
        raise ReadError("broken: no PDF reader can open it", where=name, cure=cure) from error


class _Taker:
    """Collects characters, their boxes and their lines, page after page."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.characters: list[str] = []
        self.boxes = array("f")
        self.page_starts: list[int] = []
        self.lines: list[Line] = []

    def take_page(self, document: Any, number: int) -> None:
        """Take one page, counted from 0."""
        import pypdfium2

        self.page_starts.append(len(self.characters))
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            cure = "Print or export it as PDF again."
            raise ReadError(f"page {number + 1} is broken", where=self.name, cure=cure) from error
        glyphs = _Glyphs(page, text)
        if len(self.characters) + glyphs.count > LIMIT_CHARACTERS:
            cure = "Split the file, or export only the copy."
            raise ReadError(
                f"more than {LIMIT_CHARACTERS:,} characters", where=self.name, cure=cure
            )
        for first, last, hyphen in glyphs.lines():
            self._take_line(glyphs, first, last, number, hyphen=hyphen)
        text.close()
        page.close()

    def _take_line(
        self, glyphs: _Glyphs, first: int, last: int, page: int, *, hyphen: bool
    ) -> None:
        from ringtrue.say.pagelayout import Line

        start, (top, size) = len(self.characters), glyphs.loose(first)
        shown = glyphs.shown(first, last, size)
        text = "".join(character for character, _ in shown)
        boxes = [box for _, box in shown]
        self.characters += text
        for box in boxes:
            self.boxes.extend(box)
        inked = [box for box in boxes if any(box)]
        if inked:
            left, right = min(box[0] for box in inked), max(box[2] for box in inked)
            self.lines.append(Line(text, start, page, size, top, left, right, hyphen))
        for end in "-\n" if hyphen else "\n":
            self.characters.append(end)
            self.boxes.extend(_NOWHERE)


_Box = tuple[float, float, float, float]
_NOWHERE: _Box = (0.0, 0.0, 0.0, 0.0)


class _Glyphs:
    """The characters of one page as the library numbers them, in points from its top left."""

    def __init__(self, page: Any, text: Any) -> None:
        import pypdfium2.raw as raw

        self.raw, self.text, self.count = raw, text, text.count_chars()
        self.codes = [raw.FPDFText_GetUnicode(text, index) for index in range(self.count)]
        self._rotation, self._edges = page.get_rotation(), page.get_cropbox()
        self.boxes = [
            self._box(index) if self._inked(index) else _NOWHERE for index in range(self.count)
        ]

    def _inked(self, index: int) -> bool:
        return bool(self.codes[index] > 0x20 and self.codes[index] != 0xA0)

    def _box(self, index: int) -> _Box:
        from ctypes import byref, c_double

        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        found = self.raw.FPDFText_GetCharBox(
            self.text, index, byref(left), byref(right), byref(bottom), byref(top)
        )
        if not found:
            return _NOWHERE
        return self._turned(left.value, bottom.value, right.value, top.value)

    def _turned(self, left: float, bottom: float, right: float, top: float) -> _Box:
        """A box of the page's own space, as seen: from the top left, with the page turned."""
        page_left, page_bottom, page_right, page_top = self._edges
        if self._rotation == 90:
            return bottom - page_bottom, left - page_left, top - page_bottom, right - page_left
        if self._rotation == 180:
            return page_right - right, bottom - page_bottom, page_right - left, top - page_bottom
        if self._rotation == 270:
            return page_top - top, page_right - right, page_top - bottom, page_right - left
        return left - page_left, page_top - top, right - page_left, page_top - bottom

    def loose(self, index: int) -> tuple[float, float]:
        """Where the type of a character ends at the bottom, and how high it is."""
        from ctypes import byref

        rectangle = self.raw.FS_RECTF()
        if not self.raw.FPDFText_GetLooseCharBox(self.text, index, byref(rectangle)):
            return 0.0, 1.0
        box = self._turned(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        return box[3], max(1.0, box[3] - box[1])

    def shown(self, first: int, last: int, size: float) -> list[tuple[str, _Box]]:
        """The characters of a line with their boxes, without spaces made up before a raised one."""
        shown: list[tuple[str, _Box]] = []
        for index in range(first, last):
            character = self._character(index, size)
            made_up = shown and self.raw.FPDFText_IsGenerated(self.text, index - 1) == 1
            if made_up and shown[-1][0] == " " and character in _RAISED_DIGITS:
                shown.pop()
            shown.append((character, self.boxes[index]))
        return shown

    def _character(self, index: int, size: float) -> str:
        """A character of a line set in `size`; small digits in it are raised."""
        code = self.codes[index]
        if code < 0x20 or code == 0xA0:
            return " "
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            return "\ufffd"
        character = chr(code)
        if character in "0123456789" and self.loose(index)[1] < 0.8 * size:
            return character.translate(RAISED)
        return character

    def lines(self) -> Iterator[tuple[int, int, bool]]:
        """Each line of a column: its first character, its end, and whether it ends in a hyphen."""
        first, inked = 0, -1
        for index, code in enumerate(self.codes):
            if any(self.boxes[index]):
                if inked >= first and self._drops(inked, index):
                    yield first, index, False
                    first = index
                inked = index
            hyphen = code in _HYPHENS and bool(self.raw.FPDFText_IsHyphen(self.text, index))
            if hyphen or code in {0x0A, 0x0D} or self._parts_columns(index):
                if index > first:
                    yield first, index, hyphen
                first = index + 1
        if self.count > first:
            yield first, self.count, False

    def _drops(self, before: int, after: int) -> bool:
        """Whether a character stands below and left of the one before, as on a new line."""
        old, new = self.boxes[before], self.boxes[after]
        return new[1] >= old[3] and new[0] < old[2]

    def _parts_columns(self, index: int) -> bool:
        if self.codes[index] != 0x20 or not 0 < index < self.count - 1:
            return False
        before, after = self.boxes[index - 1], self.boxes[index + 1]
        if not (any(before) and any(after)):
            return False
        return after[0] - before[2] > _COLUMN_GAP * self.loose(index - 1)[1]
