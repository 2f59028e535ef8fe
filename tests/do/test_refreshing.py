"""Re-measuring reads little and still counts what a full measurement counts."""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta

import pytest
import worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import CALENDARS, duration, expression, standard

from ringtrue.core.standard import CountPer, Holds, Remedy, Within
from ringtrue.core.workspace import Workspace
from ringtrue.do.measuring import measure, open_cube

BOUGHT, DELIVERED = expression("bought"), expression("delivered")
BOOK = (
    standard("quick", Within(BOUGHT, DELIVERED, duration("36 hours")), segments=("region",)),
    standard("ok", Holds(expression("ok")), day=BOUGHT),
    standard("back", Remedy("quick", expression("refunded"), duration("2 days"))),
    standard("calls", Within(expression("called"), expression("answered"), duration("1 hour"))),
    standard("shops", CountPer(expression("shop"), 1), day=BOUGHT),
)
START = datetime(2024, 11, 1, 12)


def workspace(folder, **changes):
    source = worlds.source(location="data", **changes)
    return Workspace(str(folder), sources=(source,), standards=BOOK, calendars=CALENDARS)


def picture(measurement):
    return {
        each.standard.id: (worlds.places(each.tally), each.undated) for each in measurement.results
    }


def rows(dice, size):
    found = [worlds.record(dice) for _ in range(size)]
    for each in found:
        if dice.random() < 0.8 and each["bought"] is None:
            each["bought"] = worlds.moment(dice)
    return found


def same_as_anew(folder, cubes, as_of, **changes):
    again = measure(workspace(folder, **changes), as_of=as_of, cubes=cubes)
    anew = measure(workspace(folder, **changes), as_of=as_of, cubes=folder / "anew", refresh=True)
    assert picture(again) == picture(anew)
    return again


CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "rewrite", "remove", "wait"]), st.integers(0, 2**32)),
    min_size=1,
    max_size=3,
)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=CHANGES, seed=st.integers(0, 2**32))
def test_files_that_come_change_and_go_are_followed(tmp_path_factory, changes, seed):
    folder = tmp_path_factory.mktemp("files")
    dice, as_of = random.Random(seed), START
    worlds.write(folder / "data/first.parquet", rows(dice, 25))
    same_as_anew(folder, folder / "cubes", as_of)
    for number, (change, more) in enumerate(changes):
        dice = random.Random(more)
        files = sorted((folder / "data").glob("*.parquet"))
        if change == "add":
            worlds.write(folder / f"data/more{number}.parquet", rows(dice, 8))
        elif change == "rewrite":
            path = dice.choice(files)
            worlds.write(path, rows(dice, 9))
            os.utime(path, ns=(number + 1, number + 1))
        elif change == "remove" and len(files) > 1:
            dice.choice(files).unlink()
        as_of += timedelta(hours=dice.choice([0, 1, 30, -20]))
        same_as_anew(folder, folder / "cubes", as_of)


@pytest.mark.parametrize("key", [(), ("id",)])
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), rounds=st.integers(1, 2))
def test_rows_updated_in_place_are_followed(tmp_path_factory, key, seed, rounds):
    folder = tmp_path_factory.mktemp("updates")
    dice, as_of = random.Random(seed), START
    names = {"key": key, "updated_at": "updated"}
    table = [each | {"updated": START} for each in rows(dice, 30)]
    worlds.write(folder / "data/orders.parquet", table)
    same_as_anew(folder, folder / "cubes", as_of, **names)
    for _ in range(rounds):
        as_of += timedelta(hours=dice.choice([1, 30]))
        for _ in range(dice.randrange(4)):
            fresh = worlds.record(dice) | {"updated": as_of}
            action = dice.choice(["append", "change", "delete"])
            if action == "append":
                table.append(fresh)
            elif action == "change":
                table[dice.randrange(len(table))] = fresh
            elif len(table) > 2:
                del table[dice.randrange(len(table))]
        worlds.write(folder / "data/orders.parquet", table)
        same_as_anew(folder, folder / "cubes", as_of, **names)


def days_of_orders(first, count, hour=12):
    base = worlds.record(random.Random(1))
    whole = base | {"called": None, "answered": None, "refunded": None}
    return [
        whole
        | {"bought": first + timedelta(days=n), "delivered": first + timedelta(days=n, hours=hour)}
        for n in range(count)
    ]


def only(folder, *names):
    bare = workspace(folder)
    book = tuple(each for each in BOOK if each.id in names)
    return Workspace(bare.folder, sources=bare.sources, standards=book, calendars=CALENDARS)


def test_a_new_file_costs_only_its_own_days(tmp_path):
    first = datetime(2024, 1, 1)
    worlds.write(tmp_path / "data/a.parquet", days_of_orders(first, 200))
    book, as_of = only(tmp_path, "quick"), datetime(2024, 9, 1)
    assert measure(book, as_of=as_of, cubes=tmp_path / "c").results[0].scanned_days is None
    worlds.write(tmp_path / "data/b.parquet", days_of_orders(first + timedelta(days=200), 1))
    again = measure(book, as_of=as_of + timedelta(days=1), cubes=tmp_path / "c").results[0]
    assert again.scanned_days == 1
    assert again.tally.total().kept == 201


def test_nothing_new_costs_nothing(tmp_path):
    worlds.write(tmp_path / "data/a.parquet", days_of_orders(datetime(2024, 1, 1), 30))
    book, as_of = only(tmp_path, "quick"), datetime(2024, 9, 1)
    measure(book, as_of=as_of, cubes=tmp_path / "c")
    again = measure(book, as_of=as_of, cubes=tmp_path / "c").results[0]
    assert again.scanned_days == 0
    assert again.tally.total().kept == 30


def test_days_with_pending_records_are_read_again(tmp_path):
    table = days_of_orders(datetime(2024, 1, 1), 30)
    table[-1]["delivered"] = None
    worlds.write(tmp_path / "data/a.parquet", table)
    book = only(tmp_path, "quick")
    before = measure(book, as_of=datetime(2024, 1, 31), cubes=tmp_path / "c").results[0]
    after = measure(book, as_of=datetime(2024, 2, 3), cubes=tmp_path / "c").results[0]
    assert before.tally.total().pending == 1
    assert after.tally.total().broken == 1
    assert after.scanned_days == 1


def test_an_earlier_moment_is_measured_in_full(tmp_path):
    worlds.write(tmp_path / "data/a.parquet", days_of_orders(datetime(2024, 1, 1), 30))
    book = only(tmp_path, "quick")
    measure(book, as_of=datetime(2024, 9, 1), cubes=tmp_path / "c")
    earlier = measure(book, as_of=datetime(2024, 1, 10), cubes=tmp_path / "c").results[0]
    assert earlier.scanned_days is None
    assert earlier.tally.total().pending == 21


def test_a_changed_limit_is_measured_anew_and_the_old_cube_stays(tmp_path):
    worlds.write(tmp_path / "data/a.parquet", days_of_orders(datetime(2024, 1, 1), 30))
    book, as_of = only(tmp_path, "quick"), datetime(2024, 9, 1)
    measure(book, as_of=as_of, cubes=tmp_path / "c")
    bolder = standard("quick", Within(BOUGHT, DELIVERED, duration("1 hour")), segments=("region",))
    other = Workspace(book.folder, sources=book.sources, standards=(bolder,))
    assert measure(other, as_of=as_of, cubes=tmp_path / "c").results[0].tally.total().broken == 30
    assert open_cube(tmp_path / "c", book).results[0].tally.total().kept == 30


def ordered(path, moments, size):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(moments, schema=worlds.SCHEMA)
    pq.write_table(table, path, row_group_size=size)


def test_rows_out_of_order_are_told(tmp_path):
    table = days_of_orders(datetime(2024, 1, 1), 40)
    random.Random(3).shuffle(table)
    ordered(tmp_path / "data/a.parquet", table, 5)
    found = measure(only(tmp_path, "quick"), as_of=START, cubes=tmp_path / "c").results[0]
    assert "not ordered by bought" in found.notes[0]


def test_rows_in_order_raise_no_word(tmp_path):
    ordered(tmp_path / "data/a.parquet", days_of_orders(datetime(2024, 1, 1), 40), 5)
    found = measure(only(tmp_path, "quick"), as_of=START, cubes=tmp_path / "c").results[0]
    assert found.notes == ()
