"""The order of wordings by strength: what any order must obey, on wordings made up of parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim, Kind, Label, Qualifier, QualifierKind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.place import Place
from ringtrue.core.quantity import Duration, Unit
from ringtrue.gap.lengths import length_of
from ringtrue.gap.strength import Strength, compare_strength, compare_terms
from ringtrue.gap.terms import terms_of

_HERE = Place("page.md", 1, 1, 0, 1)
_OPPOSITE = {Strength.STRONGER: Strength.WEAKER, Strength.WEAKER: Strength.STRONGER}

durations = st.builds(Duration, st.integers(0, 40).map(float), st.sampled_from(Unit))
shares = st.sampled_from([0.51, 0.9, 0.95, 0.99, 1.0])
drafts = st.one_of(
    st.builds(
        StandardDraft,
        st.sampled_from([Shape.DURATION, Shape.CONDITION]),
        st.sampled_from([("deliver",), ("deliver", "order"), ("return", "refund"), ("reply",)]),
        limit=durations,
        strict=st.booleans(),
        target=shares,
    ),
    st.builds(
        StandardDraft,
        st.just(Shape.VALUE),
        st.sampled_from([("fee", "deliver"), ("price",), ("weight",)]),
        high=st.sampled_from([0.0, 5.0, 9.99]),
        currency=st.sampled_from(["GBP", "EUR"]),
    ),
    st.builds(
        StandardDraft,
        st.just(Shape.UPTIME),
        st.just(("up",)),
        low=st.sampled_from([0.99, 0.999, 1.0]),
    ),
    st.builds(StandardDraft, st.just(Shape.REMEDY), st.sampled_from([("refund",), ("credit",)])),
)
texts = st.lists(
    st.sampled_from(
        """delivered fast to london for members furniture beds every order guaranteed not never
        by 2 December 24 December 2027 £50 over""".split()  # noqa: SIM905
    ),
    max_size=6,
).map(" ".join)
qualifiers = st.builds(
    Qualifier,
    st.sampled_from(QualifierKind),
    st.sampled_from(["up to", "most", "while stocks last", "over £50", "over £30", "by 2pm", "UK"]),
    st.just(_HERE),
)


def _claim(text: str, drafts: list[StandardDraft], qualifiers: list[Qualifier]) -> Claim:
    made = Claim(_HERE, text, text, Label.PROMISE, Kind.TIME, bool(drafts), 0.9)
    return replace(made, drafts=tuple(drafts), qualifiers=tuple(qualifiers))


claims = st.builds(_claim, texts, st.lists(drafts, max_size=2), st.lists(qualifiers, max_size=2))


@given(claims)
def test_a_wording_is_as_strong_as_itself(claim: Claim) -> None:
    compared = compare_strength(claim, claim)
    assert (compared.strength, compared.told) == (Strength.SAME, ())


@given(claims, claims)
def test_what_is_stronger_one_way_is_weaker_the_other_way(one: Claim, other: Claim) -> None:
    there, back = compare_strength(one, other), compare_strength(other, one)
    assert back.strength is _OPPOSITE.get(there.strength, there.strength)
    assert len(back.stronger) == len(there.weaker)
    assert len(back.unclear) == len(there.unclear)


@given(claims, claims, claims)
def test_stronger_than_a_stronger_one_is_stronger(one: Claim, two: Claim, three: Claim) -> None:
    up = {Strength.STRONGER, Strength.SAME}
    steps = {compare_strength(one, two).strength, compare_strength(two, three).strength}
    if steps <= up:
        wanted = max(steps, key=lambda each: each is Strength.STRONGER)
        assert compare_strength(one, three).strength is wanted


@given(durations, durations, durations)
def test_the_shorter_of_two_lengths_is_an_order(one: Duration, two: Duration, three: Duration):
    a, b, c = map(length_of, (one, two, three))
    assert not a.shorter(a)
    assert not (a.shorter(b) and b.shorter(a))
    if a.shorter(b) and b.shorter(c):
        assert a.shorter(c)
    if a.same(b):
        assert a.shorter(c) is b.shorter(c)
        assert c.shorter(a) is c.shorter(b)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("47 hours", "2 days"),
        ("2 days", "2 business days"),
        ("4 business days", "1 week"),
        ("5 business days", "8 days"),
        ("1 week", "6 business days"),
        ("28 days", "1 month"),
        ("1 month", "32 days"),
        ("10 months", "11 months"),
        ("8 hours", "8 business hours"),
    ],
)
def test_a_limit_is_surely_tighter_than_another(short: str, long: str) -> None:
    one, other = length_of(Duration.parse(short)), length_of(Duration.parse(long))
    assert one.shorter(other)
    assert not other.shorter(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("30 days", "1 month"), ("3 days", "2 business days"), ("2 days", "8 business hours")],
)
def test_of_some_limits_nobody_can_tell_which_is_tighter(one: str, other: str) -> None:
    first, second = length_of(Duration.parse(one)), length_of(Duration.parse(other))
    assert not first.shorter(second)
    assert not second.shorter(first)
    assert not first.same(second)


@given(claims, drafts)
def test_a_promise_that_gains_a_number_is_not_weaker(claim: Claim, draft: StandardDraft) -> None:
    told = replace(claim, drafts=(*claim.drafts, draft))
    if terms_of(told).about == terms_of(claim).about and len(claim.drafts) == 0:
        found = compare_terms(terms_of(claim), terms_of(told)).strength
        assert found in {Strength.STRONGER, Strength.UNKNOWN, Strength.SAME}
