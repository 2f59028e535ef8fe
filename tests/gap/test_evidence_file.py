import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence, Interval, Slice
from ringtrue.core.outcome import Counts
from ringtrue.gap import evidence_file
from ringtrue.gap.evidence_file import differences, evidence_from_json, evidence_to_json

whole = st.integers(0, 10**12)
shares = st.floats(0, 1)
counts = st.builds(Counts, whole, whole, whole, whole)
slices = st.builds(
    Slice, st.sampled_from(["", "2013-01"]), st.lists(st.text(), max_size=2).map(tuple), counts
)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    counted = draw(counts)
    return Evidence(
        *(draw(st.text()) for _ in range(5)),
        as_of=draw(st.datetimes(timezones=st.none() | st.just(UTC))),
        first_day=draw(st.dates()),
        last_day=draw(st.dates()),
        counts=counted,
        share=counted.share,
        interval=draw(st.none() | st.builds(Interval, shares, shares, shares, st.text())),
        version=draw(st.text()),
        slices=tuple(draw(st.lists(slices, max_size=3))),
    )


EVIDENCE = Evidence(
    "on-time",
    "less than 15 minutes late, of all scheduled",
    "flights",
    "select …",
    "f1",
    as_of=datetime(2014, 1, 1, tzinfo=UTC),
    first_day=date(2013, 1, 1),
    last_day=date(2013, 12, 31),
    counts=Counts(3, 1, 0, 2),
    share=0.75,
    interval=Interval(0.3, 0.95, 0.95, "Wilson, clustered by day"),
    version="0.1.0",
    slices=(Slice("2013-01", (), Counts(3, 1, 0, 2)), Slice("", ("AA", "JFK"), Counts(3, 1, 0, 2))),
)


@given(evidences())
def test_what_is_written_is_read_back(evidence: Evidence) -> None:
    assert evidence_from_json(evidence_to_json(evidence)) == evidence


@given(evidences())
def test_the_same_evidence_is_always_the_same_text(evidence: Evidence) -> None:
    text = evidence_to_json(evidence)
    assert evidence_to_json(evidence_from_json(text)) == text
    assert next(iter(json.loads(text))) == "schema"


def _leaves(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(tree, dict):
        return [leaf for key in tree for leaf in _leaves(tree[key], (*path, key))]
    if isinstance(tree, list):
        return [leaf for i, each in enumerate(tree) for leaf in _leaves(each, (*path, i))]
    return [path]


LEAVES = _leaves(json.loads(evidence_to_json(EVIDENCE)))


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
def test_a_change_of_any_single_value_is_found(path: tuple[Any, ...]) -> None:
    tree = json.loads(evidence_to_json(EVIDENCE))
    at = tree
    for key in path[:-1]:
        at = at[key]
    old = at[path[-1]]
    at[path[-1]] = old + "x" if isinstance(old, str) else old + 1 if old >= 1 else old / 2
    with pytest.raises(UsageError, match=r"file\.json: "):
        evidence_from_json(json.dumps(tree), "file.json")


@pytest.mark.parametrize("key", json.loads(evidence_to_json(EVIDENCE)))
def test_a_missing_field_is_found(key: str) -> None:
    tree = json.loads(evidence_to_json(EVIDENCE))
    del tree[key]
    with pytest.raises(UsageError):
        evidence_from_json(json.dumps(tree))


def test_an_unknown_field_is_found() -> None:
    tree = json.loads(evidence_to_json(EVIDENCE)) | {"note": "all is well"}
    with pytest.raises(UsageError, match="'note' is unknown"):
        evidence_from_json(json.dumps(tree))


def test_a_share_that_its_counts_contradict_is_named_even_when_sealed_again() -> None:
    with pytest.raises(UsageError, match=r"share 0\.95 is not that of its counts"):
        evidence_from_json(evidence_to_json(replace(EVIDENCE, share=0.95)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "not an object"),
        ("{}", "Schema None is unknown"),
        ('{"schema": "ringtrue/evidence/99"}', "Schema 'ringtrue/evidence/99' is unknown"),
        ('{"schema": "ringtrue/evidence/1"}', "'standard' is missing"),
    ],
)
def test_what_is_no_evidence_is_refused_with_a_reason(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        evidence_from_json(text, "file.json")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("counts", [], "'counts' is not an object"),
        ("counts", {"kept": -1, "broken": 0, "pending": 0, "void": 0}, "'kept' is not a count"),
        ("counts", {"kept": True, "broken": 0, "pending": 0, "void": 0}, "'kept' is not a whole"),
        ("query", 5, "'query' is not a text"),
        ("share", float("nan"), "'share' is not a number"),
        ("share", 1.5, "'share' is not a number between 0 and 1"),
        ("version", "\ud800", "surrogates not allowed"),
        ("as_of", "yesterday", "'as_of' is not a moment"),
        ("slices", {}, "'slices' is not a list"),
        ("slices", [5], "'slices' is not an object"),
    ],
)
def test_a_field_of_the_wrong_type_is_named(field: str, value: object, said: str) -> None:
    tree = json.loads(evidence_to_json(EVIDENCE)) | {field: value}
    with pytest.raises(UsageError, match=said):
        evidence_from_json(json.dumps(tree))


def test_a_text_beyond_the_limit_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_file, "MAX_CHARACTERS", 10)
    with pytest.raises(UsageError, match="characters"):
        evidence_from_json(evidence_to_json(EVIDENCE))


@given(evidences())
def test_evidence_does_not_differ_from_itself(evidence: Evidence) -> None:
    assert differences(evidence, evidence) == ()


def test_a_difference_names_the_count_the_month_and_the_segment() -> None:
    derived = replace(
        EVIDENCE,
        counts=Counts(4, 1, 0, 2),
        share=0.8,
        slices=(Slice("2013-01", (), Counts(4, 1, 0, 2)), EVIDENCE.slices[1]),
    )
    found = {each.field: (each.recorded, each.derived) for each in differences(EVIDENCE, derived)}
    assert found == {
        "counts.kept": ("3", "4"),
        "share": ("0.75", "0.8"),
        "2013-01.kept": ("3", "4"),
    }


def test_a_slice_that_only_one_side_has_differs_from_nothing() -> None:
    found = differences(EVIDENCE, replace(EVIDENCE, slices=EVIDENCE.slices[:1]))
    assert str(found[0]) == "segment AA / JFK.kept: recorded 3, derived nothing"
    assert {each.derived for each in found} == {"nothing"}


def test_an_interval_that_could_no_longer_be_had_is_a_difference() -> None:
    fields = {each.field for each in differences(EVIDENCE, replace(EVIDENCE, interval=None))}
    assert fields == {"interval", *(f"interval.{n}" for n in ("low", "high", "level", "method"))}


def test_another_release_alone_is_no_difference() -> None:
    assert differences(EVIDENCE, replace(EVIDENCE, version="9.9")) == ()
