"""A mail server and a receiver of webhooks on this machine, each misbehaving as a test wants."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from ringtrue.desk.notifications.mail_server import MailServer

USER, PASSWORD = "desk", "four spoons"


@dataclass
class Mailbox:
    """What a mail server took, and what it answers: `on_rcpt` and `on_data` by address."""

    letters: list[EmailMessage] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    on_rcpt: dict[str, str] = field(default_factory=dict)
    on_data: str = "250 OK"
    on_mail: str = ""
    encrypted: list[bool] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.on_mail:
            return self.on_mail
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.tried.append(address)
        if address in self.on_rcpt:
            return self.on_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.on_data.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.letters.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
            self.encrypted.append(session.ssl is not None)
        return self.on_data


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


def _running(handler: Mailbox, **terms: Any) -> Iterator[int]:
    """A server at a free port; it tries that port itself, so it must know it beforehand."""
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(handler, hostname="127.0.0.1", port=port, **terms)
        try:
            controller.start()
        except OSError:
            continue
        yield port
        controller.stop()
        return
    raise OSError("no port is free")


@pytest.fixture
def post_office(mailbox: Mailbox) -> Iterator[MailServer]:
    """A server that takes mail in clear, from this machine."""
    for port in _running(mailbox):
        yield MailServer("127.0.0.1", port, "", "", False, False, "Desk <desk@shop.example>")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, and its key in the same file."""
    folder = tmp_path_factory.mktemp("tls")
    path = folder / "both.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"),
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this machine to make a certificate with")
    path.write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server speaks with; clients of this test trust it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def guarded(mailbox: Mailbox, trusted: ssl.SSLContext) -> Iterator[MailServer]:
    """A server that wants STARTTLS, then user and password."""

    def check(*given: Any) -> AuthResult:
        login = given[-1]
        known = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)

    terms = {"tls_context": trusted, "require_starttls": True, "auth_required": True}
    for port in _running(mailbox, authenticator=check, **terms):
        yield MailServer("localhost", port, USER, PASSWORD, False, True, "desk@shop.example")


@dataclass
class Received:
    """One post as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Channel:
    """A receiver: its address, what it got, and what it answers (status, headers) by turns."""

    address: str
    got: list[Received] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def at(self, path: str) -> str:
        return f"{self.address}{path}"


def _serve(tls: ssl.SSLContext | None) -> Iterator[Channel]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            channel.got.append(
                Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            )
            status, headers = channel.answers.pop(0) if channel.answers else (200, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    channel = Channel(f"{'https' if tls else 'http'}://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield channel
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def channel() -> Iterator[Channel]:
    """A receiver on this machine, in clear."""
    yield from _serve(None)


@pytest.fixture
def secure_channel(trusted: ssl.SSLContext) -> Iterator[Channel]:
    """The same by TLS, with a certificate that is trusted."""
    yield from _serve(trusted)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port at which nobody listens and which nobody else gets meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def told(person: Callable[..., Any]) -> Callable[..., Any]:
    """Tell something to people with addresses: `told("ann", "bob", title="Spring ended")`."""
    from django.db import transaction

    from ringtrue.core.role import Role
    from ringtrue.desk.models.notification import NotificationRecord
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.notifications.kinds import Kind
    from ringtrue.desk.notifications.outbox import Draft, tell
    from ringtrue.desk.notifications.said import Link, Said

    def tell_them(*names: str, title: str = "Spring ended", **words: Any) -> Any:
        for name in names:
            if not Person.objects.filter(username=name).exists():
                made = person(name, Role.MARKETING)
                made.email = f"{name}@shop.example"
                made.save()
        key = f"test {NotificationRecord.objects.count()}"
        said = Said(title, Link("alerts"), **words)
        with transaction.atomic():
            tell(Draft(Kind.ENDED, key, said, Person.objects.filter(username__in=names)))
        return NotificationRecord.objects.get(key=f"{Kind.ENDED.value}:{key}")

    return tell_them
