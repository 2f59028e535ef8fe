"""Sending a link for a new password to whoever has an address."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.services.password_link import send_password_link


def run(work: Work) -> str:
    """Send it, and tell the page of jobs nothing about who has an account."""
    send_password_link(work.text("address"), work.text("home"))
    return "sent, if somebody has the address"
