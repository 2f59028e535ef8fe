"""Who must sign: every rule that matches, and never fewer for one rule more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.campaign import SignOffRule
from ringtrue.core.claim import Kind
from ringtrue.core.role import Role
from ringtrue.gap.signing import DEFAULT_RULES, required_roles

THREE = [Role.MARKETING, Role.OPERATIONS, Role.SERVICE]
CHANNELS = ["web", "radio", "tv"]
SOURCES = ["orders", "calls"]


def some(values: list[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


RULES = st.builds(
    SignOffRule,
    roles=st.lists(st.sampled_from([*THREE, Role.LEGAL]), min_size=1, max_size=2).map(tuple),
    kinds=some([Kind.PRICE, Kind.TIME, Kind.RANK]),
    channels=some(list(CHANNELS)),
    sources=some(list(SOURCES)),
    why=st.sampled_from(["", "Because."]),
)
PARTS = {
    "kinds": st.frozensets(st.sampled_from([Kind.PRICE, Kind.TIME, Kind.RANK])),
    "channels": st.frozensets(st.sampled_from(CHANNELS)),
    "sources": st.frozensets(st.sampled_from(SOURCES)),
}


@given(st.lists(RULES, max_size=5), RULES, st.fixed_dictionaries(PARTS))
def test_a_rule_more_never_takes_a_role_or_a_reason_away(
    rules: list[SignOffRule], another: SignOffRule, parts: dict[str, frozenset[str]]
) -> None:
    before = required_roles(rules, **parts)  # type: ignore[arg-type]
    after = required_roles([*rules, another], **parts)  # type: ignore[arg-type]
    for role, whys in before.items():
        assert set(whys) <= set(after[role])


@given(st.lists(RULES, max_size=5), st.fixed_dictionaries(PARTS), st.fixed_dictionaries(PARTS))
def test_more_claims_channels_and_sources_never_need_fewer_roles(
    rules: list[SignOffRule], parts: dict[str, frozenset[str]], more: dict[str, frozenset[str]]
) -> None:
    both = {name: parts[name] | more[name] for name in parts}
    few = required_roles(rules, **parts)  # type: ignore[arg-type]
    assert set(few) <= set(required_roles(rules, **both))  # type: ignore[arg-type]


@given(st.permutations(DEFAULT_RULES), st.fixed_dictionaries(PARTS))
def test_the_order_of_the_rules_decides_nothing(
    rules: list[SignOffRule], parts: dict[str, frozenset[str]]
) -> None:
    usual = required_roles(DEFAULT_RULES, **parts)  # type: ignore[arg-type]
    assert required_roles(rules, **parts) == usual  # type: ignore[arg-type]


def test_a_later_rule_does_not_undo_an_earlier_one() -> None:
    rules = [
        SignOffRule((Role.OPERATIONS,), kinds=(Kind.TIME,)),
        SignOffRule((Role.LEGAL,), kinds=(Kind.REFUND,)),
    ]
    assert list(required_roles(rules, [Kind.TIME, Kind.REFUND], [], [])) == [
        Role.OPERATIONS,
        Role.LEGAL,
    ]


@pytest.mark.parametrize("kind", Kind)
def test_legal_signs_by_default_what_binds_in_law_and_nothing_else(kind: Kind) -> None:
    legal = {
        Kind.GUARANTEE, Kind.REFUND, Kind.PRICE, Kind.COMPARISON, Kind.RANK, Kind.AWARD,
    }  # fmt: skip
    wanted = [*THREE, Role.LEGAL] if kind in legal else THREE
    assert list(required_roles(DEFAULT_RULES, [kind], ["web"], ["orders"])) == wanted


def test_a_campaign_without_claims_is_still_signed_by_the_three() -> None:
    assert list(required_roles(DEFAULT_RULES, [], [], [])) == THREE


@pytest.mark.parametrize(
    ("kinds", "channels", "sources", "met"),
    [
        ([Kind.PRICE], ["radio"], ["orders"], True),
        ([Kind.PRICE, Kind.TIME], ["web", " Radio "], ["orders", "calls"], True),
        ([Kind.TIME], ["radio"], ["orders"], False),
        ([Kind.PRICE], ["web"], ["orders"], False),
        ([Kind.PRICE], ["radio"], ["Orders"], False),
        ([Kind.PRICE], [], ["orders"], False),
    ],
)
def test_every_part_that_a_rule_names_must_be_met(
    kinds: list[Kind], channels: list[str], sources: list[str], met: bool
) -> None:
    rule = SignOffRule((Role.LEGAL,), (Kind.PRICE,), ("RADIO", "tv"), ("orders",))
    assert bool(required_roles([rule], kinds, channels, sources)) is met


def test_every_reason_is_told_once_and_one_is_made_where_the_rule_gives_none() -> None:
    rules = [
        SignOffRule((Role.LEGAL,), why="The law."),
        SignOffRule((Role.LEGAL,), kinds=(Kind.PRICE, Kind.RANK), channels=("tv",)),
        SignOffRule((Role.LEGAL, Role.SERVICE)),
        SignOffRule((Role.LEGAL,), why="The law."),
    ]
    assert required_roles(rules, [Kind.PRICE], ["tv"], []) == {
        Role.SERVICE: ("Needed for every campaign.",),
        Role.LEGAL: (
            "The law.",
            "Needed for a claim about price or rank, channel tv.",
            "Needed for every campaign.",
        ),
    }
