"""Telling what time brings, and delivering what is due."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.services.send_notifications import send_notifications
from ringtrue.desk.services.tell_what_is_due import tell_what_is_due


def run(work: Work) -> str:
    """Tell, deliver, and say what came of it."""
    told = tell_what_is_due(work.workspace)
    work.progress("Delivering", 0.5)
    sent = send_notifications(work.workspace)
    words = (
        (told, "told"),
        (sent.arrived, "delivered"),
        (sent.later, "to be tried again"),
        (sent.given_up, "given up"),
    )
    return ", ".join(f"{number:,} {what}" for number, what in words if number) or "nothing was due"
