"""The formats, a file each; adding one is adding its file.

A format module declares `NAME`, `SUFFIXES` (lower case, with the dot) and `TYPES` (media types),
and defines `sniff(data) -> bool` (is this content surely mine?) and
`read(data, name, charset) -> Taken`. A module must be light to import: heavy libraries are
imported inside `read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from ringtrue.say.document import Taken


class Format(Protocol):
    """What a format module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]
    TYPES: tuple[str, ...]

    def sniff(self, data: bytes) -> bool:
        """Whether this content is surely of this format."""

    def read(self, data: bytes, name: str, charset: str) -> Taken:
        """Text and passages; `charset` is what the carrier declared, or empty."""


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(found.name for found in iter_modules(__path__)))


def _load(name: str) -> Format:
    return cast("Format", import_module(f"{__name__}.{name}"))


def all_formats() -> Iterator[Format]:
    """Every format, imported one by one as they are asked for."""
    return map(_load, _names())


def by_name(name: str) -> Format | None:
    """The format that calls itself so."""
    return next((each for each in all_formats() if name.lower() == each.NAME), None)


def by_suffix(suffix: str) -> Format | None:
    """The format of files with this suffix.

    Modules that share its first letter are asked first, which nearly always saves importing the
    others ("md" is found in "markdown").
    """
    suffix = suffix.lower()
    likely = sorted(_names(), key=lambda name: name[:1] != suffix[1:2])
    return next((each for each in map(_load, likely) if suffix in each.SUFFIXES), None)


def by_type(media_type: str) -> Format | None:
    """The format of this media type ("text/html")."""
    return next((each for each in all_formats() if media_type.lower() in each.TYPES), None)


def by_content(data: bytes) -> Format | None:
    """The first format that is sure of this content."""
    return next((each for each in all_formats() if each.sniff(data)), None)
