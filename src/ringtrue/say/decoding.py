"""From bytes to text: byte order marks, declared charsets, and a plain word for binary files."""

from __future__ import annotations

import codecs

from ringtrue.core.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REALLY_CP1252 = {"ascii", "iso8859-1", "latin-1"}
_NOT_FOR_FILES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 27})
_WITHOUT_CONTROLS = dict.fromkeys(_CONTROLS)
_STRAY = 10
"""One control character in this many is no accident."""


def decode(data: bytes, name: str, charset: str = "") -> str:
    """The text of a file, without its byte order mark.

    A mark wins over the declared `charset`, that over UTF-8, and Windows-1252 is the last resort;
    bytes that fit no charset become U+FFFD. Raises `ReadError` for binary data.

    >>> decode("€5".encode("cp1252"), "ad.txt"), decode("€5".encode("utf-16"), "ad.txt")
    ('€5', '€5')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), name)
    if b"\0" in data:
        return _checked(data.decode(_wide(data, charset), "replace"), name)
    for encoding in (_usable(charset), "utf-8"):
        try:
            return _checked(data.decode(encoding), name)
        except UnicodeError:
            continue
    if data.translate(None, _CONTROLS) != data:
        raise _binary(name)
    return _checked(data.decode("cp1252", "replace"), name)


def _usable(charset: str) -> str:
    """The codec to use for a declared charset; UTF-8 when there is none worth trying."""
    try:
        codec = codecs.lookup(charset.strip().strip("\"'") or "utf-8")
    except (LookupError, ValueError):
        return "utf-8"
    if codec.name.replace("_", "-") in _NOT_FOR_FILES or not getattr(
        codec, "_is_text_encoding", True
    ):
        return "utf-8"
    if codec.name in _REALLY_CP1252:
        return "utf-8"
    return str(codec.name)


def _wide(data: bytes, charset: str) -> str:
    """UTF-16 without a mark, told by which half of the first bytes is empty."""
    declared = _usable(charset)
    if declared.startswith(("utf-16", "utf-32")):
        return declared
    head = data[:400]
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return "utf-8"


def _checked(text: str, name: str) -> str:
    """Text as it is; a stray control character happens to copy that went through many hands."""
    stray = len(text) - len(text.translate(_WITHOUT_CONTROLS))
    if "\0" in text or stray * _STRAY > len(text):
        raise _binary(name)
    return text


def _binary(name: str) -> ReadError:
    return ReadError(
        "not text: it holds bytes that no text has",
        where=name,
        cure="Save the copy as text, Markdown, HTML, PDF or DOCX, in UTF-8 where that applies.",
    )
