"""E-mails (.eml): the subject and the body that a mail program shows.

Of alternatives the HTML is read, since that is what nearly everyone sees; attachments and
forwarded messages are not. An e-mail has no readable source of its own (parts are encoded), so
places are those of its decoded form: the subject, an empty line, then each body part with an
empty line between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ringtrue.core.errors import ReadError
from ringtrue.say.decoding import decode
from ringtrue.say.document import Passage, Role, Taken
from ringtrue.say.weaving import weave

if TYPE_CHECKING:
    from email.message import Message

NAME = "email"
SUFFIXES = (".eml",)
TYPES = ("message/rfc822",)

MAX_DEPTH = 20
"""Parts nested deeper than this are not read."""

_FIRST = re.compile(
    rb"(?:return-path|received|delivered-to|mime-version|message-id|from|to|subject|date|x-[\w-]+):",
    re.IGNORECASE,
)
_SECOND = re.compile(rb"^(?:mime-version|subject|message-id):", re.IGNORECASE | re.MULTILINE)


def sniff(data: bytes) -> bool:
    """Whether it begins with the head of a message."""
    head = data[:8000].split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    return bool(_FIRST.match(head) and _SECOND.search(head) and head.count(b"\n") > 1)


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take subject and body; raises `ReadError` when there is no message or no text in it."""
    del charset
    try:
        subject, bodies = _open(data, name)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise ReadError(
            f"not a sound e-mail ({type(error).__name__})",
            where=name,
            cure="Save the message again as .eml, or save its text.",
        ) from error
    text, passages = subject, []
    title = weave([(subject, 0, len(subject))], Role.META)
    passages += [title] if title else []
    for body, is_html in bodies:
        text += "\n\n"
        passages += _read_html(body, len(text)) if is_html else _read_plain(body, len(text))
        text += body
    return Taken(text, tuple(passages))


def _open(data: bytes, name: str) -> tuple[str, list[tuple[str, bool]]]:
    """The subject on one line, and each body part with whether it is HTML."""
    from email import message_from_bytes

    message = message_from_bytes(data)
    if not message.keys():
        cure = "An e-mail begins with its head (From, Subject ...)."
        raise ReadError("no e-mail: it has no head", where=name, cure=cure)
    bodies = []
    for part in _bodies(message, 0):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            body = decode(content, name, str(part.get_content_charset("")))
            bodies.append((body, part.get_content_type() == "text/html"))
    if not bodies:
        cure = "Only text and HTML parts are read; save the copy from the attachment."
        raise ReadError("the e-mail holds no text", where=name, cure=cure)
    return _subject(message, name), bodies


def _bodies(message: Message, depth: int) -> list[Message]:
    """The parts that a mail program shows, in order."""
    if message.get_content_disposition() == "attachment" or depth > MAX_DEPTH:
        return []
    kind = message.get_content_type()
    if kind in {"text/plain", "text/html"}:
        return [message]
    if not kind.startswith("multipart/"):
        return []
    inside = message.get_payload()
    parts = [part for part in inside if not isinstance(part, str)] if inside else []
    shown = [found for part in parts if (found := _bodies(part, depth + 1))]
    if kind == "multipart/alternative":
        rich = [each for each in shown if any(_is_html(part) for part in each)]
        shown = (rich[-1:] or shown[:1]) if shown else []
    elif kind == "multipart/related":
        shown = shown[:1]
    return [part for each in shown for part in each]


def _is_html(part: Message) -> bool:
    return part.get_content_type() == "text/html"


def _subject(message: Message, name: str) -> str:
    from email.errors import HeaderParseError
    from email.header import Header, decode_header

    written: Header | str = message.get("Subject", "")
    if isinstance(written, Header):
        written = _joined(decode_header(written), name)
    try:
        parts = decode_header(written)
    except HeaderParseError:
        parts = [(written, None)]
    return " ".join(_joined(parts, name).split())


def _joined(parts: Iterable[tuple[bytes | str, str | None]], name: str) -> str:
    """The parts of a header as text; bytes beyond ASCII that nobody encoded are read as well."""
    return "".join(
        decode(part, name, charset or "") if isinstance(part, bytes) else part
        for part, charset in parts
    )


def _read_html(body: str, offset: int) -> Iterator[Passage]:
    from ringtrue.say.hypertext.reader import read_hypertext

    for role, pieces in read_hypertext(body):
        moved = [(text, start + offset, end + offset) for text, start, end in pieces]
        passage = weave(moved, role)
        if passage:
            yield passage


def _read_plain(body: str, offset: int) -> Iterator[Passage]:
    from ringtrue.say.formats.text import passages_of

    return passages_of(body, offset)
