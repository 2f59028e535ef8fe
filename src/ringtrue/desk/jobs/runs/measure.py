"""Measuring the whole book, so that every page shows how each promise stands."""

from __future__ import annotations

from ringtrue.desk.jobs.work import Work
from ringtrue.desk.services.measure_book import measure_book


def run(work: Work) -> str:
    """Measure it, and say what turned."""
    found = measure_book(work.by, work.workspace, progress=work.progress)
    number = len(found.standards)
    turned = f"; changed: {', '.join(found.turned)}" if found.turned else ""
    return f"{number:,} standard{'' if number == 1 else 's'} measured{turned}"
