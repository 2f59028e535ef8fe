"""The book: promises kept as code, brought in and written out."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.apply_book import SentBook, apply_book, plan_book
from ringtrue.desk.services.export_book import export_book
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.book import Applied, Book, BookIn, PlannedEntry

book = Router()


@operation(book.get, "/book", to=Action.SEE)
def export(request: HttpRequest) -> Book:
    """Every standard of ringtrue.yaml and of the store, as a book that can be applied."""
    return Book(yaml=export_book(asker(request), workspace_here()))


@operation(book.post, "/book", to=Action.APPLY_BOOK)
def apply(request: HttpRequest, sent: BookIn) -> Applied:
    """Make the store's entries those of a book, in one step; or only tell what that would do."""
    do = plan_book if sent.dry_run else apply_book
    wanted = SentBook(sent.name, sent.yaml)
    plan = do(asker(request), wanted, workspace_here(), take_over=sent.take_over)
    entries = [PlannedEntry.of(each) for each in plan.entries]
    return Applied(book=plan.book, done=not sent.dry_run, entries=entries)
