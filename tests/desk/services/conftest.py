"""A small shop with two years of orders, and its people."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import load_workspace

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

    MakePerson = Callable[..., Person]

BOOK = """\
name: Plum & Pear
jurisdictions: [us]
as_of: 2026-03-02T00:00Z
sources:
  orders:
    location: orders.csv
    time_zone: UTC
    segments: [region]
    independent_rows: true
policy:
  target: 90%
checklist:
  - key: briefed
    title: Customer Service has been briefed
    blocking: true
    days_before: 7
  - key: photographed
    title: The goods have been photographed
    blocking: false
"""
FIRST, DAYS, A_DAY = datetime(2025, 1, 1, tzinfo=UTC), 420, 12


@dataclass(frozen=True, slots=True)
class Office:
    """Everybody who meets over a campaign; Mia makes it, and Max is her colleague."""

    mia: Person
    max: Person
    olga: Person
    sam: Person
    lena: Person
    vic: Person
    fay: Person
    ada: Person


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of which 60 % of the orders come in 2 days and 99 % in 5."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    write_orders(folder / "orders.csv")
    return load_workspace(folder)


def write_orders(path: Path) -> None:
    """Orders from 2025 on, the same ones every time."""
    chance = Random(7)
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["order_id", "region", "ordered_at", "delivered_at"])
        for number in range(DAYS * A_DAY):
            ordered = FIRST + timedelta(days=number // A_DAY, hours=8 + number % A_DAY)
            quick = chance.random()
            hours = 40 if quick < 0.6 else 96 if quick < 0.99 else 200
            delivered = ordered + timedelta(hours=hours + chance.random())
            region = ("north", "south")[number % 2]
            rows.writerow([number, region, ordered.isoformat(), delivered.isoformat()])


@pytest.fixture
def office(person: MakePerson) -> Office:
    """One person for every role."""
    return Office(
        mia=person("mia", Role.MARKETING),
        max=person("max", Role.MARKETING),
        olga=person("olga", Role.OPERATIONS),
        sam=person("sam", Role.SERVICE),
        lena=person("lena", Role.LEGAL),
        vic=person("vic", Role.VIEWER),
        fay=person("fay", Role.FRONT_LINE),
        ada=person("ada", Role.ADMIN),
    )
