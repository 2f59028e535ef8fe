import pytest

from ringtrue.core.material import Material
from ringtrue.say.document import Document, Passage, Role, line_starts
from ringtrue.say.weaving import runs_on, unbroken, weave


def document(text: str, *passages: Passage) -> Document:
    return Document(Material.of("ad.txt", text.encode(), text=text, kind="text"), passages)


def test_a_plain_passage_stands_where_it_begins():
    passage = Passage("2 days", Role.PARAGRAPH, 8)
    place = document("Sent\nin\n2 days", passage).place(passage, 2, 6)
    assert (place.line, place.column, place.start, place.end) == (3, 3, 10, 14)
    assert str(place) == "ad.txt:3:3"


def test_a_character_written_as_an_entity_has_the_place_of_all_of_it():
    passage = weave([("R", 0, 1), ("&", 1, 6), ("D", 6, 7)], Role.PARAGRAPH)
    assert passage is not None
    assert [passage.span(at, at + 1) for at in range(3)] == [(0, 1), (1, 6), (6, 7)]
    assert passage.span(0, 3) == (0, 7)
    assert list(passage.spans(1, 3)) == [(1, 6), (6, 7)]


def test_ends_outside_the_text_are_drawn_in():
    passage = Passage("abc", Role.PARAGRAPH, 10)
    assert passage.span(1, 99) == (11, 13)
    assert passage.span(2, 1) == (12, 12)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end):
    text = end.join(["a", "", "b"])
    assert line_starts(text) == [0, 1 + len(end), 1 + 2 * len(end)]


def test_white_space_folds_across_pieces_and_hidden_characters_go():
    pieces = [
        ("  in ", 0, 5),
        ("\n 2", 9, 12),
        ("\u00a0", 12, 18),
        ("da\u00adys", 18, 23),
        (" ", 23, 24),
    ]
    passage = weave(pieces, Role.ITEM)
    assert passage is not None
    assert passage.text == "in 2 days"
    assert passage.span(3, 4) == (11, 12)
    assert passage.span(5, 9) == (18, 23)


@pytest.mark.parametrize("pieces", [[], [("", 3, 3)], [(" \n", 0, 2)], [("\u200b", 0, 1)]])
def test_nothing_but_white_space_is_no_passage(pieces):
    assert weave(pieces, Role.PARAGRAPH) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Delivered in", "2 days"),
        ("Order now,", "Pay later"),
        ("We really", "care"),
        ("for the", "UK"),
    ],
)
def test_this_break_stands_inside_a_sentence(before, after):
    assert runs_on(before, after)


@pytest.mark.parametrize(
    ("before", "after"), [("Free delivery", "30-day returns"), ("Open late", "Book now"), ("", "")]
)
def test_this_break_does_not(before, after):
    assert not runs_on(before, after)


def test_an_empty_line_between_changes_nothing():
    lines = [[("We", 0, 2)], [], [("care", 5, 9)], [("Free", 10, 14)]]
    assert ["".join(text for text, _, _ in line) for line in unbroken(lines)] == ["We care", "Free"]
