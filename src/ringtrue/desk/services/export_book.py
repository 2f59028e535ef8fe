"""The whole book as YAML, so that promises kept at the desk can become promises kept as code."""

from __future__ import annotations

from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.book import book_yaml, items_of_entry, standards_of
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.terminal import Actor


def export_book(by: Actor, workspace: Workspace) -> str:
    """Every standard of ringtrue.yaml and of the store, as a book that `apply_book` reads.

    Standards stand in the order of ringtrue.yaml, then by name.
    """
    require(by.name, by.roles, Action.SEE)
    rows = StandardEntry.objects.order_by("slug")
    items = (item for row in rows for item in items_of_entry(row.slug, row.body))
    return book_yaml([*workspace.standards, *standards_of(items, workspace)])
