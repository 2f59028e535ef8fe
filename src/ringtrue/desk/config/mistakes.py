"""All mistakes of one reading of ringtrue.yaml, so that nobody mends them one run at a time.

What only follows from another mistake is not said: a part in which something is wrong is never
asked for more than its other values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from ringtrue.core.errors import ConfigError

if TYPE_CHECKING:
    from ringtrue.desk.config.tree import Mapping, Node

T = TypeVar("T")

_PLACE = re.compile(r":(\d+):(\d+)$")


class Mistakes:
    """What one reading has found so far; keeps nothing but that."""

    def __init__(self) -> None:
        self._found: list[ConfigError] = []
        self._spoilt: set[int] = set()

    def __len__(self) -> int:
        return len(self._found)

    def note(self, error: ConfigError, within: Iterable[Node] = ()) -> None:
        """Keep a mistake and the parts that it lies in, which must outlive the reading."""
        self._found.append(error)
        self._spoilt.update(map(id, within))

    def attempt(self, read: Callable[[], T], instead: T) -> T:
        """What `read` answers; when it finds a mistake, that is kept and `instead` is answered."""
        try:
            return read()
        except ConfigError as error:
            self.note(error)
            return instead

    def spoils(self, node: Node) -> bool:
        """Whether a mistake lies in this part."""
        return id(node) in self._spoilt

    def sound(self, tree: Mapping, key: str) -> bool:
        """Whether a setting is there and no mistake lies in it."""
        node = tree.get(key)
        return node is not None and not self.spoils(node)

    def tell(self) -> None:
        """Raise the first mistake of the file with the others beside it; silent without any."""
        if self._found:
            first, *others = sorted(self._found, key=_place)
            first.others = tuple(others)
            raise first


def _place(error: ConfigError) -> tuple[int, int]:
    match = _PLACE.search(error.where)
    return (int(match[1]), int(match[2])) if match else (0, 0)
