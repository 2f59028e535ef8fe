"""Drafts find their columns in real shapes of tables, and say so when they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.expression import IsNull, Name, Prefix, Unary
from ringtrue.core.place import Place
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.source import Column, ColumnType, Source, SourceProfile
from ringtrue.core.standard import Between, CountPer, Holds, Remedy, Test, Uptime, Within
from ringtrue.say.binding import NEAR, SURE, Binding, BindingState, bind_claim, bind_draft
from ringtrue.say.drafts import draft_standards
from ringtrue.say.slots import find_slots

TYPES = {
    "T": ColumnType.TIME,
    "D": ColumnType.DATE,
    "N": ColumnType.NUMBER,
    "B": ColumnType.BOOLEAN,
    "X": ColumnType.TEXT,
}


def source(name: str, columns: str, segments: tuple[str, ...] = ()) -> SourceProfile:
    """A profile from words like `arrived_at:T` or `arr_delay:N(minutes_late)`."""
    made = []
    for word in columns.split():
        column, _, rest = word.partition(":")
        description = rest[2:-1].replace("_", " ") if len(rest) > 1 else ""
        made.append(Column(column, TYPES[rest[0]], description))
    return SourceProfile(Source(name, f"{name}.csv", segments=segments), tuple(made), 9, "f")


FLIGHTS = source(
    "flights",
    "carrier:X origin:X dest:X flight:N scheduled_departure:T departed_at:T scheduled_arrival:T "
    "arrived_at:T dep_delay:N(minutes_late_at_departure) arr_delay:N(minutes_late_at_arrival) "
    "distance:N",
    ("carrier", "origin"),
)
ORDERS = source(
    "orders",
    "order_id:X ordered_at:T promised_at:T shipped_at:T delivered_at:T cancelled_at:T "
    "refunded_at:T returned_at:T delivery_fee:N total:N discount_pct:N region:X status:X",
)
BOSTON = source(
    "boston311",
    "case_enquiry_id:N open_dt:T target_dt:T closed_dt:T ontime:X case_title:X neighborhood:X",
)
TICKETS = source(
    "tickets",
    "id:N created_at:T first_reply_at:T resolved_at:T resolved_first_contact:B reassignments:N",
)
CALLS = source("calls", "queued_at:T answered_at:T abandoned:B wait_seconds:N transfers:N")
REFUNDS = source("refunds", "order_id:X requested_at:T refunded_at:T amount:N")
OUTAGES = source("outages", "service:X started_at:T restored_at:T")


def claim_of(wording: str, kind: Kind = Kind.TIME, measurable: bool = True) -> Claim:
    drafts = draft_standards(wording, find_slots(wording), kind, measurable)
    place = Place("ad.txt", 1, 1, 0, len(wording))
    return Claim(place, wording, wording, Label.PROMISE, kind, measurable, 0.9, drafts=drafts)


def bindings(wording: str, *profiles: SourceProfile, kind: Kind = Kind.TIME) -> tuple[Binding, ...]:
    return bind_claim(claim_of(wording, kind), profiles, target=0.9)


def within(start: str, end: str, limit: str, strict: bool = False, early: bool = False) -> Within:
    return Within(Name(start), Name(end), Duration.parse(limit), strict, early)


TRAINS = source("trains", "due_at:T arrived_at:T cancelled:B minutes_late:N")

BOUND: list[tuple[str, SourceProfile, Test]] = [
    ("Every train, every day", TRAINS, Holds(Unary(Prefix.NOT, Name("cancelled")))),
    (
        "Flights arrive less than 15 minutes late",
        FLIGHTS,
        within("scheduled_arrival", "arrived_at", "15 minutes", strict=True, early=True),
    ),
    (
        "Nine in ten flights leave within 30 minutes of schedule",
        FLIGHTS,
        within("scheduled_departure", "departed_at", "30 minutes", early=True),
    ),
    (
        "We get you there on time",
        FLIGHTS,
        within("scheduled_arrival", "arrived_at", "0 minutes", early=True),
    ),
    ("Delivered in 2 days", ORDERS, within("ordered_at", "delivered_at", "2 calendar days")),
    ("Orders ship the same day", ORDERS, within("ordered_at", "shipped_at", "0 calendar days")),
    (
        "Delivered on time",
        ORDERS,
        within("promised_at", "delivered_at", "0 minutes", early=True),
    ),
    ("Issues are fixed within 5 days", BOSTON, within("open_dt", "closed_dt", "5 calendar days")),
    ("Problems solved on time", BOSTON, within("target_dt", "closed_dt", "0 minutes", early=True)),
    ("We reply within 4 hours", TICKETS, within("created_at", "first_reply_at", "4 hours")),
    (
        "Calls answered in under 20 seconds",
        CALLS,
        within("queued_at", "answered_at", "20 seconds", strict=True),
    ),
    (
        "Refunds paid within 5 working days",
        REFUNDS,
        within("requested_at", "refunded_at", "5 business days"),
    ),
    ("99.9% uptime", OUTAGES, Uptime(Name("started_at"), Name("restored_at"), 0.999)),
    ("Free delivery on everything", ORDERS, Between(Name("delivery_fee"), high=0.0)),
    ("Up to 40% off", ORDERS, Between(Name("discount_pct"), low=40.0)),
    ("No more than 2 transfers", CALLS, Between(Name("transfers"), high=2.0)),
]


@pytest.mark.parametrize(("wording", "profile", "test"), BOUND, ids=lambda each: str(each)[:40])
def test_a_draft_is_bound_to_the_columns_a_person_would_choose(
    wording: str, profile: SourceProfile, test: Test
) -> None:
    binding = bindings(wording, profile)[0]
    assert binding.state is BindingState.BOUND, binding.reason
    assert binding.candidates[0].standard.test == test
    assert binding.candidates[0].reasons


@pytest.mark.parametrize(
    ("wording", "profile", "named"),
    [
        ("On time, every time", FLIGHTS, ("scheduled_arrival", "scheduled_departure")),
        ("95 % of orders within 2 days", ORDERS, ("delivered_at", "shipped_at")),
        ("At least 3 departures a day", FLIGHTS, ("origin", "dest")),
    ],
)
def test_two_near_meanings_are_both_named_and_neither_is_chosen(
    wording: str, profile: SourceProfile, named: tuple[str, str]
) -> None:
    binding = bindings(wording, profile)[0]
    assert binding.state is BindingState.AMBIGUOUS
    assert all(each in binding.reason for each in named)


@pytest.mark.parametrize(
    ("wording", "profile"),
    [
        ("Delivered in 2 days", CALLS),
        ("We reply within 4 hours", ORDERS),
        ("We reply within 4 hours", CALLS),
        ("Calls answered in under 20 seconds", FLIGHTS),
        ("99.9% uptime", ORDERS),
        ("Free delivery", FLIGHTS),
        ("At least 3 departures a day", ORDERS),
        ("Within 48hrs", ORDERS),
        ("30-day returns", FLIGHTS),
    ],
)
def test_what_no_column_measures_stays_unbound_and_says_so(
    wording: str, profile: SourceProfile
) -> None:
    binding = bindings(wording, profile)[0]
    assert binding.state is BindingState.UNBOUND
    assert binding.reason


def test_what_is_sought_is_listed_in_words() -> None:
    reason = bindings("Calls answered in under 20 seconds", FLIGHTS)[0].reason
    assert reason.startswith("No column of flights measures 'answer' or 'call'.")


@pytest.mark.parametrize(
    ("wording", "target"),
    [
        ("Flights never arrive more than 15 minutes late", 0.99),
        ("Flights always arrive less than 15 minutes late", 0.99),
        ("Flights arrive less than 15 minutes late", 0.9),
        ("Most flights arrive less than 15 minutes late", 0.51),
    ],
)
def test_never_and_always_ask_for_more_than_the_policy(wording: str, target: float) -> None:
    standard = bindings(wording, FLIGHTS)[0].candidates[0].standard
    assert standard.target == target
    assert ("one in a hundred is left to chance" in standard.why) is (target == 0.99)


def test_without_a_source_nothing_is_bound() -> None:
    assert "no source" in bindings("Delivered in 2 days")[0].reason


def test_a_number_of_minutes_is_second_to_the_pair_of_moments_that_means_the_same() -> None:
    binding = bindings("Flights arrive less than 15 minutes late", FLIGHTS)[0]
    assert binding.candidates[1].standard.test == Between(Name("arr_delay"), high=15.0, strict=True)
    alone = source("flights", "sched_dep:T arr_delay:N(minutes_late)")
    only = bindings("Flights arrive less than 15 minutes late", alone)[0]
    assert only.state is BindingState.BOUND
    assert only.candidates[0].standard.day == Name("sched_dep")


def test_a_number_without_a_unit_is_not_guessed_but_asked_for() -> None:
    bare = source("flights", "sched_dep:T arr_delay:N")
    binding = bindings("Flights arrive less than 15 minutes late", bare)[0]
    assert binding.state is BindingState.UNBOUND
    assert "flights.arr_delay" in binding.reason
    assert "unit" in binding.reason


def test_seconds_in_a_column_are_compared_in_seconds() -> None:
    waits = source("calls", "called_at:T wait_seconds:N")
    binding = bindings("Calls answered within 2 minutes", waits)[0]
    assert binding.candidates[0].standard.test == Between(Name("wait_seconds"), high=120.0)


def test_a_due_day_without_a_time_of_day_lasts_to_its_end() -> None:
    dated = source("orders", "promised_date:D delivered_at:T")
    test = bindings("Delivered on time", dated)[0].candidates[0].standard.test
    assert isinstance(test, Within)
    assert test.limit == Duration(0, Unit.CALENDAR_DAY)
    assert test.early_is_kept


def test_days_are_too_coarse_for_hours() -> None:
    dated = source("tickets", "created:D replied:D")
    timed = source("tickets", "created:T replied:T")
    coarse = bindings("We reply within 4 hours", dated)[0].candidates[0]
    assert coarse.score < bindings("We reply within 4 hours", timed)[0].candidates[0].score
    assert any("too coarse" in reason for reason in coarse.reasons)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("ordered_at", "delivered_at"),
        ("orderDate", "deliveryDate"),
        ("ORDER_DT", "DLV_DT"),
        ("created", "delivered"),
        ("purchase_ts", "delivery_ts"),
    ],
)
def test_columns_are_known_by_many_spellings(start: str, end: str) -> None:
    table = source("orders", f"id:N {start}:T {end}:T status:X")
    binding = bindings("Delivered within 3 days", table)[0]
    assert binding.state is BindingState.BOUND
    assert binding.candidates[0].standard.test == within(start, end, "3 calendar days")


def test_columns_are_known_by_their_descriptions() -> None:
    table = source("orders", "t1:T(when_the_order_was_placed) t2:T(when_it_was_delivered)")
    binding = bindings("Delivered within 3 days", table)[0]
    assert binding.candidates[0].standard.test == within("t1", "t2", "3 calendar days")


def test_columns_that_cancel_are_left_to_a_person_but_named() -> None:
    reasons = bindings("Delivered in 2 days", ORDERS)[0].candidates[0].reasons
    assert any("cancelled_at" in each and "void or broken" in each for each in reasons)


def test_working_days_ask_for_a_calendar() -> None:
    reasons = bindings("Refunds paid within 5 working days", REFUNDS)[0].candidates[0].reasons
    assert any("calendar" in each for each in reasons)


def test_a_remedy_follows_the_promise_that_it_belongs_to() -> None:
    promise, remedy = bindings("Delivered in 2 days, or your money back", ORDERS)
    test = remedy.candidates[0].standard.test
    assert isinstance(test, Remedy)
    assert test.after == promise.candidates[0].standard.id
    assert test.end == Name("refunded_at")


def test_a_remedy_without_a_bound_promise_stays_unbound() -> None:
    claim = claim_of("Delivered in 2 days, or your money back")
    binding = bind_draft(claim.drafts[1], claim.text, (ORDERS,), target=0.9)
    assert binding.state is BindingState.UNBOUND
    assert "bind that promise first" in binding.reason


def test_slogans_are_bound_draft_by_draft_with_ids_of_their_own() -> None:
    found = bindings("We are here for YOU", CALLS, TICKETS, ORDERS, kind=Kind.SERVICE)
    tests = [each.candidates[0].standard.test for each in found]
    assert tests[0] == within("queued_at", "answered_at", "20 seconds")
    assert tests[1] == Holds(Unary(Prefix.NOT, Name("abandoned")))
    assert tests[2] == Between(Name("transfers"), high=1.0)
    ids = [each.candidates[0].standard.id for each in found]
    assert len(set(ids)) == len(ids)


def test_a_moment_of_mishap_is_kept_when_it_is_null() -> None:
    claim = claim_of("Fresh from the oven", Kind.QUALITY, measurable=False)
    found = bind_claim(claim, (ORDERS,), target=0.9)
    bound = [each.candidates[0].standard.test for each in found if each.candidates]
    assert Holds(IsNull(Name("returned_at"))) in bound


def test_the_wording_sets_the_target_only_where_it_names_a_share() -> None:
    most = bindings("Most orders are delivered within 2 days", ORDERS)[0].candidates[0]
    plain = bindings("Orders are delivered within 2 days", ORDERS)[0].candidates[0]
    assert most.standard.target == 0.51
    assert plain.standard.target == 0.9


def test_segments_and_wording_are_handed_on_to_the_standard() -> None:
    standard = bindings("Flights arrive on time", FLIGHTS)[0].candidates[0].standard
    assert standard.segments == ("carrier", "origin")
    assert standard.promise == "Flights arrive on time"
    assert standard.why


def test_of_two_sources_the_one_about_the_thing_wins() -> None:
    binding = bindings("We reply within 4 hours", CALLS, ORDERS, TICKETS)[0]
    assert binding.state is BindingState.BOUND
    assert binding.candidates[0].standard.source == "tickets"


def test_two_sources_that_fit_alike_are_ambiguous() -> None:
    twin = replace(TICKETS, source=replace(TICKETS.source, name="tickets_archive"))
    binding = bindings("We reply within 4 hours", TICKETS, twin)[0]
    assert binding.state is BindingState.AMBIGUOUS


def test_an_event_that_no_lexicon_knows_is_found_by_its_own_words() -> None:
    bags = source("bags", "landed_at:T on_belt_at:T")
    wording = "Most suitcases are on the belt within 20 minutes"
    binding = bindings(wording, bags)[0]
    assert binding.candidates[0].standard.test == within("landed_at", "on_belt_at", "20 minutes")
    assert bindings(wording, ORDERS)[0].state is BindingState.UNBOUND


def test_counts_per_day_are_bound_when_one_column_is_the_unit() -> None:
    buses = source("departures", "line:X departed_at:T")
    binding = bindings("At least 3 departures a day", buses)[0]
    assert binding.candidates[0].standard.test == CountPer(Name("line"), low=3.0)


VOCABULARY = (
    "id ordered_at delivered_at promised_at closed_dt open_dt x status cancelled replied_at wait_s "
    "arr_delay on_time fee price discount rating transfers created region started ended"
)
NAMES = st.sampled_from(VOCABULARY.split())
COLUMNS = st.builds(
    Column, NAMES, st.sampled_from(ColumnType), st.sampled_from(["", "minutes late"])
)
PROFILES = st.builds(
    lambda name, columns: SourceProfile(Source(name, "f"), tuple(columns), 1, "f"),
    st.sampled_from(["orders", "calls", "data", "outages"]),
    st.lists(COLUMNS, max_size=8, unique_by=lambda each: each.name),
)
WORDINGS = st.sampled_from(
    [
        "Delivered in 2 days, or your money back",
        "We are here for YOU",
        "On time",
        "99% uptime",
        "20% off",
        "We reply within 1 hour",
        "At least 2 deliveries a day",
        "Parking included",
    ]
)


@given(WORDINGS, st.lists(PROFILES, max_size=3).map(tuple))
def test_states_and_scores_agree_whatever_the_tables_hold(
    wording: str, profiles: tuple[SourceProfile, ...]
) -> None:
    names = {column.name for profile in profiles for column in profile.columns}
    for binding in bind_claim(claim_of(wording, Kind.SERVICE), profiles, target=0.9):
        scores = [each.score for each in binding.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= each <= 1 for each in scores)
        assert binding.reason
        if binding.state is not BindingState.UNBOUND:
            assert scores[0] >= SURE - 0.001
        if binding.state is BindingState.AMBIGUOUS:
            assert scores[0] - scores[1] <= NEAR + 0.001
        for each in binding.candidates:
            test = each.standard.test
            if isinstance(test, Within):
                assert {str(test.start), str(test.end)} <= names
                assert test.start != test.end
