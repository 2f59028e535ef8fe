"""Nouns come back from JSON as they went in, and nothing else comes back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.finding import Level
from ringtrue.core.place import Box, Place
from ringtrue.core.trees import canonical, digest_of, grow, plant, plant_fields
from ringtrue.core.verdict import Decision, Outlook, Reason

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
BOX = st.builds(Box, *[st.floats(allow_nan=False, allow_infinity=False)] * 4)
NUMBER = st.integers(0, 10**6)
PLACE = st.builds(
    Place, TEXT, NUMBER, NUMBER, NUMBER, NUMBER, st.none() | NUMBER, st.none() | BOX, st.none()
)
REASON = st.builds(Reason, TEXT, st.sampled_from(Level), TEXT, TEXT, st.none() | PLACE)
DECISION = st.builds(Decision, st.sampled_from(Outlook), st.lists(REASON, max_size=3).map(tuple))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@dataclass(frozen=True)
class Noun:
    """One field of every kind."""

    name: str
    count: int
    share: float
    sure: bool
    level: Level
    day: date
    at: datetime | None
    parts: tuple[str, ...]


NOUN = Noun("a", 3, 0.5, True, Level.WARNING, date(2026, 3, 1), None, ("b", "c"))
TREE = plant_fields(NOUN)


@given(DECISION)
def test_a_decision_comes_back_as_it_was(decision: Decision) -> None:
    assert grow(Decision, json.loads(json.dumps(plant(decision)))) == decision


@given(st.from_type(Noun).filter(lambda noun: abs(noun.share) < float("inf")))
def test_a_noun_comes_back_as_it_was(noun: Noun) -> None:
    assert grow(Noun, json.loads(json.dumps(plant(noun)))) == noun


@given(st.sampled_from(sorted(TREE)), JSON)
def test_whatever_grows_is_planted_again_as_it_was(field: str, value: Any) -> None:
    tree = TREE | {field: value}
    try:
        noun = grow(Noun, tree)
    except ValueError as error:
        assert repr(field) in str(error)
        return
    assert plant(noun) == tree


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", 5, "'name' is not a text"),
        ("count", 5.0, "'count' is not a whole number"),
        ("count", True, "'count' is not a whole number"),
        ("share", "0.5", "'share' is not a number"),
        ("share", float("nan"), "'share' is not a number"),
        pytest.param("share", 10**400, "'share' is not a number", id="share-too-long"),
        ("share", True, "'share' is not a number"),
        ("sure", 1, "'sure' is not true or false"),
        ("level", "grave", "'level' cannot be 'grave'"),
        ("level", ["grave"], "'level' cannot be "),
        ("day", "1 March", "'day' is not a day"),
        ("day", "20260301", "'day' is not a day in full"),
        ("day", None, "'day' is not a day"),
        ("at", "2026-03-01 12:00", "'at' is not a moment in full"),
        ("at", "noon", "'at' is not a moment"),
        ("parts", "bc", "'parts' is not a list"),
        ("parts", ["b", 3], "'parts' is not a text"),
    ],
)
def test_a_field_of_another_type_is_named(field: str, value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        grow(Noun, TREE | {field: value})


@pytest.mark.parametrize("field", TREE)
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(ValueError, match=f"'{field}' is missing"):
        grow(Noun, {name: value for name, value in TREE.items() if name != field})


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(ValueError, match="'note' is unknown"):
        grow(Noun, TREE | {"note": "all is well"})


def test_a_tree_that_is_no_object_is_named() -> None:
    with pytest.raises(ValueError, match="'Noun' is not an object"):
        grow(Noun, [TREE])


def test_a_moment_keeps_its_zone() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    grown = grow(Noun, TREE | {"at": at.isoformat()})
    assert grown.at == at
    assert grown.at.tzinfo is not None


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no form"):
        plant({1})


@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_the_order_of_keys_makes_no_other_digest(tree: dict[str, Any]) -> None:
    backwards = dict(reversed(tree.items()))
    assert canonical(backwards) == canonical(tree)
    assert digest_of(backwards) == digest_of(tree)
    assert digest_of(tree | {"more": 1}) != digest_of(tree | {"more": 2})
