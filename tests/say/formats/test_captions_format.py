import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

WORDS = st.lists(st.text(st.sampled_from("abcxyz019,!."), min_size=1, max_size=6), min_size=1)


def srt(*cues: tuple[str, str]) -> str:
    return "\n\n".join(
        f"{at}\n00:00:{start},500 --> 00:00:{int(start) + 2:02},400\n{words}"
        for at, (start, words) in enumerate(cues, 1)
    )


def read(text: str, name: str = "spot.srt"):
    return read_bytes(name, text.encode())


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_every_word_stands_at_its_place(every_place_holds, cues, end):
    source = srt(*((f"{at * 3:02}", " ".join(words)) for at, words in enumerate(cues)))
    document = read(source.replace("\n", end))
    found = " ".join(passage.text for passage in document.passages)
    assert found.split() == [word for words in cues for word in words]
    timing = re.compile(r"\s+\d+\s+[\d:,]+ --> [\d:,]+\s+")
    every_place_holds(document, lambda original: timing.sub(" ", original))


def test_a_sentence_over_several_cues_is_one_passage_with_its_seconds():
    document = read(
        srt(("01", "<i>We deliver</i> every"), ("03", "order in 2 days."), ("06", "Call now!"))
    )
    assert [each.text for each in document.passages] == [
        "We deliver every order in 2 days.",
        "Call now!",
    ]
    first, second = document.passages
    assert first.role is Role.CAPTION
    assert document.place(first, 0, 2).seconds == 1.5
    assert document.place(first, first.text.index("2 days"), 30).seconds == 3.5
    assert document.place(second, 0, 4).seconds == 6.5


def test_a_long_silence_or_another_speaker_ends_a_sentence(texts):
    assert texts(read(srt(("01", "Free delivery"), ("20", "easy returns")))) == [
        "Free delivery",
        "easy returns",
    ]
    voices = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Free\n\n00:02.000 --> 00:03.000\n<v Bob>fast\n"
    )
    assert texts(read(voices, "spot.vtt")) == ["Free", "fast"]


def test_speakers_sounds_and_styling_are_not_copy(texts):
    source = """WEBVTT - a spot

NOTE We deliver in 1 day

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:02.000 align:start position:10%
<v Ann Lee><c.big>Fast</c> &amp; fair.</v> [MUSIC]

01:02.500 --> 01:04.000
NARRATOR: - <b>Free</b> returns. ♪
"""
    document = read(source, "spot.vtt")
    assert texts(document) == ["Fast & fair.", "Free returns."]
    place = document.place(document.passages[1], 0, 4)
    assert place.seconds == 62.5
    assert document.material.text[place.start : place.end] == "Free"


def test_entities_stay_traceable(every_place_holds):
    document = read(srt(("01", "R&amp;D in <i>2</i> days")))
    every_place_holds(document, lambda original: html.unescape(re.sub("<[^>]*>", "", original)))


def test_captions_without_a_name_are_recognised():
    assert read(srt(("01", "Free")), "-").material.format == "captions"


def test_a_file_without_a_cue_is_refused():
    with pytest.raises(ReadError, match="no caption has a time"):
        read("We deliver in 2 days.")


def test_an_empty_file_of_captions_is_silent():
    assert read("WEBVTT\n", "spot.vtt").passages == ()
