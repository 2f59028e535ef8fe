"""Broken input of every sort: a clear error with place and cure, the right code, no traceback."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Call = Callable[..., subprocess.CompletedProcess[bytes]]

MINIMAL_PDF = b"%PDF-1.4\n1 0 obj\n<< broken"


def zip_bomb() -> bytes:
    """A document whose text unfolds to 200 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 200_000_000)
    return packed.getvalue()


FILES: dict[str, tuple[str, bytes]] = {
    "nul bytes": ("page.md", b"We deliver\x00\x01\x02\x00 in 2 days" * 50),
    "a picture": ("page.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))),
    "a broken pdf": ("flyer.pdf", MINIMAL_PDF),
    "an empty pdf": ("flyer.pdf", b""),
    "a docx that is none": ("flyer.docx", b"PK\x03\x04 nothing"),
    "a zip bomb": ("flyer.docx", b""),
}


def assert_clear(result: Result, code: int, *words: str) -> None:
    """The exit code, the words, a cure, and nothing that looks like a crash."""
    assert result.exit_code == code, result.output
    for word in words:
        assert word in result.output, result.output
    assert "Traceback" not in result.output
    assert "our fault" not in result.output
    assert result.output.count("error:") >= 1


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_told_with_its_name(
    run: Run, tmp_path: Path, name: str
) -> None:
    file, data = FILES[name]
    (tmp_path / file).write_bytes(zip_bomb() if name == "a zip bomb" else data)
    assert_clear(run("read", file), 2, file)


def test_a_file_that_is_not_there_and_a_folder_that_may_not_be(run: Run, tmp_path: Path) -> None:
    assert_clear(run("read", "gone.md"), 2, "gone.md", "Check the path")
    assert_clear(run("read", "gone.txt", "--sentences"), 2, "gone.txt", "Check the path")


def test_a_huge_file_is_refused_by_its_size(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(21 * 2**20)
    assert_clear(run("read", "huge.txt"), 2, "huge.txt", "22,020,096")
    assert_clear(run("read", "huge.txt", "--sentences"), 2, "huge.txt", "Split")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "http://localhost/x", "ftp://example.org/x", "file:///etc/passwd"],
)
def test_addresses_that_lead_inside_or_elsewhere_are_refused(run: Run, url: str) -> None:
    assert_clear(run("read", url), 2)


def test_other_encodings_are_read_and_not_refused(run: Run, tmp_path: Path) -> None:
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        (tmp_path / "page.txt").write_bytes("Café: we deliver in 2 days.".encode(encoding))
        result = run("read", "page.txt")
        assert result.exit_code == 0
        assert "Café" in result.output


BOOKS = {
    "an unknown key": ("segments: [region]", "segmnts: [region]", 2, "Did you mean 'segments'?"),
    "an unknown zone": ("    segments: [region]", "    time_zone: Mars/Base", 2, "Mars/Base"),
    "a missing column": ("to: delivered_at", "to: deliverd_at", 3, "delivered_at"),
    "a wrong type": ("to: delivered_at", "to: price", 3, "price"),
    "a text for a number": ("from: ordered_at", "from: region", 3, "region"),
    "a source that is gone": ("location: orders.csv", "location: gone.csv", 3, "gone.csv"),
    "an unknown segment": ("segments: [region]", "segments: [regoin]", 3, "region"),
    "a source outside": ("location: orders.csv", "location: /etc/shadow", 2, "shadow"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_that_cannot_be_measured_says_where_and_what_to_do(
    run: Run, shop: Path, name: str
) -> None:
    old, new, code, word = BOOKS[name]
    book = shop / "ringtrue.yaml"
    book.write_text(book.read_text("utf-8").replace(old, new), "utf-8")
    assert_clear(run("measure"), code, word)


PLACES = {
    "in a clock": ("to: delivered_at", "to: deliverd_at", "to: |deliverd_at"),
    "in a quoted condition": (
        "to: delivered_at",
        'to: delivered_at\n    where: "price > 0 and prce"',
        'where: "price > 0 and |prce"',
    ),
    "of the wrong type": ("to: delivered_at", "to: price", "to: |price"),
    "in the key": ("    segments:", "    key: [ordr]\n    segments:", "location: |orders.csv"),
    "in the segments": ("segments: [region]", "segments: [regoin]", "- |id: two-days"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_column_that_is_not_there_is_shown_where_the_book_names_it(
    run: Run, shop: Path, name: str
) -> None:
    old, new, shown = PLACES[name]
    book = shop / "ringtrue.yaml"
    book.write_text(book.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = run("measure")
    assert_clear(result, 3)
    before, _, after = shown.partition("|")
    lines = result.stderr.splitlines()
    line = next(line for line in lines if before + after in line and " | " in line)
    number, column = int(line.split("|")[0]), line.index(before + after) + len(before)
    told = f"ringtrue.yaml:{number}:{column - line.index('|') - 1}: "
    assert any(each.startswith("error: ") and told in each for each in lines)
    assert lines[-1].index("^") == column


def test_at_most_ten_mistakes_of_the_book_are_shown_and_the_others_counted(
    run: Run, shop: Path
) -> None:
    (shop / "ringtrue.yaml").write_text("".join(f"key{n}: 1\n" for n in range(13)), "utf-8")
    result = run("measure")
    assert_clear(result, 2, "ringtrue.yaml:1:1", "ringtrue.yaml:10:1", "and 3 more")
    assert result.stderr.count("error:") == 10
    (shop / "ringtrue.yaml").write_text("".join(f"key{n}: 1\n" for n in range(10)), "utf-8")
    assert "more." not in run("measure").stderr


def test_an_error_in_the_book_shows_the_line_and_points(run: Run, shop: Path) -> None:
    book = shop / "ringtrue.yaml"
    book.write_text(book.read_text("utf-8").replace("target: 99%", "target: lots"), "utf-8")
    lines = run("measure").output.splitlines()
    shown = next(number for number, line in enumerate(lines) if "| " in line)
    assert "target: lots" in lines[shown]
    assert lines[shown].index("lots") == lines[shown + 1].index("^")


TABLES = {
    "an empty file": b"",
    "a head and no rows": b"ordered_at,delivered_at,region,price\n",
    "no table": b"\x00\x01\x02\x03" * 100,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_with_nothing_in_it_is_no_zero_and_no_crash(
    run: Run, shop: Path, name: str
) -> None:
    (shop / "orders.csv").write_bytes(TABLES[name])
    result = run("check")
    assert result.exit_code in {1, 2, 3}, result.output
    assert "our fault" not in result.output
    assert "Traceback" not in result.output
    assert "CLEAR" not in result.output


def test_a_broken_parquet_file_is_told(run: Run, shop: Path) -> None:
    (shop / "orders.parquet").write_bytes(b"PAR1 broken PAR1")
    book = shop / "ringtrue.yaml"
    book.write_text(book.read_text("utf-8").replace("orders.csv", "orders.parquet"), "utf-8")
    assert_clear(run("measure"), 3, "orders.parquet")


def test_a_source_that_goes_away_leaves_the_last_good_counts(run: Run, shop: Path) -> None:
    assert run("measure").exit_code == 0
    cubes = shop / ".ringtrue" / "cubes"
    before = {path: path.read_bytes() for path in cubes.rglob("*") if path.is_file()}
    (shop / "orders.csv").unlink()
    assert_clear(run("measure"), 3, "orders.csv")
    assert before == {path: path.read_bytes() for path in cubes.rglob("*") if path.is_file()}


def test_our_own_fault_is_70_with_a_hint_and_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ringtrue.say import reading

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a slip of ours")

    monkeypatch.setattr(reading, "read_file", broken)
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    result = run("read", "a.md")
    assert result.exit_code == 70
    assert "a slip of ours" in result.output
    assert "--debug" in result.output
    assert "Traceback" not in result.output
    assert isinstance(run("--debug", "read", "a.md").exception, ZeroDivisionError)


def test_stopping_it_is_no_error_of_ours(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ringtrue.say import reading

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "read_file", stopped)
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    result = run("read", "a.md")
    assert result.exit_code == 130
    assert "Stopped" in result.output


def test_a_real_process_answers_with_the_same_codes(call: Call, shop: Path) -> None:
    assert call("read", "page.md").returncode == 0
    assert call("check").returncode == 1
    assert call("read", "gone.md").returncode == 2
    (shop / "orders.csv").unlink()
    assert call("measure").returncode == 3
    assert b"Traceback" not in call("measure").stderr


@pytest.mark.parametrize("verb", ["measure", "advise", "backtest"])
def test_a_book_without_standards_says_how_to_get_the_first(
    verb: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: New\n", encoding="utf-8")
    result = run(verb, "--workspace", str(tmp_path))
    assert_clear(result, 2, "ringtrue.yaml", "no standard yet", "ringtrue bind --yaml")


def test_a_moment_that_is_none_is_told_once(run: Run) -> None:
    result = run("check", "--as-of", "yesterday")
    assert result.exit_code == 2
    assert "'yesterday' is not a moment. Write it as 2026-03-01" in result.output
    assert result.output.count("--as-of") == 1


def test_a_reading_of_nothing_has_no_sum(run: Run) -> None:
    result = run("read", "nothere.md")
    assert_clear(result, 2, "nothere.md")
    assert "0 promises" not in result.output


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((), "0 sources, 0 materials.\nNext: no data or copy was found"),
        (("page.md",), "0 sources, 1 material.\nNext: no data was found"),
        (("page.md", "calls.csv"), "1 source, 1 material.\nNext: 'ringtrue bind'"),
    ],
)
def test_init_says_what_is_lacking(
    files: tuple[str, ...], words: str, run: Run, tmp_path: Path
) -> None:
    for name in files:
        (tmp_path / name).write_text("called_at,wait\n2025-01-01,3\n", encoding="utf-8")
    result = run("init", str(tmp_path))
    assert result.exit_code == 0
    assert words in result.output
