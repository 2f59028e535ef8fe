"""The whole book as YAML, so that promises kept at the desk can become promises kept as code."""

from __future__ import annotations

from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.book import book_yaml
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.whole_book import whole_book
from ringtrue.desk.terminal import Actor


def export_book(by: Actor, workspace: Workspace) -> str:
    """Every standard of ringtrue.yaml and of the store, as a book that `apply_book` reads.

    Standards stand in the order of ringtrue.yaml, then by name.
    """
    require(by.name, by.roles, Action.SEE)
    return book_yaml(whole_book(workspace).standards)
