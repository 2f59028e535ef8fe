"""The columns that a form offers: seen once, remembered for a while, and never a failure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.source import ColumnType
from ringtrue.core.workspace import Workspace
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services import offer_columns as offering
from ringtrue.desk.services.offer_columns import offer_columns

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


def test_columns_are_remembered_for_two_minutes_and_then_seen_anew(
    office: Office, shop: Workspace, tmp_path: Path, monkeypatch
) -> None:
    now, orders = 1_000.0, tmp_path / "orders.csv"
    orders.write_bytes(Path(shop.folder, "orders.csv").read_bytes())
    shop = replace(shop, folder=str(tmp_path))
    monkeypatch.setattr(offering, "monotonic", lambda: now)
    seen = offer_columns(office.olga, shop, "orders")
    assert seen.types["ordered_at"] is ColumnType.TIME
    orders.unlink()
    assert offer_columns(office.olga, shop, "orders") == seen
    now += 121
    assert "orders" in offer_columns(office.olga, shop, "orders").unseen
    orders.write_text("region\nnorth\n", encoding="utf-8")
    assert offer_columns(office.olga, shop, "orders").columns == ()
    now += 16
    assert [each.name for each in offer_columns(office.olga, shop, "orders").columns] == ["region"]


def test_a_source_that_is_none_has_no_columns(office: Office, shop: Workspace) -> None:
    assert offer_columns(office.olga, shop, "order").unseen == "There is no source 'order'."
    assert offer_columns(office.olga, shop, "").unseen == ""


def test_columns_are_for_those_who_say_what_promises_mean(office: Office, shop: Workspace) -> None:
    with pytest.raises(NotAllowedError):
        offer_columns(office.mia, shop, "orders")
