"""The last reading of the firm's own figures in the store, for the page of the loop."""

from __future__ import annotations

from datetime import datetime

from ringtrue.core.cycle import OwnReading
from ringtrue.core.trees import grow, plant
from ringtrue.desk import clock
from ringtrue.desk.keep_measured import moment_in
from ringtrue.desk.models.own_figures import OwnFiguresRecord


def keep_own_figures(reading: OwnReading | None, as_of: datetime) -> None:
    """Keep the last reading in place of the one before."""
    OwnFiguresRecord.objects.all().delete()
    if reading is not None:
        OwnFiguresRecord.objects.create(
            as_of=moment_in(as_of), made_at=clock.now(), content=plant(reading)
        )


def kept_own_figures() -> tuple[OwnReading, datetime] | None:
    """The last reading and as of when, None where there is none that still has its form."""
    row = OwnFiguresRecord.objects.first()
    if row is None:
        return None
    try:
        return grow(OwnReading, row.content), row.as_of
    except ValueError:
        return None
