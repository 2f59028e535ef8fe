"""From which address somebody asks, behind as many proxies as the operator says are theirs."""

from __future__ import annotations

from ipaddress import ip_address

UNKNOWN = "0.0.0.0"  # noqa: S104 - a name for nowhere, not a place to listen at


def client_address(remote: str, forwarded: str, proxies: int) -> str:
    """The address that the outermost of our own proxies saw; `UNKNOWN` when it saw none.

    `remote` is who is connected to us, `forwarded` the header X-Forwarded-For. Every proxy adds
    whom it saw at its end, so only the last `proxies` entries were not written by the client.

    >>> client_address("10.0.0.1", "192.0.2.66, 198.51.100.7", 1)
    '198.51.100.7'
    >>> client_address("198.51.100.7", "192.0.2.66", 0)
    '198.51.100.7'
    """
    seen = [each.strip() for each in forwarded.split(",") if each.strip()]
    if 0 < proxies <= len(seen):
        remote = seen[-proxies]
    return _bare(remote)


def _bare(address: str) -> str:
    """Without port, brackets and zone."""
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return UNKNOWN
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)
