"""What pages show, as tables to take along: promises, the months of one, and the audit chain."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from ringtrue.desk.services.see_audit import every_event
from ringtrue.desk.services.see_promise import see_promise
from ringtrue.desk.services.word_kept import WordRow, word_kept
from ringtrue.web.asking import asker
from ringtrue.web.spreadsheet import Cell, csv_download
from ringtrue.web.views.word import narrowed

_PROMISES = (
    *("standard", "promise", "next_month", "promised_share", "kept_share", "low_95", "high_95"),
    *("kept", "broken", "pending", "void", "first_day", "last_day", "measured_as_of", "source"),
    *("budget_left_12_months", "live_in", "coming_in", "definition"),
)
_MONTHS = ("month", "kept_share", "low_95", "high_95", "kept", "broken")
_EVENTS = ("number", "at", "actor", "action", "subject", "payload", "previous", "hash")


@require_safe
def promises(request: HttpRequest) -> StreamingHttpResponse:
    """Every promise that the home page lists with these filters; shares between 0 and 1."""
    rows = narrowed(word_kept(asker(request)), request)
    return csv_download("promises.csv", _PROMISES, map(_promise, rows))


@require_safe
def months(request: HttpRequest, standard: str) -> StreamingHttpResponse:
    """One promise month by month."""
    found = see_promise(asker(request), standard).months
    rows = (
        (each.month, each.share, each.low, each.high, each.counts.kept, each.counts.broken)
        for each in found
    )
    return csv_download("months.csv", _MONTHS, rows)


@require_safe
def audit(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain, the oldest first, with what each event holds as it was hashed."""
    return csv_download("audit.csv", _EVENTS, _events(request))


def _promise(row: WordRow) -> tuple[Cell, ...]:
    it, budget = row.standing, row.budget
    return (
        *(it.standard, it.promise, row.state.value, it.target, it.share, it.low, it.high),
        *(it.kept, it.broken, it.pending, it.void, it.first_day, it.last_day, it.as_of, it.source),
        budget.left if budget else None,
        "; ".join(each.name for each in row.live),
        "; ".join(each.name for each in row.coming),
        it.definition,
    )


def _events(request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    return (
        (
            *(each.number, each.at, each.actor, each.action, each.subject),
            *(each.payload, each.previous, each.hash),
        )
        for each in every_event(asker(request))
    )
