"""The server that sends our mail, as RINGTRUE_SMTP_URL and RINGTRUE_MAIL_FROM name it.

The address holds a password, so it stands in the environment alone: never in ringtrue.yaml, on a
page, in a log or in an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

from ringtrue.core.errors import ConfigError

URL, SENDER = "RINGTRUE_SMTP_URL", "RINGTRUE_MAIL_FROM"
SECONDS = 15
"""A mail server that is silent for so long is tried again later."""

_PORTS = {"smtps": 465, "smtp": 587}
_OURSELVES = {"localhost", "127.0.0.1", "::1"}
_CURE = "Write smtps://user:password@host:465, or smtp://user:password@host:587 for STARTTLS."


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out: `tls` from the first byte on, or by `starttls`, or (neither) in clear.

    `sender` is the address in From, with or without a name.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    starttls: bool
    sender: str

    @property
    def domain(self) -> str:
        """The domain of the sender, which Message-IDs end with."""
        return parseaddr(self.sender)[1].rpartition("@")[2]

    @property
    def shown(self) -> str:
        """The server without user and password.

        >>> read_mail_server("smtps://me:secret@mail.example", "desk@shop.example").shown
        'mail.example:465, TLS'
        """
        how = "TLS" if self.tls else "STARTTLS" if self.starttls else "not encrypted"
        return f"{self.host}:{self.port}, {how}"


def read_mail_server(url: str, sender: str) -> MailServer | None:
    """The server of an address; None when there is none.

    `smtp:` means STARTTLS, and `?tls=off` neither: then no password may be sent, except to this
    machine. Raises `ConfigError` for what cannot be; it never repeats the address.
    """
    if not url.strip():
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _unusable("it is not an address") from error
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    bare = options.pop("tls", "") == "off"
    if parts.scheme not in _PORTS or not host or options or parts.path.strip("/"):
        raise _unusable("it is not the address of a mail server")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls = parts.scheme == "smtps"
    if bare and tls:
        raise _unusable("smtps and tls=off contradict each other")
    if bare and user and host not in _OURSELVES:
        raise _unusable("the password would cross the network as it is")
    return MailServer(
        host, port or _PORTS[parts.scheme], user, password, tls, not tls and not bare, _from(sender)
    )


def _from(sender: str) -> str:
    """The sender, checked and written as a header has it."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    name, address = parseaddr(" ".join(sender.split()))
    cure = "Set it to the address that mails come from, such as desk@shop.example."
    try:
        validate_email(address)
    except ValidationError:
        what = f"{sender[:80]!r} is no mail address" if sender.strip() else "nobody sends the mail"
        raise ConfigError(what, where=SENDER, cure=cure) from None
    return formataddr((name, address)) if name else address


def _unusable(what: str) -> ConfigError:
    return ConfigError(what, where=URL, cure=_CURE)
