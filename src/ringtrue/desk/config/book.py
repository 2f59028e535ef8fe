"""Standards outside ringtrue.yaml: books of promises as code, and the entries of the store.

Both say a standard as one item of `standards:`, read as in ringtrue.yaml and against its sources,
calendars and policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from textwrap import dedent, indent
from typing import Any

from ringtrue.core.standard import Standard
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import text_of
from ringtrue.desk.config.shape import check_shape
from ringtrue.desk.config.standards import Known, read_standards
from ringtrue.desk.config.tree import Entry, Listing, Mapping, Mark, read_tree
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.schema import load_schema


def items_of_book(text: str, file: str, *, first: int = 1) -> tuple[Mapping, ...]:
    """The items of a book, a file with `standards:` and nothing else; `ConfigError` otherwise.

    `first` is the number of its first line where people see it.
    """
    mistakes = Mistakes()
    tree = read_tree(text, file, mistakes, first=first)
    check_shape(tree, _schema(), mistakes)
    mistakes.tell()
    node = tree.get("standards")
    items = node.items if isinstance(node, Listing) else ()
    return tuple(item for item in items if isinstance(item, Mapping))


def items_of_entry(slug: str, body: str) -> tuple[Mapping, ...]:
    """The item that an entry of the store is; errors name the entry and the line in it."""
    return items_of_book(f"standards:\n{body}", f"the book's {slug}", first=0)


def standards_of(
    items: Iterable[Mapping], workspace: Workspace, beside: Sequence[Standard] | None = None
) -> tuple[Standard, ...]:
    """What the items mean in a workspace.

    `beside` are the standards that are there already, which no item may repeat and any remedy may
    follow; those of the workspace when left out.
    """
    mark = Mark("", 1, 1)
    tree = Mapping((Entry("standards", mark, Listing(tuple(items), mark)),), mark)
    there = tuple(workspace.standards if beside is None else beside)
    known = Known(workspace.sources, workspace.calendars, workspace.policy, there)
    mistakes = Mistakes()
    standards = read_standards(tree, known, mistakes)
    mistakes.tell()
    return standards


def standard_of_body(body: str, book: Workspace) -> Standard:
    """The one standard that somebody wrote, checked with the rest of the book.

    `book` is a workspace with every standard; one of the same id gives way to this one. Raises
    `ConfigError` that names the line when it is none.
    """
    items = items_of_entry("new standard", _as_item(body))
    name = text_of(items[0], "id")
    beside = [each for each in book.standards if each.id != name]
    return standards_of(items, book, beside)[0]


def _as_item(body: str) -> str:
    """The body as an item, however forms and people have indented its first line."""
    first, _, rest = body.partition("\n")
    return f"  - {first.removeprefix('-').strip()}\n{indent(dedent(rest), '    ')}"


def book_yaml(standards: Sequence[Standard]) -> str:
    """A whole book, which reads back to the same standards.

    >>> book_yaml([]).strip()
    'standards: []'
    """
    if not standards:
        return "standards: []\n"
    return "\n".join(["standards:", *map(standard_yaml, standards)]) + "\n"


@cache
def _schema() -> dict[str, Any]:
    """Of ringtrue.yaml's schema only the standards, and those needed."""
    whole = load_schema("ringtrue")
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["standards"],
        "properties": {"standards": whole["properties"]["standards"]},
        "$defs": whole["$defs"],
    }
