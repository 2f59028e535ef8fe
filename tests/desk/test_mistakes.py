"""All mistakes of ringtrue.yaml at one reading, and nothing that only follows from one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.desk.workspace import parse_workspace

STANDARD = """\
sources:
  orders:
    location: orders.csv
standards:
  - id: fast
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
"""


def refused(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse_workspace(text, Path("shop/ringtrue.yaml"))
    return caught.value


MANY = """\
nme: Shop
as_of: 2026-13-01
sources:
  orders:
    location: orders.csv
    time_zone: Europe/Londn
  calls: {locaton: calls.csv}
calendars:
  office: {time_zone: UTC, weekdays: 18:00-09:00, monday: 9-5, holidays: [2026-02-30, 2026-02-31]}
standards:
  - id: fast
    source: orders
    from: ordered at
    to: delivered_at
    limit: 2 dogs
    where: weight is lost
    calendar: office
  - {id: answered, source: calls, condition: done, day: called_at}
  - {id: answered, source: chats, condition: done, day: called_at}
  - {id: refund, source: orders, after: fast, to: refunded_at, limit: 1 business day}
policy: {target: 80, stale_days: soon}
policy: {target: 80%}
"""


def test_one_reading_tells_every_mistake_of_the_file_in_its_order() -> None:
    first = refused(MANY)
    every = (first, *first.others)
    assert all(each.cure for each in every)
    found = [(each.where.removeprefix("shop/ringtrue.yaml:"), each.what) for each in every]
    assert found == [
        ("1:1", "'nme' is not a setting of the file"),
        ("2:8", "'2026-13-01' is not a moment"),
        ("6:16", "there is no time zone 'Europe/Londn'"),
        ("7:11", "'locaton' is not a setting of 'calls'"),
        ("9:38", "'18:00-09:00' closes before it opens"),
        ("9:59", "'monday' cannot be '9-5'"),
        ("9:75", "'2026-02-30' is not a day"),
        ("9:87", "'2026-02-31' is not a day"),
        (
            "13:19",
            "'from': expected an operator or the end, found 'at' at column 9 of 'ordered at'",
        ),
        ("15:12", "'2 dogs' is not a duration"),
        ("16:22", "'where': expected 'null', found 'lost' at column 11 of 'weight is lost'"),
        ("19:10", "there are two standards 'answered'"),
        ("19:28", "there is no source 'chats'"),
        ("20:71", "1 business day needs a calendar"),
        ("21:18", "'target' is 80"),
        ("21:34", "'stale_days' is 'soon', not a whole number"),
        ("22:1", "'policy' is set twice"),
    ]


def test_what_follows_from_another_mistake_is_not_told() -> None:
    for wrong in ("sorces:", "sources: {orders: {location: []}}\nothers:"):
        error = refused(wrong + STANDARD.removeprefix("sources:"))
        assert not [each for each in error.others if "source" in each.what and "no " in each.what]


def test_a_file_without_mistakes_has_no_others() -> None:
    assert refused("nme: Shop").others == ()
