import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from ringtrue.core.errors import ReadError
from ringtrue.core.reach import EVERYWHERE, NOWHERE, read_reach
from ringtrue.say import connecting
from ringtrue.say.connecting import CheckedBackend, is_public
from ringtrue.say.fetching import fetch
from ringtrue.say.reading import read_url

PAGE = "<title>Fast</title><p>In 2 days, café"


class Shop(BaseHTTPRequestHandler):
    """A small shop whose pages misbehave each in its own way."""

    def do_GET(self) -> None:
        answer = getattr(self, "page_" + self.path.strip("/").split("/")[0].split(".")[0], None)
        if answer is None:
            self.send_error(404)
        else:
            answer()

    def send(self, kind: str, body: bytes, status: int = 200, **more: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_home(self) -> None:
        self.send("text/html; charset=iso-8859-1", PAGE.encode("latin-1"))

    def page_words(self) -> None:
        self.send("text/plain", b"# Free\n")

    def page_host(self) -> None:
        self.send("text/html", self.headers["Host"].encode())

    def page_moved(self) -> None:
        self.send("", b"", 302, Location="/home")

    def page_inside(self) -> None:
        self.send("", b"", 302, Location="http://inside.example/home")

    def page_round(self) -> None:
        self.send("", b"", 302, Location="/round")

    def page_away(self) -> None:
        self.send("", b"", 302, Location="file:///etc/passwd")

    def page_picture(self) -> None:
        self.send("image/png", b"\x89PNG")

    def page_packed(self) -> None:
        self.send("text/html", b"\x1f\x8b", Content_Encoding="gzip")

    def page_endless(self) -> None:
        self.send("text/html", b"")
        try:
            while True:
                self.wfile.write(b"a" * 65_536)
        except OSError:
            pass

    def page_slow(self) -> None:
        try:
            for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" * 100:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_read_in_its_declared_charset(shop):
    document = read_url(f"{shop}/home", reach=EVERYWHERE)
    assert [passage.text for passage in document.passages] == ["Fast", "In 2 days, café"]
    assert document.material.name == f"{shop}/home"
    assert document.material.format == "html"


def test_redirects_are_followed(shop):
    assert read_url(f"{shop}/moved", reach=EVERYWHERE).passages[0].text == "Fast"


def test_plain_text_takes_its_format_from_the_address(shop):
    assert read_url(f"{shop}/words/page.md", reach=EVERYWHERE).material.format == "markdown"


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("none", "answered 404"),
        ("round", "redirects more than 5 times"),
        ("away", "no http or https address"),
        ("picture", "'image/png' is no format of text"),
        ("packed", "packs its answer"),
        ("endless", "more than the limit of 5,242,880 bytes"),
    ],
)
def test_a_page_that_misbehaves_is_refused_with_a_cure(shop, page, what):
    with pytest.raises(ReadError, match=what) as caught:
        read_url(f"{shop}/{page}", reach=EVERYWHERE)
    assert caught.value.where == f"{shop}/{page}"
    assert caught.value.cure


def test_bytes_that_drip_do_not_outlive_the_time_limit(shop):
    with pytest.raises(ReadError, match=r"within 0\.4 seconds"):
        fetch(f"{shop}/slow", reach=EVERYWHERE, limit_seconds=0.4)


def test_private_addresses_are_refused_unless_allowed(shop):
    with pytest.raises(ReadError, match="private address") as caught:
        read_url(f"{shop}/home")
    assert "private_hosts" in caught.value.cure


@pytest.mark.parametrize(
    "host", ["localhost", "[::1]", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_loopback_is_refused_however_it_is_written(host):
    with pytest.raises(ReadError, match=r"private address|has no address|is not known"):
        read_url(f"http://{host}:9/")


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 0.0.0.0
    224.0.0.1 240.0.0.1 255.255.255.255 198.18.0.1 168.63.129.16 ::1 :: fe80::1 fc00::1
    fd00:ec2::254 ff02::1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 2002:a00:1::1
    2001:db8::1 ::10.0.0.1 fe80::1%eth0""".split(),  # noqa: SIM905
)
def test_this_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_this_address_is_public(address):
    assert is_public(address)


def answers(*addresses: str):
    """A name server that gives one answer after the other, the last one for ever."""
    given = iter(addresses)
    last = [addresses[-1]]

    ask = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *more: object, **kinds: object):
        if host != "shop.example":
            return ask(host, port, *more, **kinds)
        last[0] = next(given, last[0])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (last[0], port))]

    return getaddrinfo


@pytest.fixture
def tried(monkeypatch) -> list[str]:
    """The addresses that a connection was tried to; none is made."""
    tried = []

    class Recorder(httpcore.SyncBackend):
        def connect_tcp(self, host: str, *more: object, **named: object):
            tried.append(host)
            raise httpcore.ConnectError("not today")

    monkeypatch.setattr(connecting, "SyncBackend", Recorder)
    return tried


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_connected(monkeypatch, tried):
    monkeypatch.setattr(connecting.socket, "getaddrinfo", answers("93.184.215.14", "127.0.0.1"))
    backend = CheckedBackend("http://shop.example", time.monotonic() + 9, reach=NOWHERE)
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("shop.example", 80)
    assert tried == ["93.184.215.14"]


def test_a_name_that_leads_inside_is_refused_at_every_redirect(monkeypatch):
    monkeypatch.setattr(connecting.socket, "getaddrinfo", answers("10.0.0.7"))
    with pytest.raises(ReadError, match=r"'shop\.example' is a private address \(10\.0\.0\.7\)"):
        read_url("https://shop.example/offer")


def test_the_server_is_told_the_name_and_not_the_address(shop, monkeypatch):
    monkeypatch.setattr(connecting.socket, "getaddrinfo", answers("127.0.0.1"))
    port = shop.rpartition(":")[2]
    document = read_url(f"http://shop.example:{port}/host", reach=EVERYWHERE)
    assert document.passages[0].text == f"shop.example:{port}"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("ftp://shop.example/a", "no http or https"),
        ("file:///etc/passwd", "no http or https"),
        ("shop.example", "no http or https"),
        ("http://me:secret@shop.example/", "user name"),
        ("http:///offer", "names no host"),
        ("http://[::1", "is no address"),
        ("https://shop.example:99999/", "is no address"),
    ],
)
def test_what_is_no_address_for_us_is_refused(url, what):
    with pytest.raises(ReadError, match=what):
        read_url(url)


def test_proxies_of_the_environment_are_not_used(shop, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert read_url(f"{shop}/home", reach=EVERYWHERE).passages


def test_a_host_that_is_named_is_read_inside_and_no_other(shop, monkeypatch):
    ask = connecting.socket.getaddrinfo
    inside = {"wiki.local": "192.168.7.9", "shop": "10.0.0.7", "evil.example": "10.0.0.7"}

    def resolve(host, port, *more, **kinds):
        if host not in inside:
            return ask(host, port, *more, **kinds)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (inside[host], port))]

    class Elsewhere(httpcore.SyncBackend):
        """What is inside the network answers here."""

        def connect_tcp(self, host, port, *more, **named):
            assert host in inside.values()
            return super().connect_tcp("127.0.0.1", int(shop.rpartition(":")[2]), *more, **named)

    monkeypatch.setattr(connecting.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(connecting, "SyncBackend", Elsewhere)
    reach = read_reach(["wiki.local", "Shop"])
    for host in ("wiki.local", "shop", "WIKI.local", "wiki.local."):
        inside.setdefault(host, "192.168.7.9")
        assert read_url(f"http://{host}/home", reach=reach).passages
    with pytest.raises(ReadError, match=r"'evil\.example' is a private address"):
        read_url("http://evil.example/home", reach=reach)
    assert read_url("http://evil.example/home", reach=read_reach(["10.0.0.0/8"])).passages
    with pytest.raises(ReadError, match="is a private address"):
        read_url("http://wiki.local/home", reach=read_reach(["10.0.0.0/8"]))


def test_a_named_host_leads_neither_to_this_machine_nor_to_the_clouds_own(monkeypatch):
    for address in ("127.0.0.1", "169.254.169.254", "0.0.0.0", "168.63.129.16"):
        monkeypatch.setattr(connecting.socket, "getaddrinfo", answers(address))
        with pytest.raises(ReadError, match="is a private address"):
            read_url("http://shop.example/", reach=read_reach(["shop.example"]))


def test_a_named_host_that_points_elsewhere_the_second_time_is_connected_where_it_was(
    monkeypatch, tried
):
    monkeypatch.setattr(connecting.socket, "getaddrinfo", answers("10.0.0.7", "127.0.0.1"))
    reach = read_reach(["shop.example"])
    backend = CheckedBackend("http://shop.example", time.monotonic() + 9, reach=reach)
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("shop.example", 80)
    assert tried == ["10.0.0.7"]


def test_a_redirect_from_a_named_host_to_another_inside_is_refused(shop, monkeypatch):
    """The pages of the test are at this machine, which is named by its network."""
    ask = connecting.socket.getaddrinfo

    def resolve(host, port, *more, **kinds):
        inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", port))]
        return inside if host == "inside.example" else ask(host, port, *more, **kinds)

    monkeypatch.setattr(connecting.socket, "getaddrinfo", resolve)
    reach = read_reach(["127.0.0.0/8"])
    assert read_url(f"{shop}/moved", reach=reach).passages
    with pytest.raises(ReadError, match=r"'inside\.example' is a private address"):
        read_url(f"{shop}/inside", reach=reach)
