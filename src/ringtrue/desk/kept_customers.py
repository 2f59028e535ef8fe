"""What the tables of customers and answers told when they were last read, kept for the pages."""

from __future__ import annotations

import json
from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import Cast

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


def kept_text() -> str:
    """The last reading as it is stored, empty where there is none."""
    told = CustomerRecord.objects.values_list(Cast("content", TextField()), flat=True)
    return told.first() or ""


def reading_of(text: str) -> CustomerReading | None:
    """A reading from its text, None where there is none that still has its form."""
    try:
        return grow(CustomerReading, json.loads(text)) if text else None
    except ValueError:
        return None
