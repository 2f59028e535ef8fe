"""The chain as the store keeps it."""

from __future__ import annotations

import pytest
from django.db import transaction

from ringtrue.desk.audit import event_of, record
from ringtrue.desk.models.event import EventRecord
from ringtrue.gap.chain import find_break

pytestmark = pytest.mark.django_db


def test_what_is_recorded_can_be_verified() -> None:
    with transaction.atomic():
        record("worker", "measure", "standard:fast", {"share": 0.934, "who": "Zoë"})
        record("worker", "measure", "standard:slow")
    assert find_break(map(event_of, EventRecord.objects.all())) is None


def test_a_row_that_is_changed_is_found() -> None:
    with transaction.atomic():
        for number in range(3):
            record("worker", "measure", f"standard:{number}", {"share": 0.5})
    EventRecord.objects.filter(number=2).update(payload='{"share":0.9}')
    found = find_break(map(event_of, EventRecord.objects.all()))
    assert found is not None
    assert found.number == 2


def test_what_is_rolled_back_leaves_no_event() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("worker", "measure", "standard:fast")
        _ = 1 / 0
    assert not EventRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record("worker", "measure", "standard:fast")
