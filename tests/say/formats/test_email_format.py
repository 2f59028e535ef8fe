import html
import re
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

WORDS = st.lists(st.text(st.sampled_from("abcXYZ019,!£é"), min_size=1, max_size=6), min_size=1)


def message(subject: str = "News") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "shop@shop.example"
    made["Subject"] = subject
    return made


def read(made: EmailMessage):
    return read_bytes("news.eml", made.as_bytes())


@given(WORDS, WORDS, st.sampled_from(["quoted-printable", "base64"]))
def test_every_word_stands_at_its_place(every_place_holds, subject, words, encoding):
    made = message(" ".join(subject))
    body = "".join(f"<p>{html.escape(word)}&nbsp;<b>{html.escape(word)}</b>" for word in words)
    made.set_content(body, subtype="html", cte=encoding)
    document = read(made)
    assert [each.text for each in document.passages[1:]] == [f"{word} {word}" for word in words]
    every_place_holds(document, lambda seen: html.unescape(re.sub(r"<[^>]*>", "", seen)))


def test_subject_is_meta_and_html_wins_over_plain_text():
    made = message("Näht für dich: 2 days")
    made.set_content("Plain words")
    made.add_alternative("<p>We reply in <b>2 hours</b></p>", subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment("In a file", filename="a.txt")
    assert [(each.role, each.text) for each in read(made).passages] == [
        (Role.META, "Näht für dich: 2 days"),
        (Role.PARAGRAPH, "We reply in 2 hours"),
    ]


def test_lines_count_in_the_decoded_form():
    made = message("One")
    made.set_content("Two\n\nThree in base64 é", cte="base64")
    document = read(made)
    places = [document.place(each, 0, 3) for each in document.passages]
    assert [(place.line, place.column) for place in places] == [(1, 1), (3, 1), (5, 1)]
    assert document.material.text.startswith("One\n\nTwo\n\nThree")


def test_bytes_that_were_never_encoded_are_read(texts):
    raw = b"Subject: News\r\nFrom: a@b.example\r\n\r\nCaf\xe9 in 2\r\ndays."
    assert texts(read_bytes("news.eml", raw)) == ["News", "Café in 2 days."]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_subject_that_was_never_encoded_is_read(encoding):
    mail = "Subject: Rooms from £89 =?utf-8?q?in_caf=C3=A9s?=\nFrom: a@b\n\nHello.\n"
    (subject, _) = read_bytes("a.eml", mail.encode(encoding)).passages
    assert subject.text == "Rooms from £89 in cafés"


def test_an_unknown_charset_does_not_stop_us(texts):
    raw = b"Subject: =?nope?q?News?=\nContent-Type: text/plain; charset=nope\n\nFree"
    assert texts(read_bytes("news.eml", raw))[1:] == ["Free"]


def test_a_message_without_a_name_is_recognised():
    raw = b"From: a@b.example\nSubject: News\nTo: c@d.example\n\nFree"
    assert read_bytes("-", raw).material.format == "email"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"no head at all", "head"),
        (b"Subject: x\nContent-Type: application/pdf\n\n%PDF", "no text"),
        (
            b"Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nAAECAw==",
            "not text",
        ),
    ],
)
def test_what_is_no_readable_message_is_refused(raw, what):
    with pytest.raises(ReadError, match=what) as caught:
        read_bytes("news.eml", raw)
    assert caught.value.where == "news.eml"
    assert caught.value.cure


def test_parts_nested_without_end_are_refused_or_read():
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
        for depth in range(3_000)
    )
    with pytest.raises(ReadError):
        read_bytes("news.eml", b"Subject: x\n" + head.encode())
