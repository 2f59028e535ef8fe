"""Fetching a page that someone named, without becoming their way into our network.

An address may come from anyone, so: only http and https, no user name in it, and only public
addresses unless a setting allows others. A name is resolved once and the connection goes to the
very address that was checked, so that a second answer of the name server changes nothing. Every
redirect is checked as the first address was. Size and time are limited for the whole of it.
Proxies named by the environment are not used, since behind a proxy nobody checks the address;
pages that only a proxy reaches can be saved and read as files.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringtrue import __version__
from ringtrue.core.errors import ReadError
from ringtrue.core.reach import NOWHERE, Reach

if TYPE_CHECKING:
    import httpcore
    import httpx

LIMIT_SECONDS = 20.0
LIMIT_BYTES = 5 * 2**20
LIMIT_REDIRECTS = 5

_READABLE = ("text/", "application/xhtml+xml", "application/pdf", "application/octet-stream")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REDIRECTS = {301, 302, 303, 307, 308}
_CURE = "Check the address, or save the page and read the file."
_AGENT = f"ringtrue/{__version__} (reads the promises of a page)"
_MARK = 300
"""Longer marks of a server are cut, and then match nothing."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a server said of a page so that nobody need send the same one again; empty for nothing.

    `tag` is its ETag, `modified` its Last-Modified.
    """

    tag: str = ""
    modified: str = ""


NO_MARKS = Marks()
"""Nothing is known of what came before."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the bytes, their declared media type and charset, and the address's path.

    `address` is the one that answered, after all redirects.
    """

    data: bytes
    media_type: str
    charset: str
    path: str
    address: str = ""
    marks: Marks = NO_MARKS


def fetch(
    url: str,
    *,
    reach: Reach = NOWHERE,
    limit_bytes: int = LIMIT_BYTES,
    limit_seconds: float = LIMIT_SECONDS,
) -> Fetched:
    """Get one page, following at most five redirects.

    Raises `ReadError` for whatever is refused, fails, takes too long or is too large.
    """
    page = fetch_again(
        url,
        NO_MARKS,
        reach=reach,
        limit_bytes=limit_bytes,
        limit_seconds=limit_seconds,
    )
    assert page is not None, "only a page with marks can be unchanged"
    return page


def fetch_again(
    url: str,
    marks: Marks,
    *,
    reach: Reach = NOWHERE,
    limit_bytes: int = LIMIT_BYTES,
    limit_seconds: float = LIMIT_SECONDS,
) -> Fetched | None:
    """Get a page that was fetched before: None when the server says that it is still the same.

    `marks` are those that came with it. Raises `ReadError` as `fetch` does.
    """
    return _Fetcher(url, reach, limit_bytes, limit_seconds, marks).fetch()


class _Fetcher:
    """One fetch with its limits; `where` is the address that was asked for."""

    def __init__(
        self, url: str, reach: Reach, limit_bytes: int, seconds: float, marks: Marks
    ) -> None:
        self.where, self.reach, self.marks = url, reach, marks
        self.limit_bytes, self.seconds = limit_bytes, seconds
        self.deadline = time.monotonic() + seconds

    def fetch(self) -> Fetched | None:
        """Go from address to address until one answers with a page, or says it is the same."""
        from httpcore import ConnectionPool
        from httpx import create_ssl_context

        from ringtrue.say.connecting import CheckedBackend

        backend = CheckedBackend(self.where, self.deadline, reach=self.reach)
        address = self._checked(self.where)
        tls = create_ssl_context()
        with self._told(), ConnectionPool(ssl_context=tls, network_backend=backend) as pool:
            for _ in range(LIMIT_REDIRECTS + 1):
                found = self._get(pool, address)
                if not isinstance(found, str):
                    return found
                address = self._checked(found, address)
        raise self._refusal(f"redirects more than {LIMIT_REDIRECTS} times")

    def _get(self, pool: httpcore.ConnectionPool, address: httpx.URL) -> Fetched | str | None:
        """The page, the address that it has moved to, or None when it is the same as before."""
        headers = {
            "Host": address.netloc.decode("ascii"),
            "User-Agent": _AGENT,
            "Accept": "text/html, text/*;q=0.9, */*;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        } | _conditions(self.marks)
        with pool.stream("GET", str(address), headers=list(headers.items())) as answer:
            told = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in _REDIRECTS and told.get(b"location"):
                return told[b"location"]
            if answer.status == 304 and self.marks != NO_MARKS:
                return None
            if answer.status != 200:
                raise self._refusal(f"the server answered {answer.status}")
            if told.get(b"content-encoding", "identity").strip().lower() != "identity":
                raise self._refusal("the server packs its answer although it was asked not to")
            kind, _, rest = told.get(b"content-type", "").partition(";")
            kind = kind.strip().lower()
            if kind and not (kind.startswith(_READABLE) or kind == _WORD):
                raise self._refusal(f"{kind[:100]!r} is no format of text")
            data = self._body(answer)
        marks = Marks(told.get(b"etag", "")[:_MARK], told.get(b"last-modified", "")[:_MARK])
        return Fetched(data, kind, _charset(rest), address.path, str(address), marks)

    def _body(self, answer: httpcore.Response) -> bytes:
        data = bytearray()
        for chunk in answer.iter_stream():
            data += chunk
            if len(data) > self.limit_bytes:
                raise self._refusal(f"more than the limit of {self.limit_bytes:,} bytes")
        return bytes(data)

    def _checked(self, url: str, base: httpx.URL | None = None) -> httpx.URL:
        from ringtrue.say.connecting import checked_address

        return checked_address(url, base, where=self.where)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what the network reports in our own words."""
        import httpcore

        trouble = (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
        )
        try:
            yield
        except httpcore.TimeoutException as error:
            raise self._refusal(f"no complete answer within {self.seconds:g} seconds") from error
        except trouble as error:
            reason = str(error) or type(error).__name__
            raise self._refusal(f"cannot be fetched ({reason})") from error

    def _refusal(self, what: str) -> ReadError:
        return ReadError(what, where=self.where, cure=_CURE)


def _conditions(marks: Marks) -> dict[str, str]:
    """The headers that ask for a page only if it is another one by now."""
    told = {"If-None-Match": marks.tag, "If-Modified-Since": marks.modified}
    return {name: value for name, value in told.items() if value and value.isprintable()}


def _charset(parameters: str) -> str:
    """The charset among the parameters of a content type, or empty.

    >>> _charset(' charset="UTF-8"; boundary=x')
    'UTF-8'
    """
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""
