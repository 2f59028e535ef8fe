"""Sources: the operational tables that promises are measured on."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_sources import open_table, see_source, see_sources
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.sources import Columns, Source

sources = Router()


@operation(sources.get, "/sources", to=Action.SEE)
def list_sources(request: HttpRequest, asked: Query[PageIn]) -> Page[Source]:
    """Every source of the workspace with what was last seen; nothing is opened."""
    rows = see_sources(asker(request), workspace_here())
    return page_of(rows, asked, keys=[row.source.name for row in rows], tell=Source.of)


@operation(sources.get, "/sources/{name}", to=Action.SEE)
def show_source(request: HttpRequest, name: str) -> Source:
    """One source, and what is measured on it."""
    return Source.of(see_source(asker(request), workspace_here(), name))


@operation(sources.get, "/sources/{name}/columns", to=Action.SEE)
def show_columns(request: HttpRequest, name: str) -> Columns:
    """Its columns and rows as they are now; the table is opened for that."""
    return Columns.of(open_table(asker(request), workspace_here(), name))
