"""What stands in a sentence, slot by slot, and where nothing does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.slots import MAX_SENTENCE, SlotKind, find_slots


def slots_of(sentence: str, kind: SlotKind) -> list[str]:
    return [slot.text for slot in find_slots(sentence) if slot.kind is kind]


@pytest.mark.parametrize(
    ("sentence", "text", "limit", "low"),
    [
        ("We reply within 24 hours.", "within 24 hours", Duration(24, Unit.HOUR), None),
        ("Delivered in 3-5 days", "in 3-5 days", Duration(5, Unit.DAY), 3.0),
        ("Arrive within 1 to 2 hours", "within 1 to 2 hours", Duration(2, Unit.HOUR), 1.0),
        (
            "within two working days",
            "within two working days",
            Duration(2, Unit.BUSINESS_DAY),
            None,
        ),
        ("48hrs turnaround", "48hrs", Duration(48, Unit.HOUR), None),
        ("in half an hour", "in half an hour", Duration(0.5, Unit.HOUR), None),
        ("back in a fortnight", "in a fortnight", Duration(14, Unit.DAY), None),
        ("a 24-hour answer", "24-hour", Duration(24, Unit.HOUR), None),
        ("in under 15 minutes", "in under 15 minutes", Duration(15, Unit.MINUTE), None),
        (
            "within 8 business hours",
            "within 8 business hours",
            Duration(8, Unit.BUSINESS_HOUR),
            None,
        ),
        ("a 2 year warranty", "2 year", Duration(24, Unit.MONTH), None),
        ("Here within the hour", "within the hour", Duration(1, Unit.HOUR), None),
        ("14 calendar days", "14 calendar days", Duration(14, Unit.CALENDAR_DAY), None),
    ],
)
def test_a_duration_has_its_unit_and_its_longer_end(
    sentence: str, text: str, limit: Duration, low: float | None
) -> None:
    (slot,) = (each for each in find_slots(sentence) if each.kind is SlotKind.DURATION)
    assert (slot.text, slot.duration, slot.low) == (text, limit, low)


def test_a_second_limit_takes_the_unit_of_the_first() -> None:
    found = find_slots("Acknowledged within 2 working days and answered in full within 5.")
    limits = [slot.duration for slot in found if slot.kind is SlotKind.DURATION]
    assert limits == [Duration(2, Unit.BUSINESS_DAY), Duration(5, Unit.BUSINESS_DAY)]


@pytest.mark.parametrize(
    ("sentence", "low", "high", "currency"),
    [
        ("only £9.99 a month", 9.99, 9.99, "GBP"),
        ("from 9 pounds", 9.0, None, "GBP"),
        ("under $1,200", None, 1200.0, "USD"),
        ("£5-£10 each", 5.0, 10.0, "GBP"),
        ("€10k", 10_000.0, 10_000.0, "EUR"),
        ("calls cost 12p", 0.12, 0.12, "GBP"),
        ("Rs. 500 only", 500.0, 500.0, "INR"),
    ],
)
def test_money_has_its_ends_and_its_currency(
    sentence: str, low: float | None, high: float | None, currency: str
) -> None:
    (slot,) = (each for each in find_slots(sentence) if each.kind is SlotKind.MONEY)
    assert (slot.low, slot.high, slot.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("sentence", "word", "days"),
    [
        ("Order by noon for same-day dispatch", "same day", 0.0),
        ("next working day delivery", "next day", 1.0),
        ("with you tomorrow", "tomorrow", 1.0),
    ],
)
def test_a_named_day_is_a_deadline(sentence: str, word: str, days: float) -> None:
    found = [slot for slot in find_slots(sentence) if slot.kind is SlotKind.DEADLINE]
    assert [(slot.word, slot.duration.amount) for slot in found if slot.duration] == [(word, days)]


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [("9am-5pm", (9.0, 17.0)), ("9 - 5.30pm", (9.0, 17.5)), ("08:00 to 18:00", (8.0, 18.0))],
)
def test_opening_hours_are_hours_of_the_day(sentence: str, ends: tuple[float, float]) -> None:
    (slot,) = find_slots(sentence)
    assert (slot.kind, slot.low, slot.high) == (SlotKind.CLOCK, *ends)


@pytest.mark.parametrize(
    ("sentence", "kind", "texts"),
    [
        ("99.999% uptime SLA", SlotKind.UPTIME, ["99.999% uptime"]),
        ("nine out of ten orders", SlotKind.SHARE, ["nine out of ten"]),
        ("trusted by over 2,000 firms", SlotKind.COUNT, ["over 2,000 firms"]),
        ("Money back guarantee", SlotKind.REFUND, ["Money back"]),
        ("in 2 days, or your money back", SlotKind.REMEDY, ["or your money back"]),
        ("No hidden fees, free survey", SlotKind.FREE, ["No hidden fees", "free"]),
        ("We are open 24/7", SlotKind.CLOCK, ["24/7"]),
        ("we're committed to excellence", SlotKind.ATTITUDE, ["committed to"]),
        ("fully guaranteed", SlotKind.GUARANTEE, ["guaranteed"]),
        ("Hassle-free moves", SlotKind.EASE, ["Hassle-free"]),
    ],
)
def test_each_kind_is_found(sentence: str, kind: SlotKind, texts: list[str]) -> None:
    assert slots_of(sentence, kind) == texts


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Feel free to call us", SlotKind.FREE),
        ("Gluten-free and tax free", SlotKind.FREE),
        ("free from parabens", SlotKind.FREE),
        ("99 red balloons at 5 High Street", SlotKind.MONEY),
        ("page 12 of 40", SlotKind.DURATION),
        ("a day in the life", SlotKind.DURATION),
        ("the house across the way", SlotKind.FREE),
        ("room 101", SlotKind.COUNT),
        ("one in a row", SlotKind.SHARE),
        ("we opened the door", SlotKind.CLOCK),
        ("5% off", SlotKind.UPTIME),
        ("12-14 Mill Lane", SlotKind.CLOCK),
    ],
)
def test_nothing_is_found_where_nothing_is_said(sentence: str, kind: SlotKind) -> None:
    assert slots_of(sentence, kind) == []


@given(st.text(max_size=200))
def test_every_slot_is_a_part_of_its_sentence(sentence: str) -> None:
    for slot in find_slots(sentence):
        assert 0 <= slot.start < slot.end <= len(sentence)
        assert sentence[slot.start : slot.end] == slot.text


@given(st.integers(1, 999), st.sampled_from(["minute", "hour", "day", "week", "month"]))
def test_any_whole_number_of_units_is_read_back(amount: int, unit: str) -> None:
    (slot,) = (
        each
        for each in find_slots(f"done within {amount} {unit}s of your call")
        if each.kind is SlotKind.DURATION
    )
    assert slot.duration == Duration(amount, Unit(unit))


def test_a_very_long_sentence_is_read_up_to_the_limit() -> None:
    found = find_slots("x" * MAX_SENTENCE + " within 2 days")
    assert found == ()
