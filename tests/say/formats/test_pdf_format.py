import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

Word = tuple[float, float, float, str]
"""Where text stands (points from the bottom left), its size, and the text."""

WORDS = st.lists(
    st.text(st.sampled_from("abcXYZ019"), min_size=1, max_size=8), min_size=1, max_size=6
)


def escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        data = data.replace(mark, b"\\" + mark)
    return data


def pdf(*pages: list[Word], turned: int = 0, extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of A4 pages in Helvetica; on turned pages the text is turned back to be upright."""
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turned]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, words in enumerate(pages):
        ink = b"".join(
            f"BT /F1 {size} Tf {matrix} {x} {y} Tm (".encode() + escaped(text) + b") Tj ET\n"
            for x, y, size, text in words
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turned} /Resources"
            f" << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(ink), ink),
        ]
    objects += [extra] if extra else []
    made, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + b"trailer << /Size %d " % size
    return made + b"/Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        trailer,
        made.rindex(b"xref\n0"),
    )


def read(data: bytes):
    return read_bytes("leaflet.pdf", data)


LEAFLET = pdf(
    [
        (72, 770, 24, "Fly on time"),
        (72, 740, 11, "We deliver every order within two work-"),
        (72, 726, 11, "ing days, or your money back."),
        (72, 690, 11, "• Free returns"),
        (300, 690, 11, "Answers in 24 hours"),
        (402, 694, 6, "1"),
        (300, 676, 11, "on every working day."),
        (72, 600, 7, "* Terms apply"),
    ],
    [(72, 770, 11, "Second page")],
)


def test_a_leaflet_has_its_roles_in_order():
    assert [(passage.role, passage.text) for passage in read(LEAFLET).passages] == [
        (Role.HEADING, "Fly on time"),
        (Role.PARAGRAPH, "We deliver every order within two working days, or your money back."),
        (Role.ITEM, "Free returns"),
        (Role.PARAGRAPH, "Answers in 24 hours¹ on every working day."),
        (Role.NOTE, "* Terms apply"),
        (Role.PARAGRAPH, "Second page"),
    ]


def test_a_place_has_page_and_box():
    document = read(LEAFLET)
    passage = document.passages[1]
    at = passage.text.index("two")
    place = document.place(passage, at, at + 3)
    assert document.material.text[place.start : place.end] == "two"
    assert (place.line, place.page) == (2, 1)
    assert place.box is not None
    assert 842 - 740 - 9 < place.box.top < place.box.bottom < 842 - 740 + 1
    assert (
        72 < place.box.left < place.box.right < 72 + 11 * len("We deliver every order within two")
    )
    last = document.passages[-1]
    assert document.place(last, 0, 6).page == 2


def test_a_word_cut_at_the_line_end_is_whole_and_its_box_spans_both_lines():
    document = read(LEAFLET)
    passage = document.passages[1]
    at = passage.text.index("working")
    place = document.place(passage, at, at + 7)
    assert document.material.text[place.start : place.end] == "work-\ning"
    assert place.box is not None
    assert place.box.bottom - place.box.top > 14


@settings(max_examples=25)
@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from([0, 90, 180, 270]))
def test_every_word_stands_at_its_place(every_place_holds, lines, turned):
    corner = {0: (50, 800), 90: (50, 50), 180: (545, 42), 270: (545, 792)}[turned]
    step = {0: (0, -40), 90: (40, 0), 180: (0, 40), 270: (-40, 0)}[turned]
    page = [
        (corner[0] + at * step[0], corner[1] + at * step[1], 10, " ".join(words))
        for at, words in enumerate(lines)
    ]
    document = read(pdf(page, turned=turned))
    assert [each.text for each in document.passages] == [" ".join(words) for words in lines]
    every_place_holds(document, lambda original: original)
    for at, passage in enumerate(document.passages):
        box = document.place(passage, 0, len(passage.text)).box
        assert box is not None
        assert 45 <= box.left < box.right
        assert 30 + 40 * at <= box.top < box.bottom <= 52 + 40 * at


def rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    made = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        made.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(made)


def encrypted() -> bytes:
    """A PDF that asks for a password (standard handler, revision 2; PDF 1.4, section 3.5)."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    password = (b"secret" + pad)[:32]
    owner = rc4(hashlib.md5(password).digest()[:5], password)
    key = hashlib.md5(password + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"id").digest()[
        :5
    ]
    handler = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(),
        rc4(key, pad).hex().encode(),
    )
    return pdf([(72, 700, 11, "x")], extra=handler, trailer=b"/Encrypt 6 0 R /ID [(id) (id)]")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (encrypted(), "encrypted"),
        (b"%PDF-1.4 and nothing more", "broken"),
        (b"", "broken"),
        (LEAFLET[:200], "broken"),
        (pdf([]), "no text layer"),
    ],
    ids=["encrypted", "nothing", "empty", "cut off", "no text"],
)
def test_what_cannot_be_read_is_refused_with_a_cure(data, what):
    with pytest.raises(ReadError, match=what) as caught:
        read(data)
    assert caught.value.where == "leaflet.pdf"
    assert caught.value.cure


def test_a_pdf_of_too_many_pages_is_refused():
    with pytest.raises(ReadError, match="more than 500 pages"):
        read(pdf(*([[]] * 501)))


def test_a_pdf_without_a_name_is_recognised():
    assert read_bytes("-", LEAFLET).material.format == "pdf"
