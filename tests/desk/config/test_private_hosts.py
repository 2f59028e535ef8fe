"""Which hosts of the own network copy may be read from: what may be named, and what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.page_address import is_page_address
from ringtrue.desk.workspace import parse_workspace


def read(line: str) -> Workspace:
    return parse_workspace(f"name: Plum\n{line}\n", Path("shop/ringtrue.yaml"))


def test_nothing_of_the_own_network_is_read_unless_it_is_named() -> None:
    reach = read("").reach
    for address in ("10.0.0.7", "127.0.0.1", "fd00::7", "169.254.169.254", "100.64.0.9"):
        assert not reach.admits("wiki.local", address)


def test_hosts_addresses_and_networks_may_be_named() -> None:
    reach = read("private_hosts: [Wiki.local, shop, 10.1.0.0/16, 192.168.7.9, 'fd00:7::/32']").reach
    for host, address in (
        ("wiki.local", "10.9.9.9"),
        ("WIKI.local.", "fd00::1"),
        ("wiki.local", "100.64.0.9"),
        ("shop", "172.16.0.1"),
        ("else", "10.1.200.3"),
        ("else", "::ffff:10.1.200.3"),
        ("else", "192.168.7.9"),
        ("else", "fd00:7::1"),
    ):
        assert reach.admits(host, address), (host, address)
    for host, address in (
        ("else", "10.2.0.1"),
        ("else", "192.168.7.8"),
        ("not.wiki.local", "10.9.9.9"),
        ("wiki.local", "127.0.0.1"),
        ("wiki.local", "::1"),
        ("wiki.local", "::ffff:127.0.0.1"),
        ("wiki.local", "169.254.169.254"),
        ("wiki.local", "fe80::1%2"),
        ("wiki.local", "0.0.0.0"),
        ("wiki.local", "224.0.0.1"),
    ):
        assert not reach.admits(host, address), (host, address)
    assert read("private_hosts: shop").reach.admits("shop", "10.0.0.1")
    assert read("private_hosts: 127.0.0.0/8").reach.admits("localhost", "127.0.0.1")
    assert read("allow_private_addresses: true").reach.admits("else", "127.0.0.1")


@pytest.mark.parametrize(
    "named",
    [
        "http://shop/",
        "shop/x",
        "*.local",
        "10.1.0.0/99",
        "10.1.0.7/16",
        "300.1.1.1",
        "a..b",
        "-a b",
    ],
)
def test_what_is_neither_host_nor_network_is_refused_with_its_line(named: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(f"private_hosts:\n  - shop\n  - '{named}'")
    assert refused.value.where == "shop/ringtrue.yaml:4:5"
    assert "neither a host nor a network" in refused.value.what
    assert "10.1.0.0/16" in refused.value.cure


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("http://shop/", True),
        ("http://wiki.local/x", True),
        ("http://10.1.2.3:8080/a?b=c#d", True),
        ("https://[fd00::7]/", True),
        ("https://straße.example/ü", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("http://", False),
        ("http://me:secret@shop/", False),
        ("http://shop/ x", False),
        ('http://shop/"onclick="x', False),
        ("http://shop:99999/", False),
        ("shop", False),
        ("http://shop/" + "a" * 2_000, False),
    ],
)
def test_an_address_of_an_intranet_is_one_and_a_script_is_none(address: str, good: bool) -> None:
    assert is_page_address(address) is good
