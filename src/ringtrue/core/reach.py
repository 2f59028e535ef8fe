"""How far into the own network copy may be read: nowhere, to named hosts and networks, everywhere.

An address that somebody types leads a server that follows it to wherever the server can go. So what
is not public is refused, unless whoever runs the server has named it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from ringtrue.core.errors import ConfigError

_HOST = re.compile(r"(?!.*\.\.)[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", re.ASCII)
_LONGEST = 253


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be read besides the public internet.

    A host in `hosts` may be at any private address, but neither at this machine nor at a link-local
    one, where clouds answer their own machines; those are named by their network.
    """

    everywhere: bool = False
    hosts: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def admits(self, host: str, address: str) -> bool:
        """Whether a host may be read at an IP address that is not public.

        >>> reach = read_reach(["wiki.local", "10.1.0.0/16"])
        >>> reach.admits("wiki.local", "192.168.1.9"), reach.admits("any.example", "10.1.2.3")
        (True, True)
        >>> reach.admits("wiki.local", "127.0.0.1"), reach.admits("any.example", "10.2.2.3")
        (False, False)
        """
        if self.everywhere:
            return True
        found = ip_address(address.partition("%")[0])
        found = getattr(found, "ipv4_mapped", None) or found
        if any(found in each for each in self.networks if each.version == found.version):
            return True
        own = found.is_loopback or found.is_link_local or found.is_unspecified
        outside = found.is_global or found.is_multicast or found.is_reserved
        return not (own or outside) and host.lower().rstrip(".") in self.hosts


NOWHERE = Reach()
"""Public addresses alone."""

EVERYWHERE = Reach(everywhere=True)
"""Whatever the machine can reach."""


def read_reach(named: Iterable[str], *, everywhere: bool = False) -> Reach:
    """From names of hosts and networks; raises `ConfigError` for what is neither.

    >>> sorted(read_reach(["Shop", "wiki.local."]).hosts)
    ['shop', 'wiki.local']
    """
    hosts, networks = [], []
    for each in named:
        name = each.strip().lower()
        try:
            networks.append(ip_network(name))
        except ValueError:
            hosts.append(_host(name.rstrip("."), each))
    return Reach(everywhere, frozenset(hosts), tuple(networks))


def _host(name: str, written: str) -> str:
    numbers = not name.strip("0123456789.")
    if len(name) > _LONGEST or numbers or not _HOST.fullmatch(name):
        cure = "Write a name such as 'wiki.local', an address, or a network such as 10.1.0.0/16."
        raise ConfigError(f"{written[:80]!r} is neither a host nor a network", cure=cure)
    return name
