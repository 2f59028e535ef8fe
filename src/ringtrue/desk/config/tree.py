"""YAML as a tree in which every value knows its line, so that every error can point.

Only what a configuration needs is let in: no tags, no anchors and aliases (with which a small
file can stand for a huge one), no duplicate keys, and bounds on size and depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ringtrue.core.errors import ConfigError
from ringtrue.desk.config.mistakes import Mistakes

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 12

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?\d{1,15}")
_NUMBER = re.compile(r"[-+]?(\d{1,15}\.\d*|\.?\d{1,15})([eE][-+]?\d{1,2})?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One plain value. `text` is what was written, `inside` where the text itself begins.

    `inside` is None when the text was folded or escaped, so that no column in it can be named.
    """

    value: str | float | bool | None
    text: str
    mark: Mark
    inside: Mark | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping."""

    key: str
    mark: Mark
    node: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; every key is there once."""

    entries: tuple[Entry, ...]
    mark: Mark

    def get(self, key: str) -> Node | None:
        """The value of a key, or None when it is not there."""
        return next((entry.node for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of values."""

    items: tuple[Node, ...]
    mark: Mark


Node = Scalar | Mapping | Listing


def read_tree(text: str, file: str, mistakes: Mistakes, *, first: int = 1) -> Mapping:
    """Parse YAML into a marked tree whose root is a mapping.

    `first` is the number of its first line where people see it. Raises `ConfigError` where it
    cannot be parsed; settings that stand twice are only noted.

    >>> read_tree("name: Acme", "ringtrue.yaml", Mistakes()).entries[0].mark.column
    1
    """
    if len(text) > MAX_CHARACTERS:
        raise ConfigError(
            f"{len(text):,} characters of configuration",
            where=file,
            cure=f"Keep it under {MAX_CHARACTERS:,}.",
        )
    try:
        _refuse_bombs(text, file, first)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, file, first) from error
    except yaml.YAMLError as error:
        cure = "Save it as plain UTF-8 text."
        raise ConfigError(f"not YAML: {_one_line(error)}", where=file, cure=cure) from error
    if root is None:
        return Mapping((), Mark(file, first, 1))
    tree = _Reader(text, file, mistakes, first).node(root)
    if not isinstance(tree, Mapping):
        cure = "Begin with a setting, such as 'name: My shop'."
        raise ConfigError("the file is not a set of settings", where=str(tree.mark), cure=cure)
    return tree


def _refuse_bombs(text: str, file: str, first: int) -> None:
    """Walk the events, which costs no more than the text is long, before anything is built."""
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        start = event.start_mark
        where = f"{file}:{start.line + first}:{start.column + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ConfigError(
                "anchors and aliases are not read", where=where, cure="Write the value out."
            )
        if getattr(event, "tag", None) not in {None, "!"}:
            raise ConfigError(
                f"the tag {event.tag!r} is not read",
                where=where,
                cure="Write the value without a tag.",
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ConfigError(
                f"more than {MAX_DEPTH} levels", where=where, cure="Nest less deeply."
            )


def _unreadable(error: yaml.MarkedYAMLError, file: str, first: int) -> ConfigError:
    mark = error.problem_mark or error.context_mark
    where = f"{file}:{mark.line + first}:{mark.column + 1}" if mark else file
    problem = error.problem or "it cannot be parsed"
    cure = "Check the indentation, the colons and the quotes of this line and the one above."
    return ConfigError(f"not YAML: {problem}", where=where, cure=cure)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


class _Reader:
    """From PyYAML's nodes to ours; the text is kept to see how a value was written."""

    def __init__(self, text: str, file: str, mistakes: Mistakes, first: int) -> None:
        self.text, self.file, self.mistakes, self.first = text, file, mistakes, first

    def mark(self, node: yaml.Node) -> Mark:
        return Mark(self.file, node.start_mark.line + self.first, node.start_mark.column + 1)

    def node(self, node: yaml.Node) -> Node:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return Listing(tuple(self.node(item) for item in node.value), self.mark(node))
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode) -> Mapping:
        seen: dict[str, Entry] = {}
        for key_node, value in node.value:
            mark = self.mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise ConfigError(
                    "a setting's name is one word", where=str(mark), cure="Write 'name: value'."
                )
            key = key_node.value
            if key in seen:
                cure = f"It is already set at line {seen[key].mark.line}; keep one of the two."
                error = ConfigError(f"{key!r} is set twice", where=str(mark), cure=cure)
                self.mistakes.note(error)
            else:
                seen[key] = Entry(key, mark, self.node(value))
        return Mapping(tuple(seen.values()), self.mark(node))

    def scalar(self, node: yaml.ScalarNode) -> Scalar:
        mark = self.mark(node)
        plain = not node.style
        value = _plain_value(node.value) if plain else node.value
        start = node.start_mark.index + (0 if plain else 1)
        written = self.text[start : start + len(node.value)]
        inside = Mark(self.file, mark.line, mark.column + (0 if plain else 1))
        return Scalar(value, node.value, mark, inside if written == node.value else None)


def _plain_value(text: str) -> str | float | bool | None:
    """What an unquoted word stands for, by the core schema of YAML 1.2 (so `no` is a text)."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
