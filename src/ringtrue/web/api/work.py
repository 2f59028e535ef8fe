"""My work: what waits for the caller."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.my_work import my_work
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.work import Task

work = Router()


@operation(work.get, "/work", to=Action.SEE)
def list_work(request: HttpRequest, asked: Query[PageIn]) -> Page[Task]:
    """What waits for the caller, what is due soonest first."""
    rows = my_work(asker(request))
    keys = [f"{row.sort}:{row.slug}:{row.number}:{row.title}" for row in rows]
    return page_of(rows, asked, keys=keys, tell=Task.of)
