import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

WORDS = st.text(st.sampled_from("abcXYZ019.,!%£é*-"), min_size=1, max_size=8)
SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\n\n", "\n - ", "\u00a0"])


def read(text: str):
    return read_bytes("ad.txt", text.encode())


@given(st.lists(st.tuples(SPACES, WORDS), max_size=30))
def test_every_word_is_kept_and_stands_at_its_place(every_place_holds, parts):
    document = read("".join(space + word for space, word in parts))
    every_place_holds(document, lambda original: original)


@given(st.lists(st.text("abc .,\n", max_size=30)))
def test_no_word_is_lost_when_nothing_looks_like_a_bullet(lines):
    text = "\n".join(lines)
    words = [word for passage in read(text).passages for word in passage.text.split()]
    assert words == text.split()


def test_blank_lines_part_passages(texts):
    assert texts(read("Fast.\n\nFair.\r\n \r\nFree.")) == ["Fast.", "Fair.", "Free."]


@pytest.mark.parametrize(
    "text",
    [
        "Delivered in\n2 days",
        "Delivered\nin 2 days",
        "Order today,\nGet it tomorrow",
        "We deliver every single order that you place here with us before\nNoon, wherever\nyou go",
    ],
)
def test_a_sentence_that_an_editor_wrapped_stays_whole(texts, text):
    assert texts(read(text)) == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    "text", ["Free delivery\n30-day returns", "Open late\nBook today\nCall us"]
)
def test_lines_that_the_writer_broke_stay_apart(texts, text):
    assert texts(read(text)) == text.split("\n")


@pytest.mark.parametrize("bullet", ["-", "•", "✓", "1.", "(2)", "+"])
def test_bullets_make_items_and_are_left_out(bullet):
    document = read(f"We offer\n{bullet} free delivery\n{bullet} returns")
    assert [(each.role, each.text) for each in document.passages[1:]] == [
        (Role.ITEM, "free delivery"),
        (Role.ITEM, "returns"),
    ]


def test_a_lone_asterisk_is_a_footnote_and_keeps_its_mark():
    note = read("Delivered in 2 days*\n\n* Terms apply").passages[1]
    assert (note.role, note.text) == (Role.NOTE, "* Terms apply")


def test_several_asterisks_are_bullets():
    roles = {passage.role for passage in read("* fast\n* free\n* fair").passages}
    assert roles == {Role.ITEM}


def test_an_underlined_line_is_a_heading():
    heading, body = read("Our promise\n===========\nWe care.").passages
    assert (heading.role, body.role) == (Role.HEADING, Role.PARAGRAPH)


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "-----\n"])
def test_a_file_without_words_has_no_passage(text):
    assert read(text).passages == ()
