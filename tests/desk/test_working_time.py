"""A promise in working hours gets a calendar where one is meant, and never fails a whole review."""

from __future__ import annotations

from datetime import time

from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.expression import Name
from ringtrue.core.place import Place
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.source import Column, ColumnType, Source, SourceProfile
from ringtrue.core.standard import Standard, Within
from ringtrue.core.workspace import Workspace
from ringtrue.desk.working_time import with_calendar
from ringtrue.say.binding import Binding, BindingState, bind_claim
from ringtrue.say.drafts import draft_standards
from ringtrue.say.slots import find_slots

TICKETS = SourceProfile(
    Source("tickets", "tickets.csv"),
    (Column("created_at", ColumnType.TIME), Column("first_reply_at", ColumnType.TIME)),
    9,
    "f",
)


def bound(words: str, *calendars: str, book: tuple[Standard, ...] = ()) -> Binding:
    place = Place("mail", 1, 1, 0, len(words))
    drafts = draft_standards(words, find_slots(words), Kind.TIME, measurable=True)
    claim = Claim(place, words, words, Label.PROMISE, Kind.TIME, True, 1.0, drafts=drafts)
    (first, *_) = bind_claim(claim, (TICKETS,), target=0.9)
    workspace = Workspace("Shop", ".", calendars=tuple(map(_calendar, calendars)), standards=book)
    return with_calendar(first, workspace)


def _calendar(name: str) -> Calendar:
    day = (Opening(time(9), time(17)),)
    return Calendar(name, "UTC", (day, day, day, day, day, (), ()))


def calendars_of(binding: Binding) -> list[str]:
    return [each.standard.test.calendar for each in binding.candidates]


WORDS = "We reply to every message within 4 working hours"


def test_the_only_calendar_is_taken_and_said() -> None:
    binding = bound(WORDS, "helpdesk")
    assert binding.state is BindingState.BOUND
    assert calendars_of(binding) == ["helpdesk"]
    assert "working time by the calendar 'helpdesk'" in binding.candidates[0].reasons
    assert not [each for each in binding.candidates[0].reasons if "name one" in each]


def test_of_several_calendars_a_person_chooses() -> None:
    binding = bound(WORDS, "helpdesk", "warehouse")
    assert binding.state is BindingState.AMBIGUOUS
    assert calendars_of(binding) == ["helpdesk", "warehouse"]
    assert "which calendar" in binding.reason


def test_the_calendar_that_the_book_uses_on_the_source_leaves_no_doubt() -> None:
    limit = Duration(1, Unit.BUSINESS_DAY)
    test = Within(Name("created_at"), Name("first_reply_at"), limit, calendar="warehouse")
    book = (Standard("slow", "tickets", test, 0.9),)
    binding = bound(WORDS, "helpdesk", "warehouse", book=book)
    assert binding.state is BindingState.BOUND
    assert calendars_of(binding) == ["warehouse"]


def test_without_a_calendar_the_promise_is_unbound_and_says_what_is_missing() -> None:
    binding = bound(WORDS)
    assert binding.state is BindingState.UNBOUND
    assert binding.candidates == ()
    assert "no calendar" in binding.reason


def test_plain_hours_need_no_calendar() -> None:
    binding = bound("We reply to every message within 4 hours", "helpdesk", "warehouse")
    assert binding.state is BindingState.BOUND
    assert calendars_of(binding) == [""]
