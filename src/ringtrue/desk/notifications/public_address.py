"""Where people reach the desk from elsewhere, as RINGTRUE_URL says it: links in mails need it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ringtrue.core.errors import ConfigError

VARIABLE = "RINGTRUE_URL"
_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f:.]+")


def read_public_address(text: str) -> str:
    """The address without its last slash, empty when there is none.

    Raises `ConfigError` for anything but http(s) and a host.

    >>> read_public_address("https://desk.shop.example/")
    'https://desk.shop.example'
    """
    text = text.strip().rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise _unusable(text) from error
    plain = not (parts.query or parts.fragment or parts.username or parts.path)
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or not plain:
        raise _unusable(text)
    return text


def public_address() -> str:
    """The address that the desk was given; empty when there is none."""
    from django.conf import settings

    return str(settings.PUBLIC_ADDRESS)


def _unusable(text: str) -> ConfigError:
    cure = "Write what people type into their browser, such as https://desk.shop.example."
    return ConfigError(f"{text[:80]!r} is no address of a desk", where=VARIABLE, cure=cure)
