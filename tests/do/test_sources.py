"""Opening sources: every format, every trap, and every way in which one can fail."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringtrue.core.errors import ConfigError, ExpressionError, RingtrueError, SourceError
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration
from ringtrue.core.source import ColumnType, Source
from ringtrue.core.standard import Between, Holds, Standard, Within
from ringtrue.core.workspace import Workspace
from ringtrue.do.measuring import measure, open_cube
from ringtrue.do.sources import masked, open_source

ROWS = "id,bought,delivered,region,amount\n1,2024-03-01 10:00,2024-03-02 09:00,NA,5\n"
AS_OF = datetime(2024, 4, 1)
QUICK = Standard(
    "quick",
    "orders",
    Within(parse_expression("bought"), parse_expression("delivered"), Duration.parse("1 day")),
    0.9,
)


def orders(location="orders.csv", **changes):
    return Source("orders", location, **changes)


def types(source, folder):
    with open_source(source, folder) as opened:
        return {each.name: each.type for each in opened.profile().columns}


def run(folder, source=None, standard=QUICK, **changes):
    workspace = Workspace(str(folder), sources=(source or orders(),), standards=(standard,))
    return measure(workspace, as_of=AS_OF, cubes=folder / "cubes", **changes).results[0]


def totals(found):
    total = found.tally.total()
    return total.kept, total.broken, total.pending, total.void


def test_csv_columns_get_their_types(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    assert types(orders(), tmp_path) == {
        "id": ColumnType.NUMBER,
        "bought": ColumnType.TIME,
        "delivered": ColumnType.TIME,
        "region": ColumnType.TEXT,
        "amount": ColumnType.NUMBER,
    }


def test_na_and_question_marks_are_nothing_among_numbers_and_dates(tmp_path):
    more = ROWS + "2,NA,2024-03-02 09:00,EU,?\n3,2024-03-05 10:00,?,EU,N/A\n"
    (tmp_path / "orders.csv").write_text(more)
    found = types(orders(), tmp_path)
    assert found["amount"] is ColumnType.NUMBER
    assert found["delivered"] is ColumnType.TIME
    assert totals(run(tmp_path)) == (1, 1, 0, 0)
    assert run(tmp_path).undated == 1


def test_na_is_a_region_like_any_other(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS + "2,2024-03-02 10:00,2024-03-02 11:00,,?\n")
    found = run(tmp_path, orders(segments=("region",)))
    assert found.tally.segments == (("(missing)",), ("NA",))


def test_dates_with_slashes_and_holes_are_dates(tmp_path):
    (tmp_path / "orders.csv").write_text("bought,delivered\n2020/3/18,NA\n2020/3/19,2020/3/20\n")
    assert types(orders(), tmp_path) == {"bought": ColumnType.DATE, "delivered": ColumnType.DATE}
    assert totals(run(tmp_path)) == (1, 1, 0, 0)


@pytest.mark.parametrize("name", ["o.parquet", "o.json", "o.jsonl", "o.csv.gz", "o.duckdb"])
def test_every_format_gives_the_same_counts(tmp_path, name):
    connection = duckdb.connect(str(tmp_path / name) if name.endswith(".duckdb") else ":memory:")
    connection.execute(
        "CREATE TABLE t AS SELECT TIMESTAMP '2024-03-01 10:00' + to_hours(i::INT) AS bought,"
        " TIMESTAMP '2024-03-02 12:00' AS delivered FROM range(30) r(i)"
    )
    kinds = {"o.json": "FORMAT json, ARRAY true", "o.jsonl": "FORMAT json"}
    if not name.endswith(".duckdb"):
        options = kinds.get(name, "FORMAT parquet" if "parquet" in name else "FORMAT csv")
        connection.execute(f"COPY t TO '{tmp_path / name}' ({options})")
    connection.close()
    source = orders(name, table="t" if name.endswith(".duckdb") else "")
    assert totals(run(tmp_path, source)) == (25, 2, 0, 3)


def test_folders_and_patterns_stand_for_their_files(tmp_path):
    (tmp_path / "data").mkdir()
    for number in range(3):
        (tmp_path / f"data/{number}.csv").write_text(ROWS)
    (tmp_path / "data/readme.txt").write_text("not data")
    assert totals(run(tmp_path, orders("data"))) == (3, 0, 0, 0)
    assert totals(run(tmp_path, orders("data/[01].csv"))) == (2, 0, 0, 0)


def test_a_quote_in_a_name_is_only_a_quote(tmp_path):
    (tmp_path / "o'hara's.csv").write_text(ROWS)
    assert totals(run(tmp_path, orders("o'hara's.csv"))) == (1, 0, 0, 0)


def test_a_text_in_a_condition_is_only_a_text(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    text = "region = 'x'' OR 1=1; DROP TABLE loaded; --'"
    standard = replace(QUICK, population=parse_expression(text))
    assert totals(run(tmp_path, standard=standard)) == (0, 0, 0, 0)


def test_the_engine_reads_no_other_file(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_source(orders(), tmp_path) as opened:
        for text in (
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
            f"ATTACH '{tmp_path}/other.duckdb'",
        ):
            with pytest.raises(SourceError):
                opened.run(text)
    assert not (tmp_path / "out.csv").exists()


def refused(folder, error, words, source=None, standard=QUICK):
    with pytest.raises(error) as told:
        run(folder, source, standard)
    assert words in str(told.value)
    assert told.value.cure
    assert "Traceback" not in str(told.value)
    return told.value


def test_a_missing_file_is_named(tmp_path):
    refused(tmp_path, SourceError, "'orders.csv'")


def test_an_unknown_ending_is_named(tmp_path):
    (tmp_path / "orders.xlsx").write_text("x")
    refused(tmp_path, ConfigError, "orders.xlsx", orders("orders.xlsx"))


def test_a_mixed_folder_is_refused(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d/a.csv").write_text(ROWS)
    (tmp_path / "d/b.json").write_text(json.dumps([{"a": 1}]))
    refused(tmp_path, ConfigError, "CSV and JSON", orders("d"))


def test_a_file_that_is_not_parquet_is_refused(tmp_path):
    (tmp_path / "o.parquet").write_bytes(b"PAR1 nonsense PAR1")
    error = refused(tmp_path, SourceError, "o.parquet", orders("o.parquet"))
    assert str(tmp_path) not in str(error)


def test_a_truncated_parquet_is_refused(tmp_path):
    pq.write_table(pa.table({"bought": [datetime(2024, 1, 1)] * 1000}), tmp_path / "o.parquet")
    whole = (tmp_path / "o.parquet").read_bytes()
    (tmp_path / "o.parquet").write_bytes(whole[: len(whole) // 2])
    refused(tmp_path, SourceError, "Cannot be read", orders("o.parquet"))


def test_a_damaged_page_is_refused(tmp_path):
    moments = [datetime(2024, 1, 1, hour) for hour in range(24)] * 500
    table = pa.table({"bought": moments, "delivered": moments[::-1]})
    pq.write_table(table, tmp_path / "o.parquet", compression="zstd", use_dictionary=False)
    whole = bytearray((tmp_path / "o.parquet").read_bytes())
    whole[60:400] = bytes(340)
    (tmp_path / "o.parquet").write_bytes(bytes(whole))
    refused(tmp_path, SourceError, "Cannot be read", orders("o.parquet"))


def test_an_empty_table_is_refused(tmp_path):
    (tmp_path / "orders.csv").write_text("bought,delivered\n")
    refused(tmp_path, SourceError, "no rows")


def test_latin_1_is_refused_with_the_cure(tmp_path):
    (tmp_path / "orders.csv").write_bytes(ROWS.encode() + "2,,,Köln,1\n".encode("latin-1"))
    error = refused(tmp_path, SourceError, "orders")
    assert "UTF-8" in error.cure


def test_an_unknown_zone_is_refused(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    refused(tmp_path, ConfigError, "Mars/Base", orders(time_zone="Mars/Base"))


def test_an_unknown_column_names_near_ones(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    test = replace(QUICK.test, end=parse_expression("deliverd"))
    error = refused(tmp_path, SourceError, "'deliverd'", standard=replace(QUICK, test=test))
    assert error.where == "orders.deliverd"
    assert "delivered" in error.cure


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (replace(QUICK.test, end=parse_expression("region")), "region is a text"),
        (Between(parse_expression("region"), high=5), "region is a text, not a number"),
        (Holds(parse_expression("amount")), "amount is a number, not a boolean"),
        (Holds(parse_expression("amount = 'five'")), "is a text, not a number like amount"),
        (Holds(parse_expression("bought > 'soon'")), "'soon' is not a time"),
        (Holds(parse_expression("bought + 1 > 5")), "bought is a time, not a number"),
    ],
)
def test_a_wrong_type_names_the_column(tmp_path, test, words):
    (tmp_path / "orders.csv").write_text(ROWS)
    standard = replace(QUICK, test=test, day=parse_expression("bought"))
    refused(tmp_path, SourceError, words, standard=standard)


def test_a_column_of_mixed_types_is_told_where_it_is_used(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS + "2,2024-03-02 10:00,yesterday,EU,7\n")
    refused(tmp_path, SourceError, "delivered is a text")


def test_a_date_is_not_measured_in_minutes(tmp_path):
    (tmp_path / "orders.csv").write_text("bought,delivered\n2024-03-01,2024-03-01 17:00\n")
    error = refused(tmp_path, SourceError, "A date without a time")
    assert "calendar days" in error.cure


def test_a_due_date_in_calendar_days_lasts_all_day(tmp_path):
    (tmp_path / "orders.csv").write_text(
        "due,delivered\n2024-03-01,2024-03-01 17:00\n2024-03-01,2024-03-02 00:01\n"
    )
    limit = Duration.parse("0 calendar days")
    due, end = parse_expression("due"), parse_expression("delivered")
    standard = replace(QUICK, test=Within(due, end, limit, early_is_kept=True))
    assert totals(run(tmp_path, standard=standard)) == (1, 1, 0, 0)


def test_addresses_are_not_fetched(tmp_path):
    refused(tmp_path, ConfigError, "https://", orders("https://example.org/o.csv"))


def test_passwords_are_never_told():
    assert "secret" not in masked("postgres://ann:secret@db/shop")


def test_a_source_that_goes_away_leaves_the_last_cube(tmp_path, monkeypatch):
    (tmp_path / "orders.csv").write_text(ROWS)
    workspace = Workspace(str(tmp_path), sources=(orders(),), standards=(QUICK,))
    before = run(tmp_path).tally.total()
    from ringtrue.do import refreshing

    real = refreshing.prepare

    def vanish(*arguments, **named):
        scan = real(*arguments, **named)
        (tmp_path / "orders.csv").unlink()
        return scan

    monkeypatch.setattr(refreshing, "prepare", vanish)
    refused(tmp_path, SourceError, "went away")
    assert open_cube(tmp_path / "cubes", workspace).results[0].tally.total() == before


def test_parquet_that_goes_away_before_the_scan_is_told(tmp_path):
    pq.write_table(pa.table({"bought": [AS_OF], "delivered": [AS_OF]}), tmp_path / "o.parquet")
    with open_source(orders("o.parquet"), tmp_path) as opened:
        (tmp_path / "o.parquet").unlink()
        with pytest.raises(SourceError, match=r"o\.parquet"):
            opened.run("SELECT max(bought) FROM source WHERE delivered IS NOT NULL")


def test_a_crash_while_writing_leaves_the_last_cube(tmp_path, monkeypatch):
    from ringtrue.do import cube

    (tmp_path / "orders.csv").write_text(ROWS)
    workspace = Workspace(str(tmp_path), sources=(orders(),), standards=(QUICK,))
    before = run(tmp_path).tally.total()
    (tmp_path / "orders.csv").write_text(ROWS + ROWS.splitlines()[1] + "\n")

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cube, "_replace", crash)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    assert open_cube(tmp_path / "cubes", workspace).results[0].tally.total() == before


def test_a_damaged_cube_is_counted_anew_and_said(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    run(tmp_path)
    (live,) = (tmp_path / "cubes").rglob("*.parquet")
    live.write_bytes(b"gone")
    found = run(tmp_path)
    assert "damaged" in found.notes[0]
    assert totals(found) == (1, 0, 0, 0)


def test_a_cube_of_another_book_is_not_opened(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    run(tmp_path)
    other = replace(QUICK, test=replace(QUICK.test, limit=Duration.parse("5 days")))
    workspace = Workspace(str(tmp_path), sources=(orders(),), standards=(other,))
    with pytest.raises(RingtrueError, match="not been measured"):
        open_cube(tmp_path / "cubes", workspace)


def test_unknown_sources_calendars_and_standards_are_refused(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    refused(tmp_path, ConfigError, "no source", standard=replace(QUICK, source="order"))
    limit = Duration.parse("1 business day")
    test = replace(QUICK.test, limit=limit, calendar="shop")
    refused(tmp_path, ConfigError, "'shop'", standard=replace(QUICK, test=test))
    with pytest.raises(ConfigError, match="'slow'"):
        run(tmp_path, only=("slow",))


def test_a_condition_needs_a_day(tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    test = Holds(parse_expression("amount > 3"))
    refused(tmp_path, ConfigError, "which day", standard=replace(QUICK, test=test))


def test_expressions_are_refused_with_their_column():
    with pytest.raises(ExpressionError, match="column 15"):
        parse_expression("amount > drop table")
