"""The audit chain: who did what, and whether the chain holds."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_audit import every_event, see_audit
from ringtrue.desk.services.verify_audit import audit_head, verify_audit
from ringtrue.gap.chain import parse_head
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import CSV, operation
from ringtrue.web.api.paging import PageIn, cursor_of, read_cursor
from ringtrue.web.api.problems import BadRequestError
from ringtrue.web.api.schemas.audit import Break, Event, Events, Head, Verified, VerifyIn
from ringtrue.web.api.schemas.base import BIGGEST
from ringtrue.web.tables import Table, events_table

audit = Router()


class EventsIn(PageIn):
    """Which events are asked for."""

    words: str = Field(
        "", max_length=200, description="Only those with these words in actor, action or subject."
    )


@operation(audit.get, "/audit/events", to=Action.SEE_AUDIT)
def list_events(request: HttpRequest, asked: Query[EventsIn]) -> Events:
    """The events, the newest first."""
    before = _before(asked.cursor)
    page = see_audit(asker(request), before=before, words=asked.words, most=asked.limit)
    return Events(
        items=[Event.of(each) for each in page.lines],
        next=cursor_of(page.older, 0) if page.older is not None else None,
        head=Head.of(page.head),
    )


@operation(audit.get, "/audit.csv", to=Action.SEE_AUDIT, media_type=CSV)
def download_events(request: HttpRequest) -> Table:
    """The whole chain, the oldest first, with what each event holds as it was hashed."""
    return events_table(every_event(asker(request)))


@operation(audit.get, "/audit/head", to=Action.SEE_AUDIT)
def show_head(request: HttpRequest) -> Head:
    """The end of the chain; kept elsewhere it binds everything before it."""
    return Head.of(audit_head(asker(request)))


@operation(audit.post, "/audit/verify", to=Action.SEE_AUDIT)
def verify(request: HttpRequest, seen: VerifyIn) -> Verified:
    """Go through the whole chain; it must contain the heads that were kept elsewhere."""
    found = verify_audit(asker(request), [parse_head(each) for each in seen.heads])
    broken = Break.of(found.broken) if found.broken else None
    return Verified(holds=broken is None, head=Head.of(found.head), broken=broken)


def _before(cursor: str) -> int | None:
    if not cursor:
        return None
    number, _ = read_cursor(cursor)
    if not isinstance(number, int) or not 0 <= number <= BIGGEST:
        cure = "Send 'next' of the page before as it was."
        raise BadRequestError("the cursor is none of ours", where="query.cursor", cure=cure)
    return number
