"""Telling the head of the audit chain to those who keep it elsewhere."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.services.tell_audit_head import tell_audit_head


def run(work: Work) -> str:  # noqa: ARG001 - as every job
    """Tell today's head, once."""
    return "told" if tell_audit_head() else "told before, or nothing was ever done"
