"""One judgement out of slots and model, and the model file it rests on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Kind, Label
from ringtrue.say.claims import find_claims
from ringtrue.say.document import Role
from ringtrue.say.judge import Unit, assertion_kind, judge_sentences
from ringtrue.say.model.features import FIRST_WORD, keys_of, strip_marks, tokens_of
from ringtrue.say.model.network import ask
from ringtrue.say.model.store import load, pack
from ringtrue.say.reading import read_bytes, read_lines

TRAINING = Path(__file__).parents[2] / "training"


def test_the_shipped_model_was_learned_from_the_sentences_in_the_repository() -> None:
    sys.path.insert(0, str(TRAINING))
    try:
        from labelled import digest  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(TRAINING))
    assert load().digest == digest(), "run python training/train.py"


def test_a_model_is_packed_as_it_was_loaded() -> None:
    packed = pack(load(), FIRST_WORD)
    shipped = Path(sys.modules["ringtrue.say.model"].__path__[0]) / "en.bin"
    assert packed == shipped.read_bytes()


def test_the_shipped_model_is_small() -> None:
    shipped = Path(sys.modules["ringtrue.say.model"].__path__[0]) / "en.bin"
    assert shipped.stat().st_size < 4_000_000


@given(st.text(max_size=300))
def test_any_text_gets_a_judgement_inside_itself(text: str) -> None:
    (judgement,) = judge_sentences([Unit(text)])
    start, end = judgement.span
    assert 0 <= judgement.score <= 1
    assert 0 <= start <= end <= len(text)
    if judgement.label is not None and text.strip():
        assert start < end


@given(st.lists(st.text(max_size=40), max_size=5))
def test_units_are_judged_one_by_one_and_in_order(texts: list[str]) -> None:
    together = judge_sentences([Unit(text) for text in texts])
    assert together == [judge_sentences([Unit(text)])[0] for text in texts]


@pytest.mark.parametrize(
    "marked",
    [
        "- **Free delivery** on all orders",
        "* Free delivery on all orders",
        "# Free delivery on all orders",
    ],
)
def test_marks_of_markdown_change_no_judgement(marked: str) -> None:
    assert strip_marks(marked) == "Free delivery on all orders"
    assert ask(marked).promise == ask("Free delivery on all orders").promise


def test_curly_and_straight_apostrophes_are_one() -> None:
    assert tokens_of("we’ll call") == tokens_of("we'll call") == ["we'll", "call"]


def test_every_number_is_the_same_word() -> None:
    assert tokens_of("24 or 1,200 or 3.5") == ["0", "or", "0", "or", "0"]


def test_no_two_neighbourhoods_share_a_feature() -> None:
    keys = keys_of([100, 200, 300], (1,))
    assert len(keys) == len(set(keys)) == 3 + 4 + 3 + 3 + 1


def test_what_customers_are_quoted_with_is_no_promise_of_ours() -> None:
    text = "We deliver within 24 hours."
    spoken, quoted = judge_sentences([Unit(text), Unit(text, Role.QUOTE)])
    assert spoken.label is Label.PROMISE
    assert quoted.label is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Winner of the 2022 Lace Prize", Kind.AWARD),
        ("Quieter than a library", Kind.COMPARISON),
        ("The largest florist in Hull", Kind.RANK),
        ("Over 30 years in the trade", Kind.NUMBER),
        ("9 out of 10 repairs are finished on the first visit", Kind.NUMBER),
        ("Kent's first vegan bakery", Kind.RANK),
    ],
)
def test_an_assertion_is_named_by_what_it_rests_on(sentence: str, kind: Kind) -> None:
    assert assertion_kind(sentence) is kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Free parking for all Sunday lunch guests.", Kind.PRICE),
        ("Our friendly team includes a free message card.", Kind.PRICE),
        ("We guarantee high-quality work.", Kind.GUARANTEE),
        ("We only do high-quality work.", Kind.QUALITY),
        ("We reply to your messages within two hours.", Kind.TIME),
    ],
)
def test_a_slot_names_the_more_particular_kind(sentence: str, kind: Kind) -> None:
    (found,) = judge_sentences([Unit(sentence)])
    assert found.kind is kind


def test_the_claiming_clause_is_marked_and_not_the_whole_sentence() -> None:
    text = "Our shop is in Leeds; we deliver within 2 days."
    (judgement,) = judge_sentences([Unit(text)])
    start, end = judgement.span
    assert text[start:end] == "we deliver within 2 days"


def test_claims_stand_where_the_page_says_them() -> None:
    page = b"# Parcels\n\nHello there.\n\nWe deliver within **2 days**. Where are you?\n"
    (claim,) = find_claims(read_bytes("page.md", page))
    assert (claim.place.line, claim.place.column) == (5, 1)
    assert claim.sentence == "We deliver within 2 days."
    assert claim.label is Label.PROMISE
    assert claim.kind is Kind.TIME
    assert claim.drafts


def test_a_list_of_lines_has_at_most_one_claim_a_line() -> None:
    lines = b"We reply within 2 hours. We deliver within 2 days.\n\nHome\nFree delivery\n"
    found = find_claims(read_lines("list.txt", lines))
    assert [claim.place.line for claim in found] == [1, 4]


def test_an_empty_page_has_no_claims() -> None:
    assert find_claims(read_bytes("page.md", b"")) == ()
