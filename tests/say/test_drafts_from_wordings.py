"""From a wording to its standards: the lines of two files, and what always holds.

`drafts.txt` has a line per wording: wording | kind | measurable | drafts, where a draft is its
shape, its subject, its limits, `@share` when less than all is promised, `?` when it is a proposal.
`vague.txt` has wording | kind | the subjects proposed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Kind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.drafts import draft_standards
from ringtrue.say.slots import find_slots
from ringtrue.say.vague import families, propose_standards

HERE = Path(__file__).parent
PROMISED = [
    kind for kind in Kind if kind not in {Kind.NUMBER, Kind.RANK, Kind.AWARD, Kind.COMPARISON}
]


def lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text("utf-8").splitlines()
    return [
        [part.strip() for part in line.split(" | ")]
        for line in text
        if line.strip() and not line.startswith("#")
    ]


def in_words(draft: StandardDraft) -> str:
    parts = [draft.shape.value, "+".join(draft.subject) or "-"]
    if draft.limit is not None:
        parts.append(f"{'<' if draft.strict else '<='} {draft.limit}")
    if draft.low is not None:
        parts.append(f">= {draft.low:g}{draft.currency}")
    if draft.high is not None:
        parts.append(f"{'<' if draft.strict else '<='} {draft.high:g}{draft.currency}")
    if draft.target < 1:
        parts.append(f"@{draft.target:g}")
    return " ".join(parts if draft.stated else [*parts, "?"])


def drafts_of(wording: str, kind: Kind, measurable: bool) -> tuple[StandardDraft, ...]:
    return draft_standards(wording, find_slots(wording), kind, measurable)


@pytest.mark.parametrize(
    ("wording", "kind", "measurable", "expected"), lines("drafts.txt"), ids=lambda each: each[:50]
)
def test_a_wording_states_these_standards(
    wording: str, kind: str, measurable: str, expected: str
) -> None:
    found = drafts_of(wording, Kind(kind), measurable == "yes")
    assert " ; ".join(map(in_words, found)) == expected


@pytest.mark.parametrize(
    ("wording", "kind", "expected"), lines("vague.txt"), ids=lambda each: each[:50]
)
def test_a_vague_promise_is_given_these_proposals(wording: str, kind: str, expected: str) -> None:
    found = drafts_of(wording, Kind(kind), False)
    assert ", ".join(" ".join(draft.subject) for draft in found) == expected
    assert not any(draft.stated for draft in found)


@pytest.mark.parametrize("kind", ["number", "rank", "award", "comparison"])
def test_an_assertion_gets_no_standard(kind: str) -> None:
    assert drafts_of("Over 95 % of our parcels arrive within 2 days", Kind(kind), True) == ()


def test_what_the_customer_has_to_do_in_time_is_no_limit_of_ours() -> None:
    for wording in (
        "If you cancel within 24 hours you lose the deposit",
        "Please reply within 3 days",
        "Customers must collect within 5 days",
        "Over 30 years of experience",
        "Enjoy a 45-minute session",
        "Order by noon",
    ):
        shapes = {(draft.shape, draft.stated) for draft in drafts_of(wording, Kind.OTHER, False)}
        assert (Shape.DURATION, True) not in shapes, wording


def test_a_range_promises_its_longer_end_and_says_so() -> None:
    (draft,) = drafts_of("Parcels arrive within 3-5 days", Kind.TIME, True)
    assert draft.limit == Duration(5, Unit.CALENDAR_DAY)
    assert "longer end" in draft.why


def test_hours_that_count_only_while_open_become_business_hours() -> None:
    (draft,) = drafts_of("We reply within 90 minutes during office hours", Kind.TIME, True)
    assert draft.limit == Duration(1.5, Unit.BUSINESS_HOUR)


@pytest.mark.parametrize("kind", PROMISED)
def test_every_kind_of_promise_has_a_proposal_even_without_a_cue(kind: Kind) -> None:
    assert propose_standards("Zyx.", kind)


def test_every_family_gives_reasons_and_reachable_targets() -> None:
    for family in families():
        assert family.proposals
        for draft in family.proposals:
            assert not draft.stated
            assert draft.why.endswith(".")
            assert 0 < draft.target <= 1


VOCABULARY = (
    "we reply deliver your order calls answered within in by 2 3-5 days working hours minutes late "
    "on time most 95 % of money back or free £9 from up to no fee 24/7 guarantee refund , . if you "
    "at least departures a day same next tomorrow noon here for under less than off"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=16).map(" ".join), st.sampled_from(PROMISED), st.booleans())
def test_no_promise_goes_without_a_standard_and_no_standard_is_absurd(
    wording: str, kind: Kind, measurable: bool
) -> None:
    drafts = drafts_of(wording, kind, measurable)
    assert drafts
    assert len(set(drafts)) == len(drafts)
    for draft in drafts:
        assert 0 < draft.target <= 1
        assert draft.why
        assert (draft.limit is not None) or draft.shape not in {Shape.DURATION, Shape.REMEDY}
        assert draft.limit is None or draft.limit.amount >= 0


@given(st.text(max_size=200), st.sampled_from(PROMISED), st.booleans())
def test_any_text_at_all_is_taken(wording: str, kind: Kind, measurable: bool) -> None:
    assert drafts_of(wording, kind, measurable)
