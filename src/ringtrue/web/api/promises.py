"""Is our word kept? Every measured promise, the worst first, and one with all it rests on."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from ringtrue.core.verdict import State
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_promise import read_evidence, see_promise
from ringtrue.desk.services.word_kept import WordRows, word_kept
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import CSV, File, operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.promises import Promise, PromiseRow, promise_of, row_of
from ringtrue.web.tables import Table, months_table, promises_table

promises = Router()


class PromisesIn(BaseModel):
    """Which promises are asked for."""

    state: State | None = Field(None, description="Only those in this state.")
    live: bool = Field(False, description="Only those of launched campaigns.")
    words: str = Field("", max_length=200, description="Only those with these words in them.")


class PromisesPageIn(PromisesIn, PageIn):
    """Which promises, and which part of their list."""


@operation(promises.get, "/promises", to=Action.SEE)
def list_promises(request: HttpRequest, asked: Query[PromisesPageIn]) -> Page[PromiseRow]:
    """Promised against kept: live promises before the others, and the worst first."""
    rows = _chosen(request, asked)
    return page_of(rows, asked, keys=rows.names, tell=row_of)


@operation(promises.get, "/promises.csv", to=Action.SEE, media_type=CSV)
def download_promises(request: HttpRequest, asked: Query[PromisesIn]) -> Table:
    """The same promises as a table for spreadsheets, all of them; shares between 0 and 1."""
    return promises_table(_chosen(request, asked))


@operation(promises.get, "/promises/{standard}", to=Action.SEE)
def show_promise(request: HttpRequest, standard: str) -> Promise:
    """A promise by the id of its standard, with everything that it rests on."""
    return promise_of(see_promise(asker(request), standard))


@operation(promises.get, "/promises/{standard}/months.csv", to=Action.SEE, media_type=CSV)
def download_months(request: HttpRequest, standard: str) -> Table:
    """One promise month by month, as a table for spreadsheets."""
    return months_table(see_promise(asker(request), standard).months)


@operation(promises.get, "/promises/{standard}/evidence/{digest}", to=Action.SEE)
def show_evidence(request: HttpRequest, standard: str, digest: str) -> File:
    """One evidence file as it was made, which `ringtrue verify` derives again."""
    text = read_evidence(asker(request), standard, digest)
    return File(text.encode(), f"{digest[:12]}.json")


def _chosen(request: HttpRequest, asked: PromisesIn) -> WordRows:
    return word_kept(asker(request)).chosen(state=asked.state, live=asked.live, words=asked.words)
