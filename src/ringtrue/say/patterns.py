"""Patterns that are compiled when they are first used.

Compiling takes longer than everything else that reading a short page does, and a page of a few
sentences has no use for most patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_METHODS = ("search", "match", "finditer")


class Pattern:
    """A regular expression for `search`, `match` and `finditer`, as `re.compile` would make it.

    >>> [found[0] for found in Pattern(r"[a-z]+").finditer("9am to 5pm")]
    ['am', 'to', 'pm']
    """

    __slots__ = ("_flags", "_source", *_METHODS)

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
