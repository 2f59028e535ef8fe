"""The daily audit head: only a head seen elsewhere shows that the chain was not written anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ringtrue.core.dates import day
from ringtrue.desk import clock
from ringtrue.desk.models.event import ChainHead
from ringtrue.desk.notifications.kinds import TERMS, Kind
from ringtrue.desk.notifications.outbox import Draft, tell
from ringtrue.desk.notifications.said import Link, Said
from ringtrue.desk.notifications.whom import those_who_may

_KEEP = (
    "Keep this message where nobody who runs the desk can change it: a head seen elsewhere binds"
    " everything that was done before it."
)


def tell_audit_head(now: datetime | None = None) -> bool:
    """Tell today's head to everybody who may see the chain, once a day; whether that was new.

    A day without events is told too: a head that does not come is a sign.
    """
    now = now or clock.now()
    with transaction.atomic():
        head = ChainHead.objects.select_for_update().first()
        if head is None:
            return False
        kept = f"{head.number}:{head.hash}"
        said = Said(
            title=f"The audit head of {day(now.date())} is number {head.number:,}",
            link=Link("audit"),
            facts=(_KEEP,),
            code=kept,
            advice="To check it at any time later, paste it on the page Audit, or run:"
            f" ringtrue audit verify --head {kept}",
        )
        kind = Kind.AUDIT_HEAD
        return tell(Draft(kind, now.date().isoformat(), said, those_who_may(TERMS[kind].needs)))
