"""The way in: a file, some bytes, an address or a list of lines becomes a document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.core.errors import ReadError
from ringtrue.core.material import Material
from ringtrue.core.reach import NOWHERE, Reach
from ringtrue.say import formats
from ringtrue.say.decoding import decode
from ringtrue.say.document import Document, Role
from ringtrue.say.weaving import weave

if TYPE_CHECKING:
    from ringtrue.say.fetching import Fetched

LIMIT_BYTES = 20 * 2**20
"""How large a file may be unless the caller says otherwise."""

FALLBACK = "text"
"""The format of content that no other format claims."""

_LINE = re.compile(r"[^\r\n]+")


def read_file(path: Path, *, channel: str = "", limit_bytes: int = LIMIT_BYTES) -> Document:
    """Read one file; its suffix names the format, or else its content does.

    Raises `ReadError` when the file cannot be opened, is larger than `limit_bytes`, or is broken.
    """
    return read_bytes(str(path), _load(path, limit_bytes), channel=channel)


def read_bytes(
    name: str,
    data: bytes,
    *,
    channel: str = "",
    format: str = "",  # noqa: A002
    charset: str = "",
) -> Document:
    """Read content that is already here; `name` is what places will call it.

    `format` is the name of a format, for content whose name does not tell, `charset` what the
    carrier of the content declared.

    >>> document = read_bytes("ad.txt", b"Delivered in 2 days.")
    >>> str(document.place(document.passages[0], 13, 19)), document.passages[0].text[13:19]
    ('ad.txt:1:14', '2 days')
    """
    if format:
        found = formats.by_name(format)
        if found is None:
            known = ", ".join(sorted(each.NAME for each in formats.all_formats()))
            raise ReadError(
                f"no format is called {format!r}", where=name, cure=f"Use one of {known}."
            )
        return _take(found, name, data, channel=channel, charset=charset)
    found = formats.by_suffix(Path(name).suffix) or formats.by_content(data)
    return _take(found or _fallback(), name, data, channel=channel, charset=charset)


def read_url(url: str, *, reach: Reach = NOWHERE) -> Document:
    """Fetch a page and read it; see `ringtrue.say.fetching` for what is refused.

    The type that the server declares names the format, else the address or the content does.
    """
    from ringtrue.say.fetching import fetch

    page = fetch(url, reach=reach)
    return read_bytes(url, page.data, format=format_of_page(page), charset=page.charset)


def format_of_page(page: Fetched) -> str:
    """The name of the format that reads a page that was fetched."""
    found = (
        (formats.by_type(page.media_type) if page.media_type != "text/plain" else None)
        or formats.by_suffix(Path(page.path).suffix)
        or formats.by_content(page.data)
    )
    return (found or _fallback()).NAME


def read_lines(name: str, data: bytes) -> Document:
    """Read a list in which every line that is not empty is one unit, never split further."""
    text = decode(data, name)
    pieces = ([(match[0], match.start(), match.end())] for match in _LINE.finditer(text))
    passages = tuple(filter(None, (weave(piece, Role.PARAGRAPH) for piece in pieces)))
    return Document(Material.of(name, data, text=text, kind="lines"), passages)


def _take(
    found: formats.Format, name: str, data: bytes, *, channel: str = "", charset: str = ""
) -> Document:
    taken = found.read(data, name, charset)
    material = Material.of(name, data, text=taken.text, kind=found.NAME, channel=channel)
    return Document(material, taken.passages, taken.layout)


def _fallback() -> formats.Format:
    found = formats.by_name(FALLBACK)
    assert found is not None, "the text format is part of the package"
    return found


def _load(path: Path, limit_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)
    except OSError as error:
        raise ReadError(
            f"cannot be opened ({error.strerror or error})", where=str(path), cure="Check the path."
        ) from error
    if len(data) > limit_bytes:
        size = path.stat().st_size
        raise ReadError(
            f"{max(size, len(data)):,} bytes are more than the limit of {limit_bytes:,}",
            where=str(path),
            cure="Split the file, or export only the copy.",
        )
    return data
