"""The address of the mail server: what it means, what is refused, and that it tells no password."""

from __future__ import annotations

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.desk.notifications.mail_server import read_mail_server
from ringtrue.desk.notifications.public_address import read_public_address

FROM = "Desk of Plum <desk@shop.example>"


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "starttls"),
    [
        ("smtps://u:p@mail.example", "mail.example", 465, True, False),
        ("smtps://u:p@mail.example:2465", "mail.example", 2465, True, False),
        ("smtp://u:p@mail.example", "mail.example", 587, False, True),
        ("smtp://mail.example:25?tls=off", "mail.example", 25, False, False),
        ("smtp://u:p@localhost:25?tls=off", "localhost", 25, False, False),
        ("smtp://[::1]:25?tls=off", "::1", 25, False, False),
    ],
)
def test_an_address_says_where_and_how(
    url: str, host: str, port: int, tls: bool, starttls: bool
) -> None:
    found = read_mail_server(url, FROM)
    assert found is not None
    assert (found.host, found.port, found.tls, found.starttls) == (host, port, tls, starttls)
    assert (found.sender, found.domain) == (FROM, "shop.example")


def test_user_and_password_may_be_percent_encoded_and_are_never_shown() -> None:
    found = read_mail_server("smtps://me%40shop:p%2Fw%23@mail.example", FROM)
    assert found is not None
    assert (found.user, found.password) == ("me@shop", "p/w#")
    for shown in (repr(found), found.shown):
        assert "p/w#" not in shown


def test_without_an_address_there_is_no_server() -> None:
    assert read_mail_server(" ", "") is None


@pytest.mark.parametrize(
    ("url", "sender", "where", "what"),
    [
        ("http://u:secret@mail.example", FROM, "RINGTRUE_SMTP_URL", "not the address of a mail"),
        ("smtps://u:secret@", FROM, "RINGTRUE_SMTP_URL", "not the address of a mail"),
        ("smtps://u:secret@h:99999", FROM, "RINGTRUE_SMTP_URL", "not an address"),
        ("smtps://u:secret@h/path", FROM, "RINGTRUE_SMTP_URL", "not the address of a mail"),
        ("smtp://u:secret@h?tsl=off", FROM, "RINGTRUE_SMTP_URL", "not the address of a mail"),
        ("smtps://u:secret@h?tls=off", FROM, "RINGTRUE_SMTP_URL", "contradict"),
        ("smtp://u:secret@h?tls=off", FROM, "RINGTRUE_SMTP_URL", "password would cross"),
        ("smtps://u:secret@h", "", "RINGTRUE_MAIL_FROM", "nobody sends the mail"),
        ("smtps://u:secret@h", "the desk", "RINGTRUE_MAIL_FROM", "is no mail address"),
    ],
)
def test_what_cannot_be_is_refused_without_repeating_the_password(
    url: str, sender: str, where: str, what: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        read_mail_server(url, sender)
    assert refused.value.where == where
    assert what in refused.value.what
    assert refused.value.cure
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "https://desk.shop.example", "http://localhost:8000/"])
def test_a_public_address_is_a_scheme_and_a_host(text: str) -> None:
    assert read_public_address(text) == text.rstrip("/")


@pytest.mark.parametrize(
    "text",
    ["desk.shop.example", "javascript:alert(1)", "https://a/b", "https://u@a", "https://a:x"],
)
def test_another_public_address_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="no address of a desk"):
        read_public_address(text)
