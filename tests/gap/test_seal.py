"""What a sign-off binds: any change makes another seal, and is named."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Kind
from ringtrue.core.errors import UsageError
from ringtrue.gap.seal import (
    Bound,
    BoundClaim,
    BoundEvidence,
    BoundLimit,
    BoundMaterial,
    BoundOffer,
    BoundPlacement,
    BoundProof,
    BoundStandard,
    differences,
    from_json,
    seal_of,
    to_json,
)

WORDS = st.sampled_from(["page", "radio", "Delivered in 2 days", "", "é", "a: b\n    c: d"])
KINDS = st.sampled_from([Kind.TIME, Kind.PRICE])


def rows(*parts: st.SearchStrategy[Any], of: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.builds(of, *parts), max_size=3).map(tuple)


BOUNDS = st.builds(
    Bound,
    wording=rows(WORDS, WORDS, WORDS, of=BoundMaterial),
    claims=rows(WORDS, WORDS, KINDS, of=BoundClaim),
    limits=rows(WORDS, WORDS, of=BoundLimit),
    standards=rows(WORDS, WORDS, of=BoundStandard),
    evidence=rows(WORDS, WORDS, of=BoundEvidence),
    media=rows(WORDS, WORDS, of=BoundPlacement),
    proofs=rows(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, of=BoundProof),
    offers=rows(WORDS, WORDS, of=BoundOffer),
    audience=WORDS,
    lift=st.floats(0.1, 100),
    launch_on=st.none() | st.dates(),
)
SURVEY = BoundProof(
    "No. 1 in town", "Survey", "survey", "2026-01-05", "", "https://example.com/s", "dd"
)
SHOP = Bound(
    wording=(BoundMaterial("page", "web", "aa"), BoundMaterial("spot", "radio", "bb")),
    claims=(BoundClaim("page", "Delivered in 2 days", Kind.TIME),),
    limits=(BoundLimit("Delivered in 2 days", "not on islands"),),
    standards=(BoundStandard("fast", "  - id: fast\n    limit: 2 days\n    target: 90%"),),
    evidence=(BoundEvidence("fast", "cc"),),
    media=(BoundPlacement("letter", "to 500"),),
    proofs=(SURVEY,),
    offers=(BoundOffer("mug", "stock: 500\nlast day: 2026-03-31"),),
    audience="students",
    lift=1.5,
    launch_on=date(2026, 3, 1),
)


@given(BOUNDS, BOUNDS)
def test_two_seals_differ_exactly_when_a_difference_is_named(one: Bound, other: Bound) -> None:
    assert (seal_of(one) == seal_of(other)) is (differences(one, other) == ())


@given(BOUNDS, BOUNDS, st.sampled_from([field.name for field in fields(Bound)]))
def test_a_change_of_any_one_field_changes_the_seal(one: Bound, other: Bound, name: str) -> None:
    changed = replace(one, **{name: getattr(other, name)})
    before, after = getattr(one, name), getattr(other, name)
    same = sorted(before) == sorted(after) if isinstance(before, tuple) else before == after
    assert (seal_of(one) == seal_of(changed)) is same
    assert bool(differences(one, changed)) is not same


@given(BOUNDS)
def test_what_was_written_down_reads_back_to_the_same(bound: Bound) -> None:
    again = from_json(to_json(bound))
    assert to_json(again) == to_json(bound)
    assert seal_of(again) == seal_of(bound)
    assert differences(bound, again) == ()
    assert all(isinstance(claim.kind, Kind) for claim in again.claims)


def test_the_order_of_materials_is_no_change() -> None:
    for wording in permutations(SHOP.wording):
        assert seal_of(replace(SHOP, wording=wording)) == seal_of(SHOP)


def test_the_same_claim_made_twice_is_a_change() -> None:
    twice = replace(SHOP, claims=SHOP.claims * 2)
    assert seal_of(twice) != seal_of(SHOP)
    assert differences(SHOP, twice) == ("'page' now says 'Delivered in 2 days' (time).",)


def test_the_seal_of_today_is_the_seal_of_tomorrow() -> None:
    assert seal_of(Bound()) == "397f5f630be3049ae768fb45dc63f08efff18bf8846d8db8e0737350c0ce4421"
    assert seal_of(replace(SHOP, lift=1)) == seal_of(replace(SHOP, lift=1.0))


CHANGES = {
    "a new wording": (
        {"wording": (BoundMaterial("page", "web", "dd"), SHOP.wording[1])},
        "The material 'page' has changed.",
    ),
    "another channel": (
        {"wording": (SHOP.wording[0], BoundMaterial("spot", "", "bb"))},
        "The material 'spot' goes out by no channel, no longer by 'radio'.",
    ),
    "both at once": (
        {"wording": (SHOP.wording[0], BoundMaterial("spot", "tv", "dd"))},
        "The material 'spot' has changed and goes out by 'tv', no longer by 'radio'.",
    ),
    "a material gone": ({"wording": SHOP.wording[:1]}, "The material 'spot' was taken away."),
    "a material more": (
        {"wording": (*SHOP.wording, BoundMaterial("mail", "", "ee"))},
        "The material 'mail' was added.",
    ),
    "a claim gone": ({"claims": ()}, "'page' no longer says 'Delivered in 2 days' (time)."),
    "another kind": (
        {"claims": (BoundClaim("page", "Delivered in 2 days", Kind.PRIVACY_SECURITY),)},
        "'Delivered in 2 days' in 'page' is about privacy and security, no longer time.",
    ),
    "a limit softened": (
        {"limits": (BoundLimit("Delivered in 2 days", "mostly"),)},
        "The limit of 'Delivered in 2 days' is 'mostly', no longer 'not on islands'.",
    ),
    "a limit gone": (
        {"limits": ()},
        "The limit 'not on islands' of 'Delivered in 2 days' was taken away.",
    ),
    "a softer standard": (
        {"standards": (BoundStandard("fast", SHOP.standards[0].yaml.replace("2 d", "3 d")),)},
        "The standard 'fast' has changed: limit: 3 days instead of limit: 2 days.",
    ),
    "a line more": (
        {"standards": (BoundStandard("fast", SHOP.standards[0].yaml + "\n    void: lost"),)},
        "The standard 'fast' has changed: void: lost was added.",
    ),
    "a line less": (
        {"standards": (BoundStandard("fast", "  - id: fast\n    limit: 2 days"),)},
        "The standard 'fast' has changed: target: 90% was taken away.",
    ),
    "only its layout": (
        {"standards": (BoundStandard("fast", SHOP.standards[0].yaml + "\n"),)},
        "The standard 'fast' has changed: it is written differently.",
    ),
    "a standard gone": ({"standards": ()}, "The standard 'fast' was taken away."),
    "fresh numbers": (
        {"evidence": (BoundEvidence("fast", "dd"),)},
        "'fast' was measured again, with other numbers or another period.",
    ),
    "no numbers": ({"evidence": ()}, "The evidence of 'fast' was taken away."),
    "a larger sending": (
        {"media": (BoundPlacement("letter", "to 900"),)},
        "The placement 'letter' of the media plan has changed.",
    ),
    "another proof": (
        {"proofs": (SURVEY._replace(dated="2026-01-06", valid_until="2027-01-05"),)},
        (
            "The proof 'Survey' of 'No. 1 in town' has changed: it is dated 2026-01-06, no longer"
            " 2026-01-05; it is valid until 2027-01-05, no longer not said."
        ),
    ),
    "a proof more": (
        {"proofs": (SURVEY, SURVEY._replace(title="Award"))},
        "The proof 'Award' of 'No. 1 in town' was added.",
    ),
    "no proof": (
        {"proofs": ()},
        "The proof 'Survey' of 'No. 1 in town' was taken away.",
    ),
    "no sending": (
        {"media": ()},
        "The placement 'letter' of the media plan was taken away.",
    ),
    "a larger stock": (
        {"offers": (BoundOffer("mug", "stock: 600\nlast day: 2026-03-31"),)},
        "The offer limit 'mug' has changed: stock: 600 instead of stock: 500.",
    ),
    "no limit of the offer": (
        {"offers": ()},
        "The offer limit 'mug' was taken away.",
    ),
    "another audience": ({"audience": ""}, "The audience is '', no longer 'students'."),
    "more volume": (
        {"lift": 2.0},
        "The expected volume is 2 times the usual, no longer 1.5 times.",
    ),
    "another day": (
        {"launch_on": date(2026, 2, 1)},
        "The launch is on 1 February 2026, no longer on 1 March 2026.",
    ),
    "no day": ({"launch_on": None}, "The launch is on no day yet, no longer on 1 March 2026."),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_said_exactly_and_alone(name: str) -> None:
    change, sentence = CHANGES[name]
    changed = replace(SHOP, **change)  # type: ignore[arg-type]
    assert differences(SHOP, changed) == (sentence,)
    assert seal_of(changed) != seal_of(SHOP)


def test_nothing_changed_says_nothing() -> None:
    assert differences(SHOP, SHOP) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "[]",
        "{}",
        "[" * 100_000,
        '{"schema": "ringtrue/bound/0"}',
        to_json(SHOP).replace("2026-03-01", "soon"),
        to_json(SHOP).replace('"time"', '"tme"'),
        to_json(SHOP).replace('["fast","cc"]', '["fast"]'),
        to_json(SHOP).replace('["fast","cc"]', '["fast", 3]'),
        to_json(SHOP).replace('["fast","cc"]', '{"a": "b", "c": "d"}'),
        to_json(SHOP).replace('"lift":1.5', '"lift":null'),
    ],
)
def test_what_is_no_such_json_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_json(text)
    assert "Review" in caught.value.cure
