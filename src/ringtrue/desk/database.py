"""Which database the store lives in, and the secret that signs its sessions."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ringtrue.core.errors import ConfigError

FILE_NAME = "store.sqlite3"
_KEY_NAME = "secret-key"
_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
)


def database_settings(url: str, folder: Path) -> dict[str, Any]:
    """What Django needs to know: PostgreSQL for a `postgresql://` address, else SQLite in `folder`.

    SQLite takes its write lock when a transaction begins, so that two writers wait for each other
    instead of failing. Raises `ConfigError` for an address of another kind.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / FILE_NAME,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": _PRAGMAS,
            },
        }
    return _postgresql(url)


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _unusable("it is not an address") from error
    if parts.scheme not in {"postgresql", "postgres"}:
        raise _unusable(f"{parts.scheme!r} is no database")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = query.pop("dbname", "") or unquote(parts.path.lstrip("/"))
    if not name:
        raise _unusable("it names no database")
    if "\0" in unquote(url):
        raise _unusable("it holds a NUL")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or host,
        "PORT": query.pop("port", "") or str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def _unusable(what: str) -> ConfigError:
    """Never with the address itself, for it holds a password."""
    cure = "Write postgresql://user:password@host:5432/name, or unset it for SQLite."
    return ConfigError(what, where="DATABASE_URL", cure=cure)


def secret_key(folder: Path) -> str:
    """The key in RINGTRUE_SECRET_KEY or the workspace; without either one for this process only."""
    given = os.environ.get("RINGTRUE_SECRET_KEY", "")
    path = folder / _KEY_NAME
    if given or not path.is_file():
        return given or secrets.token_urlsafe(48)
    return path.read_text(encoding="ascii")


def keep_secret(folder: Path) -> None:
    """Make the workspace's key, once, for its owner's eyes only.

    It appears whole or not at all, so that of two processes that begin at once none reads half.
    """
    path = folder / _KEY_NAME
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{_KEY_NAME}.{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
