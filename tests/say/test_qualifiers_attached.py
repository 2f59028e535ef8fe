"""Qualifiers in the sentence, behind it, and in the notes that its marks point to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import QualifierKind
from ringtrue.core.material import Material
from ringtrue.say.document import Document, Passage, Role
from ringtrue.say.footnotes import all_notes, marks_in
from ringtrue.say.qualifiers import find_qualifiers
from ringtrue.say.reading import read_bytes

LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("qualifiers.txt").read_text("utf-8").splitlines()
    if "|" in line and not line.startswith("#")
]


def document_of(*texts: str) -> Document:
    whole, passages, at = "\n\n".join(texts), [], 0
    for text in texts:
        passages.append(Passage(text, Role.PARAGRAPH, at))
        at += len(text) + 2
    return Document(Material.of("ad.txt", whole.encode(), text=whole, kind="text"), tuple(passages))


def told(document: Document, start: int = 0, end: int | None = None) -> str:
    passage = document.passages[0]
    found = find_qualifiers(document, passage, start, len(passage.text) if end is None else end)
    return " ; ".join(f"{each.kind.value}: {each.text}" for each in found)


@pytest.mark.parametrize(("texts", "expected"), LINES, ids=lambda each: each[:50])
def test_a_sentence_has_these_qualifiers(texts: str, expected: str) -> None:
    assert told(document_of(*texts.split(" // "))) == expected


@pytest.mark.parametrize("texts", [texts for texts, expected in LINES if expected])
def test_every_qualifier_stands_where_it_says(texts: str) -> None:
    document = document_of(*texts.split(" // "))
    passage = document.passages[0]
    for each in find_qualifiers(document, passage, 0, len(passage.text)):
        assert document.material.text[each.place.start : each.place.end] == each.text


def test_terms_that_open_the_next_sentence_belong_to_this_one() -> None:
    text = "Most orders ship today. Terms apply. We are in Leeds."
    document = document_of(text)
    assert told(document, 0, 23) == "most: Most orders ; terms: Terms apply"
    assert told(document, 37, len(text)) == ""


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before_it() -> None:
    text = "Delivered in 2 days.* Fitted by us."
    document = document_of(text, "* Mainland only.")
    assert told(document, 0, 20).startswith("footnote: Mainland only.")
    assert told(document, 22, len(text)) == ""


def test_notes_are_found_in_markdown_with_their_exact_place() -> None:
    source = "Free delivery[^1] for all.\n\n[^1]: Mainland only.\n"
    document = read_bytes("ad.md", source.encode())
    passage = document.passages[0]
    found = find_qualifiers(document, passage, 0, len(passage.text))
    kinds = {each.kind for each in found}
    assert kinds == {QualifierKind.FOOTNOTE, QualifierKind.EXCLUSION}
    for each in found:
        assert source[each.place.start : each.place.end] == each.text


def test_two_notes_in_one_passage_are_told_apart() -> None:
    notes = all_notes(document_of("* Mainland only. † New customers only."))
    assert [(note.mark, note.passage.text[note.start : note.end]) for note in notes] == [
        ("*", "Mainland only."),
        ("†", "New customers only."),
    ]


def test_another_document_has_notes_of_its_own() -> None:
    first = document_of("Free*", "* Red only.")
    second = document_of("Free*", "* Blue only.")
    assert [told(first), told(second), told(first)] == [
        "footnote: Red only.",
        "footnote: Blue only.",
        "footnote: Red only.",
    ]


@given(st.text(alphabet="ab *†‡§¹².[^1](), £9%uptofrm", max_size=80), st.integers(0, 80))
def test_any_sentence_is_taken_and_places_stay_inside_the_text(text: str, cut: int) -> None:
    document = document_of(text, "* Mainland only.", "† Terms apply.")
    end = min(cut, len(text))
    marks_in(text, 0, end)
    for each in find_qualifiers(document, document.passages[0], 0, end):
        assert 0 <= each.place.start < each.place.end <= len(document.material.text)
        assert document.material.text[each.place.start : each.place.end] == each.text
