"""What the store keeps whole comes back as it went in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.finding import Level
from ringtrue.core.place import Box, Place
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.desk.copy_blocks import blocks_of
from ringtrue.desk.records import grow, plant
from ringtrue.desk.review_records import Judgement, StandardFigures
from ringtrue.say.claims import find_claims
from ringtrue.say.reading import read_bytes

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
BOX = st.builds(Box, *[st.floats(allow_nan=False, allow_infinity=False)] * 4)
NUMBER = st.integers(0, 10**6)
PLACE = st.builds(
    Place, TEXT, NUMBER, NUMBER, NUMBER, NUMBER, st.none() | NUMBER, st.none() | BOX, st.none()
)
REASON = st.builds(Reason, TEXT, st.sampled_from(Level), TEXT, TEXT, st.none() | PLACE)
DECISION = st.builds(Decision, st.sampled_from(Outlook), st.lists(REASON, max_size=3).map(tuple))


@given(DECISION)
def test_a_decision_comes_back_as_it_was(decision: Decision) -> None:
    assert grow(Decision, json.loads(json.dumps(plant(decision)))) == decision


@given(st.from_type(Judgement))
def test_a_judgement_comes_back_as_it_was(judgement: Judgement) -> None:
    assert grow(Judgement, plant(judgement)) == judgement


def test_moments_keep_their_zone() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    tree = {**_empty(), "as_of": plant((at,))[0]}  # type: ignore[index]
    assert grow(StandardFigures, tree).as_of == at


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no form"):
        plant({1})


def _empty() -> dict[str, object]:
    counts = {"kept": 1, "broken": 0, "pending": 0, "void": 0}
    texts = ("id", "promise", "source", "yaml", "definition", "evidence", "strongest")
    nothing = ("share", "interval", "first_day", "last_day", "expected", "bound", "level", "chance")
    told: dict[str, object] = {**dict.fromkeys(texts, ""), **dict.fromkeys(nothing)}
    return told | {
        "confirmed": True, "target": 0.9, "counts": counts, "state": "holds", "reasons": [],
        "parts": [],
    }  # fmt: skip


SENTENCES = st.sampled_from(
    [
        "Delivered in 2 days.",
        "We reply within 24 hours, or your money back!",
        "Best in town.",
        "Call us.",
        "<b>Free</b> returns &amp; <i>free</i> delivery.",
        "Caf\u00e9 \u00e0 la carte;  with   gaps.",
        "Open 24/7.",
    ]
)


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_pieces_lose_no_word_and_mark_every_claim_once(paragraphs: list[list[str]]) -> None:
    page = "".join(f"<p>{' '.join(each)}</p>\n" for each in paragraphs)
    document = read_bytes("page.html", page.encode())
    claims = find_claims(document)
    blocks = blocks_of(document, claims)
    texts = ["".join(piece.text for piece in block.pieces) for block in blocks]
    assert texts == [passage.text for passage in document.passages]
    marked = [piece for block in blocks for piece in block.pieces if piece.claim is not None]
    assert [piece.claim for piece in marked] == list(range(len(claims)))
    for piece, claim in zip(marked, claims, strict=True):
        assert piece.text == claim.text
        assert (piece.start, piece.end) == (claim.place.start, claim.place.end)
