import hashlib
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import ReadError
from ringtrue.say import formats
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes, read_file, read_lines


def test_a_file_is_read_by_its_suffix(tmp_path):
    path = tmp_path / "Page.MD"
    path.write_bytes(b"# Free *returns*\n")
    document = read_file(path, channel="page")
    material = document.material
    assert (material.name, material.channel, material.format) == (str(path), "page", "markdown")
    assert material.digest == hashlib.sha256(b"# Free *returns*\n").hexdigest()
    assert [passage.text for passage in document.passages] == ["Free returns"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Free returns for all", "text"),
        (b"# Free returns", "markdown"),
        (b"---\ntitle: Free\n---\n", "markdown"),
        (b"<html><p>Free", "html"),
        (b"WEBVTT\n", "captions"),
        (b"", "text"),
    ],
)
def test_without_a_telling_name_the_content_decides(content, found):
    assert read_bytes("-", content).material.format == found


def test_a_named_format_wins_over_the_suffix():
    assert read_bytes("page.md", b"# Free", format="text").passages[0].text == "# Free"


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(ReadError, match="no format is called 'wordstar'") as caught:
        read_bytes("a", b"", format="wordstar")
    assert "markdown" in caught.value.cure


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.md", tmp_path):
        with pytest.raises(ReadError, match="cannot be opened") as caught:
            read_file(path)
        assert caught.value.where == str(path)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_bytes(b"a" * 100)
    assert read_file(path, limit_bytes=100).passages[0].text == "a" * 100
    with pytest.raises(ReadError, match="100 bytes are more than the limit of 99"):
        read_file(path, limit_bytes=99)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_encodings_are_told_apart(encoding):
    document = read_bytes("ad.txt", "Café from £5 – daily".encode(encoding))
    assert document.passages[0].text == "Café from £5 – daily"
    place = document.place(document.passages[0], 0, 4)
    assert (place.start, place.end, place.column) == (0, 4, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"GIF89a\x01\xff",
        b"\x01\x02\x03\x0e",
    ],
)
def test_binary_files_are_refused(data):
    with pytest.raises(ReadError, match="not text"):
        read_bytes("ad.txt", data)


def test_a_stray_control_character_is_no_binary_file():
    document = read_bytes("ad.txt", b"Free delivery\x02 on every order.")
    assert "on every order" in document.passages[0].text


@given(
    st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".eml", ".csv", ".srt", ""])
)
def test_any_bytes_are_read_or_refused_in_our_words(data, suffix):
    try:
        document = read_bytes(f"a{suffix}", data)
    except ReadError as error:
        assert error.cure
        return
    for passage in document.passages:
        place = document.place(passage, 0, len(passage.text))
        assert 0 <= place.start <= place.end <= len(document.material.text)


@given(st.binary(max_size=200), st.sampled_from([".pdf", ".docx"]))
def test_rubbish_is_no_document(data, suffix):
    with pytest.raises(ReadError):
        read_bytes(f"a{suffix}", data)


def test_lines_are_units_and_are_never_split():
    document = read_lines("list.txt", b"One. Two.\r\n\r\n  Three\tis  here \n")
    assert [passage.text for passage in document.passages] == ["One. Two.", "Three is here"]
    assert {passage.role for passage in document.passages} == {Role.PARAGRAPH}
    place = document.place(document.passages[1], 0, 5)
    assert (place.line, place.column) == (3, 3)


@given(st.lists(st.text(st.sampled_from("ab 1.\t"), max_size=9)))
def test_every_line_that_is_not_empty_is_one_unit(lines):
    document = read_lines("list.txt", "\n".join(lines).encode())
    filled = [(at, line) for at, line in enumerate(lines, 1) if line.strip()]
    assert [passage.text for passage in document.passages] == [
        " ".join(line.split()) for _, line in filled
    ]
    assert [document.place(passage, 0, 1).line for passage in document.passages] == [
        at for at, _ in filled
    ]


def test_formats_do_not_claim_the_same_names_suffixes_or_types():
    found = list(formats.all_formats())
    for field in (
        [each.NAME for each in found],
        [suffix for each in found for suffix in each.SUFFIXES],
        [kind for each in found for kind in each.TYPES],
    ):
        assert len(field) == len(set(field))
    assert {each.NAME for each in found} >= {"text", "markdown", "html", "pdf"}


def test_every_suffix_finds_the_format_that_declares_it():
    for each in formats.all_formats():
        for suffix in each.SUFFIXES:
            assert formats.by_suffix(suffix.upper()) is import_module(
                f"{formats.__name__}.{each.NAME}"
            )


def test_reading_markdown_imports_nothing_heavy():
    program = (
        "import sys; from ringtrue.say.reading import read_bytes;"
        "read_bytes('a.md', b'# Free\\n\\nIn *2* days.'); print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    heavy = {"numpy", "pandas", "httpx", "httpcore", "email", "zipfile", "pypdfium2", "ssl", "html"}
    assert "ringtrue.say.markdown.blocks" in loaded
    assert not loaded & heavy
    assert "ringtrue.say.formats.pdf" not in loaded


def test_every_format_has_its_section_and_its_suffixes_in_the_documentation():
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for each in formats.all_formats():
        assert f"\n## {each.NAME}\n" in page
        assert f"| {each.NAME} | {' '.join(each.SUFFIXES)} |" in page
