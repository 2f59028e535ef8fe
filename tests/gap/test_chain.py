"""The audit chain: whatever is done to it is found, at the place where it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.event import Event
from ringtrue.gap.chain import (
    GENESIS,
    START,
    Head,
    find_break,
    hash_of,
    next_event,
    parse_head,
)

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
TOLD = st.tuples(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    WORDS, WORDS, WORDS,
    st.dictionaries(WORDS, st.none() | st.booleans() | st.integers() | WORDS, max_size=3),
)  # fmt: skip


def chained(told: list[tuple[datetime, str, str, str, dict[str, object]]]) -> list[Event]:
    events: list[Event] = []
    head = START
    for at, actor, action, subject, payload in told:
        event = next_event(
            head, at=at, actor=actor, action=action, subject=subject, payload=payload
        )
        events.append(event)
        head = Head(event.number, event.hash)
    return events


def head_of(events: list[Event]) -> Head:
    return Head(events[-1].number, events[-1].hash) if events else START


CHAINS = st.lists(TOLD, max_size=8).map(chained)
SOME = st.lists(TOLD, min_size=1, max_size=8).map(chained)
LONGER = st.lists(TOLD, min_size=2, max_size=8).map(chained)


@given(CHAINS, st.data())
def test_a_chain_that_nobody_touched_holds_against_every_head_it_ever_had(
    events: list[Event], data: st.DataObject
) -> None:
    heads = [START, *(Head(event.number, event.hash) for event in events)]
    seen = data.draw(st.lists(st.sampled_from(heads)))
    assert find_break(events, seen) is None


@given(SOME, st.data())
def test_any_change_of_one_field_is_found_at_its_event(
    events: list[Event], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(events) - 1))
    name = data.draw(st.sampled_from(sorted(set(Event.__dataclass_fields__))))
    old = events[place]
    match getattr(old, name):
        case datetime() as at:
            new: object = at + timedelta(microseconds=data.draw(st.integers(1, 10**12)))
        case int() as number:
            new = number + data.draw(st.integers(-3, 3).filter(bool))
        case text:
            new = data.draw(WORDS.filter(lambda drawn: drawn != text))
    changed = [*events[:place], replace(old, **{name: new}), *events[place + 1 :]]
    found = find_break(changed)
    assert found is not None
    assert found.number == place + 1


@given(SOME, st.data())
def test_a_change_whose_hash_is_made_anew_is_found_at_the_next_event_or_by_the_head(
    events: list[Event], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(events) - 1))
    bare = replace(events[place], actor=events[place].actor + "x")
    forged = [*events[:place], replace(bare, hash=hash_of(bare)), *events[place + 1 :]]
    found = find_break(forged, [head_of(events)])
    assert found is not None
    assert found.number == min(place + 2, len(events))


@given(SOME, st.data())
def test_an_event_that_is_dropped_is_found(events: list[Event], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(events) - 1))
    found = find_break([*events[:place], *events[place + 1 :]], [head_of(events)])
    assert found is not None
    assert found.number == place + 1


@given(LONGER, st.data())
def test_two_events_that_are_swapped_are_found(events: list[Event], data: st.DataObject) -> None:
    one, two = sorted(
        data.draw(st.lists(st.integers(0, len(events) - 1), min_size=2, max_size=2, unique=True))
    )
    swapped = list(events)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    found = find_break(swapped)
    assert found is not None
    assert found.number == one + 1


@given(SOME, TOLD, st.data())
def test_an_event_that_is_pushed_in_is_found(
    events: list[Event],
    told: tuple[datetime, str, str, str, dict[str, object]],
    data: st.DataObject,
) -> None:
    place = data.draw(st.integers(0, len(events) - 1))
    before = head_of(events[:place])
    at, actor, action, subject, payload = told
    pushed = next_event(before, at=at, actor=actor, action=action, subject=subject, payload=payload)
    found = find_break([*events[:place], pushed, *events[place:]])
    assert found is not None
    assert found.number == place + 2


@given(LONGER, st.data())
def test_a_tail_that_was_rewritten_holds_by_itself_but_not_against_a_head_seen_before(
    events: list[Event], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(events) - 1))
    told = [(event.at, event.actor + "x", "did", "it", {}) for event in events[place:]]
    forged = events[:place]
    for at, actor, action, subject, payload in told:
        forged = [*forged, next_event(head_of(forged), at=at, actor=actor, action=action,
                                      subject=subject, payload=payload)]  # fmt: skip
    assert find_break(forged) is None
    kept = data.draw(st.integers(place, len(events) - 1))
    found = find_break(forged, [Head(kept + 1, events[kept].hash)])
    assert found is not None
    assert found.number == kept + 1
    before = [Head(event.number, event.hash) for event in events[:place]]
    assert find_break(forged, before) is None


@given(SOME)
def test_a_tail_that_was_cut_off_is_found_by_any_head_behind_the_cut(events: list[Event]) -> None:
    head = head_of(events)
    for kept in range(len(events)):
        assert find_break(events[:kept]) is None
        found = find_break(events[:kept], [head])
        assert found is not None
        assert found.number == kept + 1
        assert str(head.number) in found.what


@given(SOME)
def test_of_two_heads_at_one_number_both_must_agree(events: list[Event]) -> None:
    head = head_of(events)
    other = Head(head.number, GENESIS)
    for seen in ([head, other], [other, head]):
        assert find_break(events, seen) is not None


def test_no_event_and_no_head_is_a_chain() -> None:
    assert find_break([]) is None
    assert find_break([], [START]) is None
    assert find_break([], [Head(0, "a" * 64)]) is not None


def test_the_same_moment_in_another_zone_is_the_same_event() -> None:
    """Databases answer in the zone of the session."""
    (event,) = chained([(datetime(2026, 3, 1, 12, tzinfo=UTC), "ann", "open", "x", {})])
    elsewhere = replace(event, at=event.at.astimezone(timezone(timedelta(hours=5))))
    assert find_break([elsewhere]) is None


@given(CHAINS)
def test_a_head_reads_back_as_it_was_printed(events: list[Event]) -> None:
    head = head_of(events)
    assert parse_head(f" {str(head).upper()} ") == head


@pytest.mark.parametrize(
    "text",
    ["", ":", "1", "1:", f":{GENESIS}", f"-1:{GENESIS}", f"1:{GENESIS}0", f"1:{GENESIS[1:]}",
     f"1:{'g' * 64}", f"²:{GENESIS}", f"{'9' * 19}:{GENESIS}", f"1 :{GENESIS}", f"1:{GENESIS}\n:"],
)  # fmt: skip
def test_anything_else_is_no_head(text: str) -> None:
    with pytest.raises(UsageError, match="no head"):
        parse_head(text)
