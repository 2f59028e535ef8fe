"""Wordings that the evidence bears: never bolder than the bound, in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.draft import StandardDraft
from ringtrue.core.place import Place
from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.drafts import draft_standards
from ringtrue.say.phrasing import FRACTIONS, segment_in_words, share_in_words
from ringtrue.say.rewording import Form, Reach, Segment, Support, Wording, reword
from ringtrue.say.slots import find_slots


def claim_of(wording: str, kind: Kind = Kind.TIME) -> Claim:
    drafts = draft_standards(wording, find_slots(wording), kind, True)
    place = Place("ad.txt", 1, 1, 0, len(wording))
    return Claim(place, wording, wording, Label.PROMISE, kind, True, 0.9, drafts=drafts)


def minutes(amount: float, bound: float, *segment: tuple[str, str]) -> Support:
    return Support(Duration(amount, Unit.MINUTE), bound, segment)


def days(amount: float, bound: float) -> Support:
    return Support(Duration(amount, Unit.CALENDAR_DAY), bound)


def texts(wording: str, supports: Sequence[Support], **more: Any) -> dict[str, str]:
    kind = more.pop("kind", Kind.TIME)
    found = reword(claim_of(wording, kind), supports, **{"target": 0.9, **more})
    return {each.text: each.form.value for each in found}


EWR, JFK, LGA = (("origin", name) for name in ("EWR", "JFK", "LGA"))


def test_a_late_airline_is_offered_longer_limits_shares_and_segments() -> None:
    supports = [
        minutes(15, 0.70),
        minutes(30, 0.83),
        minutes(60, 0.92),
        minutes(30, 0.91, EWR),
        minutes(60, 0.95, EWR),
        minutes(30, 0.93, JFK),
        minutes(60, 0.91, LGA),
        minutes(15, 0.40, LGA),
    ]
    assert texts("Flights arrive less than 15 minutes late", supports) == {
        "Flights arrive less than 60 minutes late.": "longer",
        "2 in 3 flights arrive less than 15 minutes late.": "share",
        "Most flights arrive less than 15 minutes late.": "most",
        "From EWR or JFK, flights arrive less than 30 minutes late.": "segment",
        "From LGA, flights arrive less than 60 minutes late.": "segment",
    }


@pytest.mark.parametrize(
    ("wording", "supports", "expected"),
    [
        ("Delivered in 2 days, or your money back!", [days(2, 0.3), days(4, 0.96)],
         "Delivered within 4 days, or your money back!"),
        ("Same day dispatch", [days(0, 0.4), days(1, 0.97)], "Orders are dispatched within 1 day."),
        ("Trains leave on time", [minutes(0, 0.4), minutes(10, 0.92)],
         "Trains leave no more than 10 minutes late."),
        ("On time, every time", [minutes(0, 0.4), minutes(10, 0.92)],
         "We are no more than 10 minutes late."),
        ("We reply within 1 business day",
         [Support(Duration(2, Unit.BUSINESS_DAY), 0.93)], "We reply within 2 business days."),
        ("We reply within 1 working day",
         [Support(Duration(2, Unit.BUSINESS_DAY), 0.93)], "We reply within 2 working days."),
        ("Calls answered in under 20 seconds",
         [Support(Duration(60, Unit.SECOND), 0.93)], "Calls answered in less than 60 seconds."),
    ],
)  # fmt: skip
def test_a_longer_limit_is_said_in_the_voice_of_the_promise(
    wording: str, supports: list[Support], expected: str
) -> None:
    assert texts(wording, supports) == {expected: "longer"}


def test_a_slogan_is_reworded_into_what_was_measured_for_it() -> None:
    supports = [Support(Duration(20, Unit.SECOND), 0.81), Support(Duration(60, Unit.SECOND), 0.93)]
    assert texts("We are here for YOU", supports, kind=Kind.SERVICE) == {
        "Calls are answered within 60 seconds.": "longer",
        "4 in 5 calls are answered within 20 seconds.": "share",
        "Most calls are answered within 20 seconds.": "most",
    }


@pytest.mark.parametrize("bound", [0.0, 0.3, 0.5])
def test_half_is_not_most(bound: float) -> None:
    assert texts("Delivered in 2 days", [days(2, bound)]) == {}


def test_without_support_nothing_is_said() -> None:
    assert texts("Delivered in 2 days", []) == {}


def test_a_claim_without_a_standard_is_left_alone() -> None:
    assertion = claim_of("Over 300 shops", Kind.NUMBER)
    assert reword(assertion, [days(2, 0.99)], target=0.9) == ()


@pytest.mark.parametrize(
    ("wording", "reaches", "expected"),
    [
        ("Up to 40% off everything", [Reach(0.4, 0.05), Reach(0.3, 0.12), Reach(0.2, 0.6)],
         {"Up to 30% off everything.": "up to"}),
        ("Save up to £50 on shoes", [Reach(50, 0.05), Reach(25, 0.12)],
         {"Save up to £25 on shoes.": "up to"}),
        ("40% off everything", [Reach(0.4, 0.3)], {"Up to 40% off everything.": "up to"}),
        ("Up to 40% off everything", [Reach(0.4, 0.05)], {}),
        ("Delivered in 2 days", [Reach(0.4, 0.9)], {}),
    ],
)  # fmt: skip
def test_up_to_needs_what_the_rules_of_the_jurisdiction_ask(
    wording: str, reaches: list[Reach], expected: dict[str, str]
) -> None:
    kind = Kind.TIME if "Delivered" in wording else Kind.PRICE
    assert texts(wording, [], reaches=reaches, jurisdictions=("uk",), kind=kind) == expected


def test_up_to_is_not_offered_where_no_rule_says_how_many_are_enough() -> None:
    reaches = [Reach(0.4, 0.9)]
    assert texts("Up to 40% off", [], reaches=reaches, jurisdictions=("eu",), kind=Kind.PRICE) == {}


def test_the_american_reading_of_up_to_asks_for_almost_all() -> None:
    reaches = [Reach(0.4, 0.3), Reach(0.1, 0.96)]
    wording = "Cut your bills by up to 40%"
    found = texts(wording, [], reaches=reaches, jurisdictions=("us",), kind=Kind.RESULT)
    assert found == {"Cut your bills by up to 10%.": "up to"}


def test_every_wording_says_what_it_rests_on() -> None:
    for each in reword(claim_of("Delivered in 2 days"), [days(2, 0.7), days(4, 0.95)], target=0.9):
        assert f"{each.share:.1%}" in each.rests_on


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (((("carrier", "UA"), ("origin", "EWR")),), "with UA from EWR"),
        (((("dest", "BOS"),),), "to BOS"),
        (((("neighborhood", "Fenway"),),), "in Fenway"),
        (((("case_type", "Bed bugs"),),), "for Bed bugs"),
        (((("x", "y"),),), "for y"),
        (tuple((("region", str(each)),) for each in range(6)), "in 0, 1, 2, 3 or 2 others"),
    ],
)
def test_segments_read_as_people_say_them(segments: tuple[Segment, ...], expected: str) -> None:
    assert segment_in_words(segments) == expected


SHARES = st.floats(0, 1)


@given(SHARES)
def test_a_share_in_words_is_never_above_the_share(share: float) -> None:
    said = share_in_words(share)
    value = next((least for least, words in FRACTIONS if words == said), 0.0)
    assert value <= share


SUPPORTS = st.lists(
    st.builds(
        minutes,
        st.sampled_from([5, 15, 30, 60]),
        SHARES,
        *([st.sampled_from([("origin", "EWR"), ("origin", "JFK")])]),
    )
    | st.builds(minutes, st.sampled_from([5, 15, 30, 60]), SHARES),
    max_size=10,
)


@given(SUPPORTS, st.sampled_from([0.5, 0.8, 0.9, 1.0]))
def test_no_wording_promises_more_than_some_support_bears(
    supports: list[Support], target: float
) -> None:
    claim = claim_of("Flights arrive less than 15 minutes late")
    draft: StandardDraft = claim.drafts[0]
    for each in reword(claim, supports, target=target):
        assert _is_borne(each, supports, draft, target), each


def _is_borne(
    wording: Wording, supports: list[Support], draft: StandardDraft, target: float
) -> bool:
    if wording.form is Form.SEGMENT:
        return all(
            any(
                each.segment == segment and each.limit == wording.limit and each.bound >= target
                for each in supports
            )
            for segment in wording.segments
        )
    whole = [each for each in supports if not each.segment and each.limit == wording.limit]
    if wording.form is Form.LONGER:
        return any(each.bound >= target for each in whole)
    least = 0.5 if wording.form is Form.MOST else 2 / 3
    return wording.limit == draft.limit and any(each.bound >= least for each in whole)
