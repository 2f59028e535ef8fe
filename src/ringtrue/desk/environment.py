"""Reading what the environment of the server says, with errors that name the variable."""

from __future__ import annotations

from collections.abc import Mapping

from ringtrue.core.errors import ConfigError

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
_DIGITS = 6


def flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Whether a variable says yes; the default where it is unset or empty.

    >>> flag({"RINGTRUE_HTTPS": "yes"}, "RINGTRUE_HTTPS", default=False)
    True
    """
    value = environ.get(name, "").strip().lower()
    if value in _YES or value in _NO:
        return value in _YES
    if value:
        raise wrong(name, f"{value[:40]!r} is neither yes nor no", "Write yes or no.")
    return default


def number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number within bounds; the default where it is unset or empty.

    >>> number({}, "RINGTRUE_PROXIES", 0, 0, 9)
    0
    """
    value = environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdecimal() and len(value) < _DIGITS:
        found = int(value)
        if least <= found <= most:
            return found
    cure = f"Write a whole number from {least} to {most}."
    raise wrong(name, f"{value[:40]!r} is not possible", cure)


def listed(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands between commas.

    >>> listed({"RINGTRUE_HOSTS": "desk.example, www.desk.example,"}, "RINGTRUE_HOSTS")
    ('desk.example', 'www.desk.example')
    """
    return tuple(filter(None, (each.strip() for each in environ.get(name, "").split(","))))


def wrong(name: str, what: str, cure: str) -> ConfigError:
    """What is wrong with a variable; never with a value that may be a secret."""
    return ConfigError(what, where=name, cure=cure)
