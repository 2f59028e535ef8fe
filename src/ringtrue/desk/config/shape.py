"""The marked tree against the shipped JSON Schema, with errors a person can act on.

Editors use the same schema, so what they accept is what we accept. Only the keywords that
ringtrue.schema.json uses are understood; `oneOf` (which sort of standard this is) is left to
`standards`, which can say more about it than "no branch matches".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

from ringtrue.core.errors import ConfigError
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.tree import Entry, Listing, Mapping, Node, Scalar

Schema = dict[str, Any]

_NAMES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a set of settings",
}


def check_shape(tree: Mapping, schema: Schema, mistakes: Mistakes) -> None:
    """Note every place where the tree is not what the schema allows."""
    _Walker(schema, mistakes).visit(tree, schema, "the file")


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest of the known words, or all of them when none is close.

    >>> nearest("orgin", ["origin", "carrier"])
    "Did you mean 'origin'?"
    """
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Known here: {', '.join(names)}." if names else "There is none yet."


class _Walker:
    """One walk; `path` leads from the file to the node that is looked at."""

    def __init__(self, root: Schema, mistakes: Mistakes) -> None:
        self.root, self.mistakes = root, mistakes
        self.path: list[Node] = []

    def resolve(self, schema: Schema) -> Schema:
        """A schema with its `$ref` followed; words beside the reference win."""
        if "$ref" not in schema:
            return schema
        target: Schema = self.root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}

    def visit(self, node: Node, schema: Schema, name: str) -> None:
        self.path.append(node)
        try:
            self.inside(node, self.resolve(schema), name)
        except ConfigError as error:
            self.note(error)
        self.path.pop()

    def note(self, error: ConfigError) -> None:
        self.mistakes.note(error, self.path)

    def inside(self, node: Node, schema: Schema, name: str) -> None:
        self.type_of(node, schema, name)
        if isinstance(node, Mapping):
            self.mapping(node, schema, name)
        elif isinstance(node, Listing):
            self.listing(node, schema, name)
        else:
            self.scalar(node, schema, name)

    def type_of(self, node: Node, schema: Schema, name: str) -> None:
        wanted = schema.get("type")
        allowed = [wanted] if isinstance(wanted, str) else (wanted or [])
        if allowed and not any(_IS[each](node) for each in allowed):
            words = " or ".join(_NAMES[each] for each in allowed)
            cure = f"Give {words}{_example(schema)}."
            if isinstance(node, Mapping) and "string" in allowed:
                cure = "A colon makes it a setting: put the whole text in quotes."
            raise ConfigError(
                f"{name} is {_describe(node)}, not {words}", where=str(node.mark), cure=cure
            )

    def mapping(self, node: Mapping, schema: Schema, name: str) -> None:
        """Every setting; one that is not known may be one that is missing, so those wait."""
        known: dict[str, Schema] = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        strange = False
        for entry in node.entries:
            if entry.key in known:
                self.visit(entry.node, known[entry.key], repr(entry.key))
            elif isinstance(others, dict):
                self.visit(entry.node, others, repr(entry.key))
            elif not others:
                strange = True
                self.note(_unknown(entry, name, known))
        for key in () if strange else schema.get("required", ()):
            if node.get(key) is None:
                cure = f"Add '{key}: ...'{_example(self.resolve(known[key]))}."
                self.note(ConfigError(f"{name} has no {key!r}", where=str(node.mark), cure=cure))

    def listing(self, node: Listing, schema: Schema, name: str) -> None:
        if len(node.items) < schema.get("minItems", 0):
            cure = f"Name at least one{_example(schema)}."
            raise ConfigError(f"{name} is empty", where=str(node.mark), cure=cure)
        for number, item in enumerate(node.items, 1):
            self.visit(item, schema.get("items", {}), f"entry {number} of {name}")
        if schema.get("uniqueItems"):
            _refuse_twins(node, name)

    def scalar(self, node: Scalar, schema: Schema, name: str) -> None:
        value, where = node.value, str(node.mark)
        if "enum" in schema and value not in schema["enum"]:
            cure = nearest(str(value), map(str, schema["enum"]))
            raise ConfigError(f"{name} is {value!r}", where=where, cure=cure)
        if isinstance(value, str):
            _check_text(value, schema, name, where)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            _check_number(value, schema, name, where)


def _check_text(value: str, schema: Schema, name: str, where: str) -> None:
    if len(value) < schema.get("minLength", 0):
        raise ConfigError(f"{name} is empty", where=where, cure=f"Fill it in{_example(schema)}.")
    pattern = schema.get("pattern")
    if pattern and not re.search(pattern, value):
        cure = f"Write it{_example(schema)}." if "examples" in schema else "See docs/workspace.md."
        raise ConfigError(f"{name} cannot be {value[:80]!r}", where=where, cure=cure)


def _check_number(value: float, schema: Schema, name: str, where: str) -> None:
    low, high = schema.get("minimum"), schema.get("maximum")
    if (low is not None and value < low) or (high is not None and value > high):
        span = f"from {low}" if high is None else f"between {low} and {high}"
        cure = f"Give a number {span}{_example(schema)}."
        raise ConfigError(f"{name} is {value}", where=where, cure=cure)


def _refuse_twins(node: Listing, name: str) -> None:
    seen: set[str] = set()
    for item in node.items:
        text = item.text if isinstance(item, Scalar) else ""
        if text in seen:
            raise ConfigError(
                f"{name} names {text!r} twice", where=str(item.mark), cure="Name it once."
            )
        seen.add(text)


def _unknown(entry: Entry, name: str, known: Iterable[str]) -> ConfigError:
    what = f"{entry.key!r} is not a setting of {name}"
    return ConfigError(what, where=str(entry.mark), cure=nearest(entry.key, known))


def _example(schema: Schema) -> str:
    examples = schema.get("examples")
    if not examples:
        return ""
    first = examples[0]
    words = f"[{', '.join(first)}]" if isinstance(first, list) else str(first)
    return f", for example {words}"


def _describe(node: Node) -> str:
    if isinstance(node, Mapping):
        return "a set of settings"
    if isinstance(node, Listing):
        return "a list"
    return "empty" if node.value is None else repr(node.value)


def _is_number(node: Node) -> bool:
    return (
        isinstance(node, Scalar)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    )


_IS: dict[str, Callable[[Node], bool]] = {
    "string": lambda node: isinstance(node, Scalar) and isinstance(node.value, str),
    "number": _is_number,
    "integer": lambda node: isinstance(node, Scalar) and type(node.value) is int,
    "boolean": lambda node: isinstance(node, Scalar) and isinstance(node.value, bool),
    "array": lambda node: isinstance(node, Listing),
    "object": lambda node: isinstance(node, Mapping),
}
