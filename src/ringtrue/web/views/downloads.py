"""What pages show, as files for spreadsheets."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from ringtrue.desk.services.see_audit import every_event
from ringtrue.desk.services.see_promise import see_promise
from ringtrue.desk.services.word_kept import word_kept
from ringtrue.web.asking import asker
from ringtrue.web.spreadsheet import csv_download
from ringtrue.web.tables import Table, events_table, months_table, promises_table
from ringtrue.web.views.word import narrowed


@require_safe
def promises(request: HttpRequest) -> StreamingHttpResponse:
    """Every promise that the home page lists with these filters."""
    return _download(promises_table(narrowed(word_kept(asker(request)), request)))


@require_safe
def months(request: HttpRequest, standard: str) -> StreamingHttpResponse:
    """One promise month by month."""
    return _download(months_table(see_promise(asker(request), standard).months))


@require_safe
def audit(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain, the oldest first."""
    return _download(events_table(every_event(asker(request))))


def _download(table: Table) -> StreamingHttpResponse:
    return csv_download(table.name, table.header, table.rows)
