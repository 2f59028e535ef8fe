"""A kept query asked again over the stale days counts what a full measurement counts."""

from __future__ import annotations

import json
import os
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import CALENDARS, duration, expression, standard

from ringtrue.core.errors import MeasureError, SourceError
from ringtrue.core.standard import Between, Holds, Remedy, Within
from ringtrue.core.workspace import Workspace
from ringtrue.do import again, sources
from ringtrue.do.engine import Rows, only_rows
from ringtrue.do.files import find_files
from ringtrue.do.measuring import measure, open_cube
from ringtrue.do.variables import Query

BOUGHT, CALLED = expression("bought"), expression("called")
WORKING_DAY = duration("1 business day")
BOOK = (
    standard("quick", Within(BOUGHT, expression("delivered"), duration("36 hours"))),
    standard("days", Within(BOUGHT, expression("delivered"), duration("2 calendar days"))),
    standard("shop", Within(BOUGHT, expression("delivered"), WORKING_DAY, calendar="shop")),
    standard("ok", Holds(expression("ok")), day=CALLED, population=expression("amount < 9")),
    standard("cheap", Between(expression("amount"), 0, 10), day=BOUGHT, segments=("region",)),
    standard("back", Remedy("quick", expression("refunded"), duration("2 days"))),
    standard("calls", Within(CALLED, expression("answered"), duration("1 hour"))),
)
START = datetime(2024, 10, 28, 12)
ZONE = ZoneInfo(worlds.ZONE)


def workspace(folder, zone=worlds.ZONE, book=BOOK):
    source = worlds.source(location="data", time_zone=zone)
    return Workspace(str(folder), sources=(source,), standards=book, calendars=CALENDARS)


def rows(dice, first, size, late=0.2):
    """Records of the five days from `first`, some without an end, few without a day."""
    found = []
    for _ in range(size):
        each = worlds.record(dice)
        bought = first + timedelta(minutes=dice.randrange(5 * 1440))
        each["bought"] = None if dice.random() < 0.02 else bought
        each["delivered"] = worlds.later(dice, bought) if dice.random() > late else None
        each["called"] = bought.replace(tzinfo=ZONE).astimezone(UTC)
        each["answered"] = None
        if dice.random() > late:
            each["answered"] = each["called"] + timedelta(minutes=dice.randrange(-5, 200))
        found.append(each)
    return found


def picture(measurement):
    return {
        each.standard.id: (worlds.places(each.tally), each.undated, each.profile, each.notes)
        for each in measurement.results
    }


def same_as_anew(book, folder, as_of):
    found = measure(book, as_of=as_of, cubes=folder / "cubes")
    anew = measure(book, as_of=as_of, cubes=folder / "anew", refresh=True)
    assert picture(found) == picture(anew)
    assert picture(open_cube(folder / "cubes", book)) == picture(anew)
    return found


CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "rewrite", "remove", "wait"]), st.integers(0, 2**32)),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("zone", ["UTC", worlds.ZONE, "Pacific/Auckland"])
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=CHANGES, seed=st.integers(0, 2**32))
def test_files_of_a_few_days_each_are_followed(tmp_path_factory, zone, changes, seed):
    folder = tmp_path_factory.mktemp("again")
    dice, as_of, book = random.Random(seed), START, workspace(folder, zone)
    for number in range(3):
        first = START - timedelta(days=5 * (3 - number), hours=12)
        worlds.write(folder / f"data/{number}.parquet", rows(dice, first, 12))
    same_as_anew(book, folder, as_of)
    for number, (change, more) in enumerate(changes):
        dice = random.Random(more)
        files = sorted((folder / "data").glob("*.parquet"))
        first = START + timedelta(days=dice.randrange(-15, 6), hours=-12)
        if change == "add":
            worlds.write(folder / f"data/more{number}.parquet", rows(dice, first, 6))
        elif change == "rewrite":
            path = dice.choice(files)
            worlds.write(path, rows(dice, first, 9))
            os.utime(path, ns=(number + 1, number + 1))
        elif change == "remove" and len(files) > 1:
            dice.choice(files).unlink()
        as_of += timedelta(hours=dice.choice([0, 1, 30, 200]))
        same_as_anew(book, folder, as_of)


@pytest.fixture
def counted(tmp_path):
    """A folder with two files that were measured at `START`."""
    dice = random.Random(7)
    for number in range(2):
        table = rows(dice, START - timedelta(days=20 - 5 * number), 30)
        dated = [each for each in table if each["bought"]]
        worlds.write(tmp_path / f"data/{number}.parquet", dated)
    measure(workspace(tmp_path), as_of=START, cubes=tmp_path / "cubes")
    return tmp_path


def add(folder, days=0, **changes):
    table = rows(random.Random(3), START + timedelta(days=days), 10, late=0)
    table = [each | changes for each in table if each["bought"]]
    worlds.write(folder / "data/new.parquet", table)


@pytest.fixture
def unopened(monkeypatch):
    """Makes it a failure to open a source in full."""

    def refuse(*_):
        raise AssertionError("opened")

    monkeypatch.setattr(sources, "open_source", refuse)


def test_a_new_file_is_counted_without_opening_the_source(counted, unopened):
    add(counted)
    found = measure(workspace(counted), as_of=START + timedelta(days=9), cubes=counted / "cubes")
    assert found.of("ok").tally.total().decided > 0
    assert 0 < found.of("ok").scanned_days < 30


def test_a_removed_file_leaves_no_record_behind(counted, unopened):
    before = open_cube(counted / "cubes", workspace(counted)).of("cheap").tally
    (counted / "data/1.parquet").unlink()
    after = measure(workspace(counted), as_of=START, cubes=counted / "cubes").of("cheap")
    assert 0 < len(after.tally) < len(before)
    assert after.profile.rows == pq.read_metadata(counted / "data/0.parquet").num_rows


def test_the_query_stays_and_only_its_moment_moves(counted, unopened):
    before = open_cube(counted / "cubes", workspace(counted)).of("quick").query
    later = START + timedelta(days=1)
    after = measure(workspace(counted), as_of=later, cubes=counted / "cubes").of("quick").query
    assert after != before
    assert after[after.index("SELECT") :] == before[before.index("SELECT") :]


def test_the_published_query_runs_as_it_stands(counted):
    found = open_cube(counted / "cubes", workspace(counted)).of("quick")
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW source AS FROM '{counted}/data/*.parquet'")
    days = {row[0] for row in connection.execute(found.query).fetchall()}
    assert days == set(found.tally.day)


def test_a_file_with_another_column_is_counted_with_everything_else(counted):
    table = pa.Table.from_pylist(rows(random.Random(3), START, 5), schema=worlds.SCHEMA)
    more = table.append_column("gift", pa.array([True] * 5))
    pq.write_table(more, counted / "data/new.parquet")
    found = same_as_anew(workspace(counted), counted, START + timedelta(days=9))
    assert "gift" in {each.name for each in found.results[0].profile.columns}


def test_a_file_with_a_column_of_another_type_is_told(counted):
    table = pa.Table.from_pylist(rows(random.Random(3), START, 5), schema=worlds.SCHEMA)
    at = table.schema.get_field_index("delivered")
    other = table.set_column(at, "delivered", pa.array(["soon"] * 5))
    pq.write_table(other, counted / "data/new.parquet")
    with pytest.raises(SourceError, match="delivered"):
        measure(workspace(counted), as_of=START, cubes=counted / "cubes")


def test_years_that_the_query_does_not_know_are_counted_anew(counted):
    add(counted, days=3000)
    same_as_anew(workspace(counted), counted, START + timedelta(days=3009))


def test_a_damaged_file_is_told_by_name(counted):
    (counted / "data/new.parquet").write_bytes(b"PAR1 no more PAR1")
    with pytest.raises(SourceError, match=r"new\.parquet"):
        measure(workspace(counted), as_of=START, cubes=counted / "cubes")


@pytest.mark.parametrize("change", ["write", "unlink"])
def test_a_file_that_changes_meanwhile_leaves_the_last_cube(counted, monkeypatch, change):
    add(counted)
    read = again.read_histograms

    def disturbed(answer, panel):
        path = counted / "data/0.parquet"
        path.write_bytes(b"") if change == "write" else path.unlink(missing_ok=True)
        return read(answer, panel)

    before = picture(open_cube(counted / "cubes", workspace(counted)))
    monkeypatch.setattr(again, "read_histograms", disturbed)
    told = r"0\.parquet (was written|went away) while it was being read"
    with pytest.raises(SourceError, match=told):
        measure(workspace(counted), as_of=START + timedelta(days=9), cubes=counted / "cubes")
    assert picture(open_cube(counted / "cubes", workspace(counted))) == before


@pytest.mark.parametrize("body", ["DROP TABLE source", "SELECT", "SELECT 1) TO 'x'; (", "SELECT 1"])
def test_a_damaged_query_is_counted_anew_and_said(counted, body):
    (manifest,) = (counted / "cubes").rglob("manifest.json")
    told = json.loads(manifest.read_text())
    told["queries"] = [[variables, body] for variables, _ in told["queries"]]
    manifest.write_text(json.dumps(told))
    add(counted)
    as_of = START + timedelta(days=9)
    found = measure(workspace(counted), as_of=as_of, cubes=counted / "cubes")
    assert "damaged" in found.results[0].notes[0]
    again_ = measure(workspace(counted), as_of=as_of, cubes=counted / "cubes")
    assert again_.results[0].notes == ()


def test_a_kept_query_can_neither_read_other_files_nor_write(counted):
    book = workspace(counted)
    files = find_files(book.sources[0], counted)
    rows = Rows((files.files[0].path,), 30, "bought", ((0, 40_000),), undated=True)
    other = files.files[1].path
    with only_rows(book.sources[0], files, [rows]) as ask:
        assert ask(rows, Query((), "SELECT count(*) AS n FROM source")).num_rows == 1
        with pytest.raises(duckdb.Error, match="disabled"):
            ask(rows, Query((), f"SELECT * FROM read_parquet('{other}')"))
        with pytest.raises(MeasureError, match="damaged"):
            ask(rows, Query((), f"SELECT 1); COPY (SELECT 1) TO '{other}'; FROM (SELECT 1"))
        with pytest.raises(duckdb.Error, match="locked"):
            ask(rows, Query((("x", "1; SET threads = 2"),), "SELECT 1"))
    assert other.stat().st_size == files.files[1].size
