"""A real PostgreSQL gives the counts of the loop: the portable path end to end."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import brute_force
import pytest
import worlds
from test_measuring_by_brute_force import (
    ANSWERS,
    BUSINESS,
    DATES,
    ELAPSED,
    REMEDIES,
    WHOLES,
)

from ringtrue.core.errors import ConfigError, SourceAwayError, SourceError
from ringtrue.core.workspace import Workspace
from ringtrue.do.measuring import measure
from ringtrue.do.sources import open_source

NEEDED = ("psycopg", "pyarrow_hotfix")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}"),
    # The backend of ibis warns of its own habits.
    pytest.mark.filterwarnings("ignore"),
]

KINDS = {
    "int64": "bigint",
    "int32": "integer",
    "double": "double precision",
    "string": "text",
    "bool": "boolean",
    "date32[day]": "date",
    "timestamp[us]": "timestamp",
    "timestamp[us, tz=UTC]": "timestamptz",
}


@pytest.fixture(scope="module")
def orders(postgresql):
    import psycopg

    rows = [{**each, "id": n} for n, each in enumerate(worlds.records(7, 120))]
    columns = ", ".join(f'"{each.name}" {KINDS[str(each.type)]}' for each in worlds.SCHEMA)
    with psycopg.connect(postgresql) as connection:
        connection.execute(f"CREATE TABLE orders ({columns})")
        holes = ", ".join(["%s"] * len(worlds.SCHEMA))
        for row in rows:
            values = [row[name] for name in worlds.SCHEMA.names]
            connection.execute(f"INSERT INTO orders VALUES ({holes})", values)
    return rows


@pytest.mark.parametrize(
    "book",
    [ELAPSED, DATES, BUSINESS, ANSWERS, WHOLES, REMEDIES],
    ids=["elapsed", "dates", "business", "answers", "wholes", "remedies"],
)
def test_the_database_counts_what_a_loop_counts(postgresql, orders, tmp_path, book):
    source = worlds.source(location=postgresql, table="orders")
    folder = str(tmp_path)
    workspace = Workspace(folder, sources=(source,), calendars=worlds.CALENDARS, standards=book)
    as_of = worlds.AS_OF - timedelta(hours=90)
    found = measure(workspace, as_of=as_of, cubes=tmp_path / "cubes")
    judge = brute_force.Judge(source, book, worlds.CALENDARS, as_of)
    for each in found.results:
        wanted = worlds.expected(judge.counts(each.standard, orders))
        assert worlds.places(each.tally, each.undated) == wanted, each.standard.id


def test_a_table_that_is_not_there_is_named_without_the_password(postgresql, tmp_path):
    source = worlds.source(location=postgresql, table="parcels")
    workspace = Workspace(str(tmp_path), sources=(source,), standards=ELAPSED[:1])
    with pytest.raises(SourceError, match="parcels") as told:
        measure(workspace, as_of=worlds.AS_OF, cubes=tmp_path / "cubes")
    assert "secret" not in str(told.value)


def test_a_database_needs_a_table(postgresql, tmp_path):
    source = worlds.source(location=postgresql)
    workspace = Workspace(str(tmp_path), sources=(source,), standards=ELAPSED[:1])
    with pytest.raises(ConfigError, match="needs a table"):
        measure(workspace, as_of=worlds.AS_OF, cubes=tmp_path / "cubes")


def test_keys_with_several_rows_need_to_know_the_last(postgresql, orders, tmp_path):
    source = worlds.source(location=postgresql, table="orders", key=("shop",))
    workspace = Workspace(str(tmp_path), sources=(source,), standards=ELAPSED[:1])
    with pytest.raises(SourceError, match="several rows"):
        measure(workspace, as_of=worlds.AS_OF, cubes=tmp_path / "cubes")


def test_a_server_that_does_not_answer_is_told(tmp_path):
    source = worlds.source(location="postgres://ann:secret@127.0.0.1:1/x", table="orders")
    workspace = Workspace(str(tmp_path), sources=(source,), standards=ELAPSED[:1])
    with pytest.raises(SourceAwayError, match="does not answer") as told:
        measure(workspace, as_of=worlds.AS_OF, cubes=tmp_path / "cubes")
    assert "secret" not in str(told.value)
    assert told.value.cure


def test_a_server_that_goes_away_in_the_middle_is_away(postgresql, orders):
    import psycopg

    source = worlds.source(location=postgresql, table="orders")
    with open_source(source, Path()) as opened:
        with psycopg.connect(postgresql, autocommit=True) as other:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> %s"
            other.execute(others, [other.info.backend_pid])
        for _ in range(2):
            with pytest.raises(SourceAwayError, match="does not answer"):
                opened.fetch(opened.table.aggregate(rows=opened.table.count()))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("/postgres", "/parcels", 'database "parcels"'), ("ann:", "bob:", 'role "bob"')],
)
def test_a_wrong_address_is_not_taken_for_a_server_that_is_away(postgresql, old, new, words):
    head, _, tail = postgresql.rpartition(old)
    source = worlds.source(location=head + new + tail, table="orders")
    with (
        pytest.raises(SourceError, match=f"cannot be opened.*{words}") as told,
        open_source(source, Path()),
    ):
        pass
    assert not isinstance(told.value, SourceAwayError)
    assert "secret" not in str(told.value)


def test_a_wrong_question_is_not_taken_for_a_server_that_is_away(postgresql, orders):
    source = worlds.source(location=postgresql, table="orders")
    with open_source(source, Path()) as opened, pytest.raises(SourceError) as told:
        opened.fetch(opened.backend.sql("SELECT 1 / 0 AS nothing", schema={"nothing": "int64"}))
    assert not isinstance(told.value, SourceAwayError)
    assert "division by zero" in str(told.value)


def test_the_database_follows_customers_and_sums_answers_as_files_do(postgresql, tmp_path):
    """The same table in both: the same cells, customers and sums."""
    import psycopg
    import test_customers as files

    from ringtrue.core.cost_settings import Answers
    from ringtrue.core.expression_parser import parse_expression
    from ringtrue.do.customers import read_customers
    from ringtrue.do.planning import Book
    from ringtrue.do.satisfaction import read_answers

    rows = files.records(3)
    files.write(tmp_path, rows)
    kinds = {"customer": "text", "ordered": "timestamp", "delivered": "timestamp"}
    kinds |= {"value": "double precision", "region": "text", "cancelled": "boolean"}
    kinds |= {"whole": "boolean"}
    with psycopg.connect(postgresql) as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
        connection.execute(f"CREATE TABLE buying ({columns})")
        for row in rows:
            holes = ", ".join(["%s"] * len(kinds))
            values = [row[name] for name in kinds]
            connection.execute(f"INSERT INTO buying VALUES ({holes})", values)
    there = replace(files.SOURCE, location=postgresql, table="buying")
    book = Book((files.WITHIN,), ())
    asked = Answers("orders", score="value", cause="region", left=parse_expression("cancelled"))
    told = []
    for source in (files.SOURCE, there):
        where = {"folder": tmp_path, "as_of": files.END}
        base, (followed,) = read_customers(source, files.PURCHASES, (files.WITHIN,), book, **where)
        sums = read_answers(source, asked, **where)
        told.append(
            (
                base,
                replace(followed, cells=()),
                set(followed.cells),
                set(sums.causes),
                set(sums.leavings),
            )
        )
    for by_files, by_database in zip(*told, strict=True):
        assert by_database == by_files
