"""Connections that go only where they may, and never outlive their deadline."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from httpcore import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from ringtrue.core.errors import ReadError
from ringtrue.core.reach import Reach

if TYPE_CHECKING:
    import httpx

_CARRIERS = tuple(
    ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)
"""IPv6 networks whose addresses carry an IPv4 address to which a gateway connects."""

_HOSTS_OWN = {ip_address("168.63.129.16")}
"""Public-looking addresses at which a cloud answers its own machines."""

_CURE = (
    "Name it under private_hosts in ringtrue.yaml if you trust it, or save the page and read the"
    " file."
)


_CHECK = "Check the address, or save the page and read the file."


def is_public(address: str) -> bool:
    """Whether an IP address, as text, belongs to the open internet.

    >>> [is_public(each) for each in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1%2")]
    [True, False, False, False]
    """
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    carried = any(found in network for network in _CARRIERS if network.version == found.version)
    return found.is_global and not (found.is_multicast or carried or found in _HOSTS_OWN)


def checked_address(url: str, base: httpx.URL | None = None, *, where: str) -> httpx.URL:
    """The address (as seen from `base`), if it is of the kind that may be asked at all.

    Raises `ReadError` for anything but http(s), for a user name in it, and for no host or port.
    """
    import httpx

    shown = repr(url[:200])
    try:
        address = base.join(url) if base else httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise _refusal(f"{shown} is no address ({error})", where) from error
    if address.scheme not in {"http", "https"}:
        raise _refusal(f"{shown} is no http or https address", where)
    if address.userinfo:
        raise _refusal("an address with a user name or password is not fetched", where)
    if address.port is not None and not 0 < address.port < 65_536:
        raise _refusal(f"{shown} is no address (port {address.port})", where)
    if not address.host:
        raise _refusal(f"{shown} names no host", where)
    return address


def _refusal(what: str, where: str) -> ReadError:
    return ReadError(what, where=where, cure=_CHECK)


class CheckedBackend(NetworkBackend):
    """Resolves a name once, checks every address it has, and connects to those addresses only."""

    def __init__(self, where: str, deadline: float, *, reach: Reach) -> None:
        self._where, self._deadline, self._reach = where, deadline, reach

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect to the first address that answers."""
        addresses = self._resolve(host, port)
        if not all(is_public(each) or self._reach.admits(host, each) for each in addresses):
            what = f"{host!r} is a private address ({', '.join(addresses)})"
            raise ReadError(what, where=self._where, cure=_CURE)
        error: Exception = ConnectError(f"{host!r} has no address")
        for address in addresses:
            try:
                stream = SyncBackend().connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (ConnectError, ConnectTimeout) as failed:
                error = failed
            else:
                return _Stream(stream, self._deadline)
        raise error

    def _resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a name, asked for in a thread because asking has no time limit."""
        found: list[str] = []
        failed: list[OSError] = []

        def ask() -> None:
            try:
                answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                failed.append(OSError(str(error)))
            else:
                found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(_left(self._deadline))
        if failed:
            raise ConnectError(f"{host!r} is not known: {failed[0]}")
        if not found:
            raise ConnectTimeout(f"{host!r} was not resolved in time")
        return found


class _Stream(NetworkStream):
    """A connection on which every wait ends at the deadline, however slowly the bytes drip."""

    def __init__(self, stream: NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        left = _left(self._deadline, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None = None) -> float:
    """The seconds to wait at most: those left before the deadline, or fewer."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise ConnectTimeout("out of time")
    return left if timeout is None else min(left, timeout)
