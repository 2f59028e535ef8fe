"""Which database the store lives in, and the secret that signs its sessions."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        cure = "Write postgresql://user:password@host:5432/name, or unset it for SQLite."
        raise ConfigError(f"{parts.scheme!r} is no database", where="DATABASE_URL", cure=cure)
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def secret_key(folder: Path) -> str:
    """The key in RINGTRUE_SECRET_KEY or the workspace; without either one for this process only."""
    given = os.environ.get("RINGTRUE_SECRET_KEY", "")
    path = folder / _KEY_NAME
    if given or not path.is_file():
        return given or secrets.token_urlsafe(48)
    return path.read_text(encoding="ascii")


def keep_secret(folder: Path) -> None:
    """Make the workspace's key, once, for its owner's eyes only."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        handle = os.open(folder / _KEY_NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
