"""Contradictions, on copy as it is read: what speaks, and as much that stays silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim
from ringtrue.core.finding import Finding, Level
from ringtrue.desk.services.read_materials import judge_document, read_materials
from ringtrue.desk.services.review_campaign import review_campaign
from ringtrue.desk.targets import workspace_targets
from ringtrue.desk.workspace import parse_workspace
from ringtrue.gap.contradictions import DIFFER, SLOGAN, Saying, find_contradictions
from ringtrue.say.reading import read_bytes


def sayings(*texts: str, standards: tuple[str, ...] = ()) -> list[Saying]:
    """The claims of each text, which is a material of its own channel."""
    return [
        Saying(claim, channel=f"channel {number}", standards=standards)
        for number, text in enumerate(texts)
        for claim in judge_document(read_bytes(f"m{number}.md", text.encode())).claims
    ]


def found(*texts: str, standards: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    return find_contradictions(sayings(*texts, standards=standards))


@pytest.mark.parametrize(
    ("page", "radio"),
    [
        ("Delivered in 2 days.", "Delivery tomorrow to your door."),
        ("Delivered in 2 days.", "Your parcel arrives tomorrow with a smile!"),
        ("Delivered in 2 days.", "Guaranteed delivery in 3 days."),
        ("Delivered in 2 days.", "Delivered in 2 working days."),
        ("Delivered in 2 days.", "Most orders arrive in 2 days."),
        ("Free delivery over £50.", "Free delivery on orders over £30."),
        ("Plans from £9.99 a month.", "Plans from £12 a month."),
        ("Returns within 30 days.", "Returns within 14 days."),
        ("99.9% uptime.", "99.99% uptime."),
        ("All calls answered in 1 minute.", "95% of calls answered in 1 minute."),
        ("2-year guarantee.", "5-year guarantee."),
        ("Furniture delivered in 10 days.", "Furniture delivered within a week."),
        ("Save 20%.", "Save 30%."),
    ],
)
def test_the_same_promise_in_two_ways_is_found_at_the_later_place(page: str, radio: str) -> None:
    (finding,) = found(page, radio)
    assert (finding.rule, finding.level) == (DIFFER, Level.WARNING)
    assert finding.place.file == "m1.md"
    assert "m0.md (channel 0) says" in finding.message
    assert "m1.md (channel 1) says" in finding.message
    assert finding.why
    assert finding.fix


@pytest.mark.parametrize(
    ("page", "radio"),
    [
        ("Delivered in 2 days.", "Delivered in 2 days!"),
        ("Delivered in 2 days.", "Two-day delivery."),
        ("Delivered in 2 days.", "Delivered within 48 hours."),
        ("Returns within 30 days.", "Return it within a month."),
        ("Delivered within a week.", "Delivered in 5 working days."),
        ("Save 20%.", "Save 20% now!"),
    ],
)
def test_equal_promises_are_silent(page: str, radio: str) -> None:
    assert found(page, radio) == ()


@pytest.mark.parametrize(
    ("page", "radio"),
    [
        ("Delivered in 2 days.", "Furniture delivered in 10 days."),
        ("Express delivery in 1 day.", "Standard delivery in 5 days."),
        ("Tickets from £12.", "Plans from £9.99."),
        ("Delivered in 2 days.", "Refunds within 14 days."),
        ("Calls answered in 30 seconds.", "We answer e-mails within 24 hours."),
    ],
)
def test_different_products_are_silent(page: str, radio: str) -> None:
    assert found(page, radio) == ()


@pytest.mark.parametrize(
    ("page", "radio"),
    [
        ("Delivered in 2 days.", "Business customers: delivery in 1 day."),
        ("Delivered in 2 days.", "Members get delivery in 1 day."),
        ("Delivered in 2 days.", "We deliver to London in 1 day."),
        ("Delivered in 2 days.", "Order by 2pm and it is delivered tomorrow."),
        ("Save 20%.", "Students save 30%."),
        ("Free delivery.", "Free delivery on orders over £30."),
    ],
)
def test_different_customers_and_conditions_are_silent(page: str, radio: str) -> None:
    assert found(page, radio) == ()


def test_two_prices_in_two_currencies_are_two_markets() -> None:
    assert found("Plans from £9.99 a month.", "Plans from $12 a month.") == ()


def test_one_material_may_offer_several() -> None:
    assert found("Delivered in 2 days. Delivered in 5 days.") == ()


def test_three_materials_and_two_meanings_are_one_finding() -> None:
    (finding,) = found("Delivered in 2 days.", "Two-day delivery.", "Delivered in 3 days.")
    assert finding.place.file == "m2.md"
    assert "3 calendar days against 2 calendar days" in finding.message


def test_a_material_that_says_both_is_taken_to_tell_two_things_apart() -> None:
    both = "Delivered in 2 days. Delivered in 5 days."
    assert found(both, "Delivered in 2 days.") == ()
    assert found(both, both) == ()
    (finding,) = found(both, "Delivered in 3 days.")
    assert finding.place.file == "m1.md"


def test_three_meanings_are_two_findings() -> None:
    texts = ("Delivered in 2 days.", "Delivered in 3 days.", "Delivered in 4 days.")
    assert [each.place.file for each in found(*texts)] == ["m1.md", "m2.md"]


def test_promises_that_the_book_gives_one_standard_are_compared_whatever_else_they_say() -> None:
    texts = ("Furniture delivered in 10 days.", "Chairs delivered in 12 days.")
    assert found(*texts) == ()
    (finding,) = found(*texts, standards=("furniture",))
    assert finding.rule == DIFFER


def test_what_the_sentence_promises_beside_does_not_hide_a_contradiction() -> None:
    (finding,) = found(
        "Calls answered in 1 minute.", "Calls answered in 30 seconds, refunds within 14 days."
    )
    assert "30 seconds" in finding.message


def test_a_slogan_that_another_material_gives_a_number_is_found() -> None:
    (finding,) = found("We're here for you.", "Here for you: calls answered in 20 seconds.")
    assert (finding.rule, finding.place.file) == (SLOGAN, "m0.md")
    assert "calls answered in 20 seconds" in finding.message


def test_a_slogan_is_found_before_or_after_its_number_and_once_a_material() -> None:
    number = "Here for you: calls answered in 20 seconds."
    findings = found(number, "We're here for you. Yes, we are here for you!", "We're here for you.")
    assert [(each.rule, each.place.file) for each in findings] == [
        (SLOGAN, "m1.md"),
        (SLOGAN, "m2.md"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("We're here for you. Here for you: calls answered in 20 seconds.",),
        ("We're here for you.", "Calls answered in 20 seconds."),
        ("We're here for you.", "We're here for you."),
        ("Delivered in 2 days.", "Here for you: calls answered in 20 seconds."),
        ("Plans from £9.99 a month.", "Plans at £12 a month."),
    ],
)
def test_a_slogan_that_stays_one_is_silent(texts: tuple[str, ...]) -> None:
    assert found(*texts) == ()


def test_a_slogan_with_a_standard_of_the_book_is_silent() -> None:
    texts = ("We're here for you.", "Here for you: calls answered in 20 seconds.")
    assert found(*texts, standards=("care",)) == ()


def test_nothing_contradicts_nothing() -> None:
    assert found() == ()
    assert found("") == ()


@cache
def claims_of(text: str, name: str) -> tuple[Claim, ...]:
    return judge_document(read_bytes(name, text.encode())).claims


SENTENCES = [
    "Delivered in 2 days.",
    "Delivered in 5 days.",
    "Two-day delivery.",
    "Delivered within 48 hours.",
    "Furniture delivered in 10 days.",
    "Save 20%.",
    "Save 30%.",
    "We're here for you.",
    "Here for you: calls answered in 20 seconds.",
]
COPY = st.lists(st.sampled_from(SENTENCES), max_size=4)


def together(*materials: list[str]) -> list[Saying]:
    return [
        Saying(replace(claim, place=replace(claim.place, file=f"m{number}", line=line)))
        for number, sentences in enumerate(materials)
        for line, sentence in enumerate(sentences, 1)
        for claim in claims_of(sentence, "any.md")
    ]


@given(COPY)
def test_a_material_contradicts_neither_itself_nor_its_copy(copy: list[str]) -> None:
    assert find_contradictions(together(copy)) == ()
    differing = [each for each in find_contradictions(together(copy, copy)) if each.rule == DIFFER]
    assert differing == []


@given(COPY, COPY)
def test_whether_two_materials_differ_is_no_matter_of_their_order(
    one: list[str], other: list[str]
) -> None:
    there, back = (find_contradictions(together(*pair)) for pair in ((one, other), (other, one)))
    assert len(there) == len(back)


@given(COPY, COPY, st.sampled_from(SENTENCES))
def test_what_is_found_stands_at_a_claim_and_once(
    one: list[str], other: list[str], more: str
) -> None:
    sayings = together(one, [*other, more])
    findings = find_contradictions(sayings)
    assert len({(each.rule, each.place) for each in findings}) == len(findings)
    assert {each.place for each in findings} <= {each.claim.place for each in sayings}


def test_many_meanings_of_one_promise_are_each_told_once() -> None:
    texts = [f"Delivered in {number} days." for number in range(2, 32)]
    assert len(find_contradictions(together(*([text] for text in texts)))) == len(texts) - 1


def test_a_review_weighs_contradictions_as_its_policy_says(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Delivered in 2 days.", encoding="utf-8")
    (tmp_path / "spot.txt").write_text("Delivery tomorrow to your door.", encoding="utf-8")
    materials = "materials: [{location: page.md, channel: web}, {location: spot.txt}]\n"
    for effect, level in {"warn": Level.WARNING, "block": Level.ERROR}.items():
        policy = f"policy: {{unbound: ignore, rules: {{{DIFFER}: {effect}}}}}\n"
        workspace = parse_workspace(materials + policy, tmp_path / "ringtrue.yaml")
        reading = read_materials(workspace_targets(workspace), workspace)
        decision = review_campaign(workspace, reading, as_of=datetime(2026, 3, 1)).decision
        (reason,) = (each for each in decision.reasons if each.code == DIFFER)
        assert reason.level is level
        assert "page.md (web)" in reason.message
