"""Word documents (.docx): paragraphs, tables, notes, headers, pictures' descriptions.

Read with the standard library: a document is XML in a zip, and the two things that can go wrong
with a hostile one, a bomb and entities, are easier refused than trusted to a library. Tracked
changes are read as accepted, hidden text and comments not at all. A document has no text of its
own, so places are those of the text taken, a line for each passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Passage, Role, Taken
from ringtrue.say.weaving import RAISED, Piece, unbroken, weave

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

NAME = "docx"
SUFFIXES = (".docx", ".docm", ".dotx")
TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

LIMIT_UNPACKED = 10 * 2**20
"""How many bytes one part of the document may hold once it is unpacked."""

LIMIT_PARTS = 40
"""How many parts with text (body, notes, headers, footers) are read."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_BODY, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_PARTS = re.compile(r"word/(header|document|footnotes|endnotes|footer)\d*\.xml")
_ORDER = ("header", "document", "footnotes", "endnotes", "footer")
_SKIPPED = {_FALLBACK, *(_W + tag for tag in ("del", "moveFrom", "instrText", "delText"))}
_CHARACTERS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_REFERENCES = {_W + "footnoteReference": "footnotes", _W + "endnoteReference": "endnotes"}
_NOTES = {_W + "footnote": "footnotes", _W + "endnote": "endnotes"}
_OWN_NUMBERS = {_W + "footnoteRef", _W + "endnoteRef"}
_FALSE = {"0", "false", "off", "none"}


def sniff(data: bytes) -> bool:
    """Whether it is a zip that holds a Word document."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the text; raises `ReadError` for broken, encrypted or overly packed files."""
    del charset
    from xml.etree.ElementTree import ParseError
    from zipfile import BadZipFile
    from zlib import error as ZipError  # noqa: N812 - it is a class

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        cure = "Remove the password, or save it as .docx from the old .doc format."
        raise ReadError("encrypted, or in Word's old format", where=name, cure=cure)
    try:
        lines = list(_read(data, name))
    except (
        BadZipFile, ParseError, ZipError, EOFError, OSError, ValueError, NotImplementedError,
        RuntimeError,
    ) as error:  # fmt: skip
        cure = "Open it in a word processor and save it again."
        raise ReadError(f"not a sound Word document ({error})", where=name, cure=cure) from error
    passages: list[Passage] = []
    at = 0
    for role, text in lines:
        passages += _passages(role, text, at)
        at += len(text) + 1
    return Taken("\n".join(text for _, text in lines), tuple(passages))


def _passages(role: Role, text: str, at: int) -> Iterator[Passage]:
    """The passages of one paragraph: more than one where its line breaks part sentences."""
    lines: list[list[Piece]] = []
    for line in text.split("\n"):
        lines.append([(line, at, at + len(line))])
        at += len(line) + 1
    for pieces in unbroken(lines):
        passage = weave(pieces, role)
        if passage:
            yield passage


def _read(data: bytes, name: str) -> Iterator[tuple[Role, str]]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        if _BODY not in names:
            cure = "Save it as .docx from a word processor."
            raise ReadError(f"no Word document: {_BODY} is missing", where=name, cure=cure)
        if _CORE in names:
            title = _parse(package, _CORE, name).find(_TITLE)
            if title is not None and title.text:
                yield Role.META, " ".join(title.text.split())
        styles = _parse(package, _STYLES, name) if _STYLES in names else None
        reader = _PartReader({} if styles is None else _roles(styles))
        found = [
            (_ORDER.index(match[1]), part) for part in names if (match := _PARTS.fullmatch(part))
        ]
        for _, part in sorted(found)[:LIMIT_PARTS]:
            yield from reader.read(_parse(package, part, name))


def _parse(package: ZipFile, part: str, name: str) -> Element:
    """The tree of one part, unpacked no further than the limit and without any entity."""
    from xml.etree.ElementTree import fromstring

    with package.open(part) as file:
        content = file.read(LIMIT_UNPACKED + 1)
    if len(content) > LIMIT_UNPACKED:
        raise ReadError(
            f"{part} unpacks to more than {LIMIT_UNPACKED:,} bytes",
            where=name,
            cure="It may be a zip bomb; do not open it, or save only the copy.",
        )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        cure = "No word processor writes that; save the document again."
        raise ReadError(f"{part} declares a document type of its own", where=name, cure=cure)
    return fromstring(content)  # noqa: S314 - entities are refused above


def _roles(styles: Element) -> dict[str, Role]:
    """The styles, by their id, that make a heading, a quote or a caption of a paragraph."""
    roles = {}
    for style in styles.iter(_W + "style"):
        label = style.find(_W + "name")
        words = "" if label is None else label.get(_W + "val", "").lower()
        for pattern, role in (
            (r"heading|title|subtitle", Role.HEADING),
            (r".*quote", Role.QUOTE),
            (r".*caption", Role.CAPTION),
            (r"list", Role.ITEM),
        ):
            if re.match(pattern, words):
                roles[style.get(_W + "styleId", "")] = role
                break
    return roles


class _PartReader:
    """Walks the parts without recursion, so that depth costs nothing; numbers the notes."""

    def __init__(self, roles: dict[str, Role]) -> None:
        self._roles = roles
        self._numbers: dict[str, dict[str, int]] = {"footnotes": {}, "endnotes": {}}

    def read(self, root: Element) -> Iterator[tuple[Role, str]]:
        """Each paragraph's role and text."""
        waiting = [(root, Role.PARAGRAPH, "")]
        while waiting:
            element, role, number = waiting.pop()
            if element.tag in _SKIPPED:
                continue
            if element.tag == _W + "p":
                text, asides, boxes = self._paragraph(element, number)
                yield self._role(element, role), text
                yield from ((Role.META, aside) for aside in asides)
                waiting.extend((box, role, number) for box in reversed(boxes))
                continue
            if element.tag in _NOTES:
                role, number = Role.NOTE, self._number(_NOTES[element.tag], element)
            elif element.tag == _W + "tc" and role is Role.PARAGRAPH:
                role = Role.CELL
            waiting.extend((child, role, number) for child in reversed(element))

    def _number(self, kind: str, element: Element) -> str:
        """The raised number of a note, given in the order in which the text refers to them."""
        known = self._numbers[kind]
        number = known.setdefault(element.get(_W + "id", ""), len(known) + 1)
        return str(number).translate(RAISED)

    def _role(self, paragraph: Element, inherited: Role) -> Role:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = None if style is None else self._roles.get(style.get(_W + "val", ""))
        if named and inherited is Role.PARAGRAPH:
            return named
        listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        return Role.ITEM if listed and inherited is Role.PARAGRAPH else inherited

    def _paragraph(self, paragraph: Element, number: str) -> tuple[str, list[str], list[Element]]:
        """The text of a paragraph, the descriptions of its pictures, and its text boxes."""
        words: list[str] = []
        asides: list[str] = []
        boxes: list[Element] = []
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            tag = element.tag
            if tag in _SKIPPED or (tag == _W + "r" and _is_on(element, "vanish")):
                continue
            if tag == _W + "t":
                words.append(element.text or "")
            elif tag == _W + "txbxContent":
                boxes.append(element)
                continue
            elif tag == _PICTURE and element.get("descr"):
                asides.append(" ".join(element.get("descr", "").split()))
            elif tag in _REFERENCES:
                words.append(self._number(_REFERENCES[tag], element))
            elif tag in _OWN_NUMBERS:
                words.append(number)
            else:
                words.append(_CHARACTERS.get(tag, ""))
            waiting.extend(reversed(element))
        return "".join(words).replace("\r", "\n").strip("\n"), asides, boxes


def _is_on(run: Element, property_: str) -> bool:
    """Whether a run has this property, which is written as present or as a truth value."""
    found = run.find(f"{_W}rPr/{_W}{property_}")
    return found is not None and found.get(_W + "val", "true").lower() not in _FALSE
