"""Files of proofs: what they are is told by their bytes, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from ringtrue.core.errors import ReadError
from ringtrue.desk.services.read_materials import MAX_BYTES

_NAME, _BACKSLASH = 200, "\N{REVERSE SOLIDUS}"
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_TEXT = "text/plain; charset=utf-8"
MEDIA_TYPES = (*(kind for _, kind in (*_SIGNATURES, *_OFFICE)), _TEXT)
"""Every sort of file that a proof can have."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came: what it is called, and its bytes."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of the bytes."""
        return sha256(self.data).hexdigest()


def media_type_of(file: SentFile) -> str:
    """What a file is, by its bytes; raises `ReadError` for one that no proof can have.

    Pages of the web and archives are none: what they show depends on who opens them.

    >>> media_type_of(SentFile("survey.exe", b"%PDF-1.7 ..."))
    'application/pdf'
    """
    if not file.data:
        raise ReadError("the file is empty", where=file.name, cure="Choose another one.")
    if len(file.data) > MAX_BYTES:
        what = f"{len(file.data):,} bytes are more than the limit of {MAX_BYTES:,}"
        cure = "Keep it where it is, and give its address as the reference."
        raise ReadError(what, where=file.name, cure=cure)
    found = next((kind for start, kind in _SIGNATURES if file.data.startswith(start)), "")
    found = found or _office(file.data) or _text(file.data)
    if not found:
        cure = "Send a PDF, a picture (PNG, JPEG), a Word or Excel file, or plain text."
        raise ReadError("nothing tells what this file is", where=file.name, cure=cure)
    return found


def name_of(file: SentFile) -> str:
    """The name of a file without folders, and without what has no place in a name.

    >>> name_of(SentFile("proofs/survey 2026.pdf", b""))
    'survey 2026.pdf'
    """
    last = file.name.replace(_BACKSLASH, "/").rpartition("/")[2]
    kept = "".join(each for each in last if each.isprintable() and each not in '"<>')
    return kept.strip()[-_NAME:] or "proof"


def _office(data: bytes) -> str:
    if not data.startswith(b"PK\x03\x04") or b"[Content_Types].xml" not in data:
        return ""
    return next((kind for part, kind in _OFFICE if part in data), "")


def _text(data: bytes) -> str:
    """Plain text: UTF-8 without control characters, and no page that a browser would run."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    plain = all(each >= " " or each in "\t\n\r\f" for each in text)
    return _TEXT if plain and not text.lstrip("\ufeff \t\r\n").startswith("<") else ""
