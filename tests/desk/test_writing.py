"""Standards as YAML and back: what is pasted means what was proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Test,
    Uptime,
    Within,
)
from ringtrue.desk.config.writing import quoted, standard_yaml
from ringtrue.desk.workspace import parse_workspace

BASE = """\
sources: {orders: {location: orders.csv}}
calendars: {office: {time_zone: UTC, weekdays: 09:00-17:00}}
standards:
  - {id: first, source: orders, from: a, to: b, limit: 2 days}
"""
A, B = parse_expression("ordered_at"), parse_expression("`to` is null or x = 'it''s: #1'")
TESTS: list[Test] = [
    Within(A, B, Duration(2, Unit.DAY)),
    Within(A, B, Duration(1.5, Unit.BUSINESS_HOUR), strict=True, early_is_kept=True,
           calendar="office"),
    Holds(B),
    Holds(A, Missing.VOID),
    Between(A, None, 3.5),
    Between(A, -1, 2, strict=True, missing=Missing.PENDING),
    CountPer(A, 3, None),
    Uptime(A, B, 0.9995),
    Remedy("first", B, Duration(5, Unit.BUSINESS_DAY), "office"),
]  # fmt: skip


def read_back(standard: Standard) -> Standard:
    (_, found) = parse_workspace(BASE + standard_yaml(standard), Path("ringtrue.yaml")).standards
    return Standard(**{
        name: getattr(found, name) if name != "place" else standard.place
        for name in Standard.__dataclass_fields__
    })  # fmt: skip


@pytest.mark.parametrize("test", TESTS, ids=lambda test: type(test).__name__)
def test_every_sort_of_standard_survives_the_way_there_and_back(test: Test) -> None:
    standard = Standard(
        "second", "orders", test, 0.995, day=A, population=B, void=A, segments=("region",),
        promise="Fast: 100% sure", why="because # of 'reasons'", wordings=("Quick", "- no"),
    )  # fmt: skip
    assert read_back(standard) == standard


@given(
    promise=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
                    min_size=1, max_size=40),
    target=st.floats(0, 1),
)  # fmt: skip
def test_any_wording_and_any_target_survive(promise: str, target: float) -> None:
    standard = Standard("second", "orders", TESTS[0], round(target, 9), day=A, promise=promise)
    assert read_back(standard) == standard


def test_plain_words_stay_bare_and_the_rest_is_quoted() -> None:
    assert quoted("two days") == "two days"
    assert quoted("no") == '"no"'
    assert quoted("a: b") == '"a: b"'
