"""The book: promises kept as code."""

from __future__ import annotations

from pydantic import Field

from ringtrue.desk.services.apply_book import Change
from ringtrue.web.api.schemas.base import Sent, Shown


class Book(Shown):
    """The whole book, of ringtrue.yaml and of the store."""

    yaml: str = Field(description="As `ringtrue apply` and POST /book read it.")


class BookIn(Sent):
    """A book to be applied."""

    name: str = Field(
        max_length=250,
        description="Under which it owns its entries: its path from the workspace, book.yaml.",
    )
    yaml: str = Field(description="A file with `standards:`.")
    take_over: bool = Field(
        False, description="Become the owner of entries that the desk or another book has."
    )
    dry_run: bool = Field(False, description="Only tell what would be done.")


class PlannedEntry(Shown):
    """One standard before and after, as YAML; empty where it is not in the store."""

    id: str
    change: Change
    before: str
    after: str
    owner: str = Field(description="Who has it so far: a book's name, empty for the desk.")


class Applied(Shown):
    """What applying a book did, or would do."""

    book: str
    done: bool
    entries: list[PlannedEntry]
