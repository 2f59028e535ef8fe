"""Which source holds the calls, and which of its columns say what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from ringtrue.core.calls import CallColumns
from ringtrue.core.errors import ConfigError
from ringtrue.core.source import Source
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, text_of
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Mapping


def read_call_columns(
    tree: Mapping, sources: Sequence[Source], mistakes: Mistakes
) -> CallColumns | None:
    """The `calls` settings; None when they are left out or a mistake lies in them."""
    node = tree.get("calls")
    if not isinstance(node, Mapping) or mistakes.spoils(node):
        return None
    return mistakes.attempt(lambda: _columns(node, [each.name for each in sources]), None)


def _columns(tree: Mapping, known: Sequence[str]) -> CallColumns:
    source = text_of(tree, "source")
    if source not in known:
        where = str(mark_of(tree, "source"))
        cure = f"{nearest(source, known)} Sources are listed under sources:"
        raise ConfigError(f"there is no source {source!r}", where=where, cure=cure)
    return CallColumns(
        source=source,
        arrived=text_of(tree, "arrived"),
        answered=text_of(tree, "answered"),
        ended=text_of(tree, "ended"),
        abandoned=text_of(tree, "abandoned"),
        caller=text_of(tree, "caller"),
        place=str(tree.mark),
    )
