import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

WORDS = st.lists(st.text(st.sampled_from("abcXYZ019,!£&<é"), min_size=1, max_size=6), min_size=1)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def package(body: str = "<w:body/>", **parts: str) -> bytes:
    """A document made of the parts that matter, written by hand."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}>{body}</w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def read(data: bytes):
    return read_bytes("leaflet.docx", data)


def roles(data: bytes) -> list[tuple[Role, str]]:
    return [(passage.role, passage.text) for passage in read(data).passages]


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_every_word_stands_at_its_place(every_place_holds, paragraphs):
    made = docx.Document()
    for words in paragraphs:
        paragraph = made.add_paragraph()
        for word in words:
            paragraph.add_run(word).bold = True
            paragraph.add_run("  ")
    document = read(saved(made))
    assert [each.text for each in document.passages] == [" ".join(words) for words in paragraphs]
    every_place_holds(document, lambda original: original)


def test_a_document_has_its_roles():
    made = docx.Document()
    made.core_properties.title = "Our promise"
    made.add_heading("Fast & fair", 1)
    made.add_paragraph("We deliver in\n2 days.\nFree returns")
    made.add_paragraph("Point", style="List Bullet")
    made.add_paragraph("Kind words", style="Quote")
    made.add_table(1, 1).cell(0, 0).text = "£9"
    made.sections[0].header.paragraphs[0].text = "Header"
    made.sections[0].footer.paragraphs[0].text = "Footer"
    assert roles(saved(made)) == [
        (Role.META, "Our promise"),
        (Role.PARAGRAPH, "Header"),
        (Role.HEADING, "Fast & fair"),
        (Role.PARAGRAPH, "We deliver in 2 days."),
        (Role.PARAGRAPH, "Free returns"),
        (Role.ITEM, "Point"),
        (Role.QUOTE, "Kind words"),
        (Role.CELL, "£9"),
        (Role.PARAGRAPH, "Footer"),
    ]


def test_footnotes_are_numbered_as_a_reader_sees_them():
    body = '<w:p><w:r><w:t>In 2 days</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/><w:t> Terms apply</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    assert roles(package(body, footnotes=notes)) == [
        (Role.PARAGRAPH, "In 2 days¹"),
        (Role.NOTE, "¹ Terms apply"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:del><w:r><w:delText>We deliver</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>We deliver</w:t></w:r></w:p>",
        "<w:p><w:r><w:instrText>HYPERLINK We deliver</w:instrText></w:r></w:p>",
        "<w:p/>",
    ],
)
def test_what_a_reader_does_not_see_is_silent(body):
    assert roles(package(body)) == []


def test_inserted_text_and_text_that_is_not_hidden_are_read():
    body = (
        "<w:p><w:ins><w:r><w:t>We </w:t></w:r></w:ins>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>deliver</w:t></w:r></w:p>'
    )
    assert roles(package(body)) == [(Role.PARAGRAPH, "We deliver")]


def test_text_boxes_are_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    fallback = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p xmlns:mc="{fallback}"><w:r><w:t>Words</w:t><mc:AlternateContent><mc:Choice>{box}'
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [text for _, text in roles(package(body))] == ["Words", "In a box"]


def test_a_document_without_a_name_is_recognised():
    assert read_bytes("-", package()).material.format == "docx"


def bomb() -> bytes:
    return package("<w:body>" + " " * 11 * 2**20 + "</w:body>")


def entities() -> bytes:
    return package(styles='<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bomb(), "unpacks to more than"),
        (entities(), "document type"),
        (b"PK\x03\x04 cut off", "not a sound Word document"),
        (package()[:-30], "not a sound Word document"),
        (package("<w:p>"), "not a sound Word document"),
        (b"\xd0\xcf\x11\xe0 an encrypted file", "encrypted"),
        (b"", "not a sound Word document"),
    ],
    ids=["bomb", "entities", "rubbish", "cut off", "bad XML", "encrypted", "empty"],
)
def test_broken_and_hostile_documents_are_refused_with_a_cure(data, what):
    with pytest.raises(ReadError, match=what) as caught:
        read(data)
    assert caught.value.where == "leaflet.docx"
    assert caught.value.cure


def test_a_zip_of_something_else_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(ReadError, match="no Word document"):
        read(file.getvalue())


def test_deep_nesting_ends():
    depth = 20_000
    body = "<w:sdt>" * depth + "<w:p><w:r><w:t>Free</w:t></w:r></w:p>" + "</w:sdt>" * depth
    assert roles(package(body)) == [(Role.PARAGRAPH, "Free")]
