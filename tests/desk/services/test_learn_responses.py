"""Launched campaigns teach the next ones what their channel brings; others teach nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import Placement
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.learn_responses import learn_responses
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.workspace import load_workspace

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

BOOK = """\
as_of: 2026-03-02T00:00
sources:
  orders: {location: orders.csv}
cost:
  money: £
  purchases: {source: orders, customer: who, when: came}
"""
LAUNCH = datetime(2026, 2, 2, 9)
PEOPLE = 20_000


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """About fifty orders a day, and 200 more in the two days of the letter."""
    random, rows = np.random.default_rng(1), ["who,came"]
    for day in range(240):
        first = datetime(2025, 7, 5) + timedelta(days=day)
        more = 100 if 0 <= (first.date() - LAUNCH.date()).days < 2 else 0
        noon = first + timedelta(hours=12)
        rows += [f"c{day}-{number},{noon}" for number in range(random.poisson(50) + more)]
    (tmp_path / "orders.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    return load_workspace(tmp_path)


def figure(best: float) -> Figure:
    return Figure("it", best, best, best, "", Basis.STATED, "plan")


def letter(channel: str = "e-mail") -> Placement:
    known = (figure(PEOPLE), figure(0.02), figure(0.1), figure(12))
    return Placement(f"by {channel}", channel, LAUNCH, LAUNCH, *known)


def launched(office: Office, shop: Workspace, *placements: Placement) -> Campaign:
    made = create_campaign(office.mia, shop, name="February")
    plan_media(office.mia, made, shop, placements)
    Campaign.objects.filter(pk=made.pk).update(launched_at=LAUNCH.replace(tzinfo=UTC))
    return made


def test_what_a_launched_campaign_brought_is_measured(office: Office, shop: Workspace) -> None:
    assert learn_responses(shop) == {}
    launched(office, shop, letter())
    found = learn_responses(shop)
    assert list(found) == ["e-mail"]
    response = found["e-mail"]
    assert response.basis is Basis.MEASURED
    assert response.low < 200 / PEOPLE < response.high
    assert response.low > 100 / PEOPLE
    assert "February" in response.source


def test_a_campaign_of_two_channels_or_one_that_was_not_launched_teaches_nothing(
    office: Office, shop: Workspace
) -> None:
    launched(office, shop, letter(), letter("print"))
    plan_media(office.mia, create_campaign(office.mia, shop, name="March"), shop, [letter()])
    assert learn_responses(shop) == {}


def test_without_purchases_and_before_it_has_faded_nothing_is_known(
    office: Office, shop: Workspace
) -> None:
    launched(office, shop, letter())
    assert learn_responses(replace(shop, cost=None)) == {}
    assert learn_responses(shop, datetime(2026, 2, 3)) == {}
