"""What a review found comes back from the store as it went in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given, reject
from hypothesis import strategies as st

from ringtrue.core.trees import grow, plant
from ringtrue.desk.review_records import Judgement, StandardFigures


@given(st.from_type(Judgement))
def test_a_judgement_comes_back_as_it_was(judgement: Judgement) -> None:
    tree = plant(judgement)
    try:
        json.dumps(tree, allow_nan=False)
    except ValueError:
        reject()  # No number that a review finds is infinite or none at all.
    assert grow(Judgement, tree) == judgement


def test_moments_keep_their_zone() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    tree = {**_empty(), "as_of": plant((at,))[0]}  # type: ignore[index]
    assert grow(StandardFigures, tree).as_of == at


def _empty() -> dict[str, object]:
    counts = {"kept": 1, "broken": 0, "pending": 0, "void": 0}
    texts = ("id", "promise", "source", "yaml", "definition", "evidence", "strongest")
    nothing = (
        "share",
        "interval",
        "first_day",
        "last_day",
        "expected",
        "bound",
        "level",
        "chance",
        "load",
    )
    told: dict[str, object] = {**dict.fromkeys(texts, ""), **dict.fromkeys(nothing)}
    return told | {
        "confirmed": True, "target": 0.9, "counts": counts, "state": "holds", "reasons": [],
        "parts": [],
    }  # fmt: skip
