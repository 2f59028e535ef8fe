"""What the tables of customers and answers told when they were last read, kept for the pages."""

from __future__ import annotations

from datetime import datetime

from ringtrue.core.customers import CustomerReading
from ringtrue.core.trees import grow, plant
from ringtrue.desk import clock
from ringtrue.desk.keep_measured import moment_in
from ringtrue.desk.models.customers import CustomerRecord


def keep_reading(reading: CustomerReading | None, as_of: datetime) -> None:
    """Keep the last reading in place of the one before."""
    CustomerRecord.objects.all().delete()
    if reading is not None:
        CustomerRecord.objects.create(
            as_of=moment_in(as_of), made_at=clock.now(), content=plant(reading)
        )


def kept_reading() -> CustomerReading | None:
    """The last reading, None where there is none that still has its form."""
    row = CustomerRecord.objects.first()
    if row is None:
        return None
    try:
        return grow(CustomerReading, row.content)
    except ValueError:
        return None
