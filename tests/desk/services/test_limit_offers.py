"""How much there is of an offer: kept as it was said, part of what people sign, and judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from flow import given_review, nothing_written, offer, one_event, placement

from ringtrue.core.errors import UsageError
from ringtrue.core.finding import Level
from ringtrue.core.offer_limit import Supply
from ringtrue.core.policy import Effect
from ringtrue.core.role import Role
from ringtrue.core.verdict import Reason
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.offer_limits import offer_limits_of
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.limit_offers import limit_offers
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_offers import see_offers
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.gap.offer import OFFER_SHORT

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="page.txt", data=b"Delivered in 5 days.")
    plan_media(office.mia, made, shop, [placement()])
    return made


def reasons(office: Office, campaign: Campaign, shop: Workspace) -> list[Reason]:
    found = see_campaign(office.mia, campaign, shop).gate.reasons
    return [each for each in found if each.code == OFFER_SHORT]


def test_the_store_gives_back_what_was_said(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    assert offer_limits_of(campaign) == ()
    said = (offer(), offer("Places", 80, supply=Supply.CAPACITY, sure=0.9))
    with one_event("limit offers", "mia"):
        assert limit_offers(office.mia, campaign, shop, said)
    assert offer_limits_of(Campaign.objects.get(pk=campaign.pk)) == said
    with nothing_written():
        assert not limit_offers(office.mia, campaign, shop, said)


def test_a_smaller_stock_voids_what_was_signed_and_says_what_it_was(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    limit_offers(office.mia, campaign, shop, [offer(units=500)])
    review = given_review(campaign, office.mia, shop)
    sign_off(office.max, campaign, shop, role=Role.MARKETING, seal=review.seal)
    assert see_campaign(office.mia, campaign, shop).changed == ()
    limit_offers(office.mia, campaign, shop, [offer(units=400)])
    told = "stock: 400 units (stated: Olga) instead of stock: 500 units (stated: Olga)"
    changed = (f"The offer limit 'Mug' has changed: {told}.",)
    view = see_campaign(office.mia, campaign, shop)
    assert view.changed == changed
    assert view.sign_offs[0].changed == changed
    limit_offers(office.mia, campaign, shop, [])
    gone = ("The offer limit 'Mug' was taken away.",)
    assert see_campaign(office.mia, campaign, shop).changed == gone


def test_what_cannot_be_is_refused_and_nothing_is_written(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    many = [offer(f"Mug {number}") for number in range(21)]
    for wrong, word in (
        ([offer(), offer()], "two offer limits"),
        ([offer("  ")], "name of an offer limit"),
        (many, "21 offer limits"),
    ):
        with nothing_written(), pytest.raises(UsageError, match=word):
            limit_offers(office.mia, campaign, shop, wrong)


def test_what_is_too_little_is_seen_with_what_would_do(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    limit_offers(office.mia, campaign, shop, [offer(units=20), offer("Lamp", 5_000)])
    with nothing_written():
        mug, lamp = see_offers(office.vic, campaign).offers
    assert mug.forecast.is_short
    assert mug.forecast.lasts_until is None
    assert "runs out" in mug.told
    assert mug.cure.startswith(f"Have {mug.forecast.needed:,}, or promise less")
    assert (lamp.forecast.is_short, lamp.cure) == (False, "")
    assert see_offers(office.vic, campaign).figures


def test_without_a_media_plan_usual_orders_alone_empty_it(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    plan_media(office.mia, campaign, shop, [])
    limit_offers(office.mia, campaign, shop, [offer(units=20, a_day=10)])
    (mug,) = see_offers(office.mia, campaign).offers
    assert mug.forecast.is_short
    limit_offers(office.mia, campaign, shop, [offer(units=20, a_day=0)])
    (mug,) = see_offers(office.mia, campaign).offers
    assert mug.forecast.chance == 0


def test_a_review_warns_of_too_little_and_of_nothing_else(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    limit_offers(office.mia, campaign, shop, [offer(units=20), offer("Lamp", 5_000)])
    run_review(office.mia, campaign, shop)
    (told,) = reasons(office, campaign, shop)
    assert told.level is Level.WARNING
    assert told.message.startswith("'Mug': 20 in all. It runs out")
    assert "say in the copy" in told.cure
    limit_offers(office.mia, campaign, shop, [offer(units=5_000)])
    run_review(office.mia, campaign, shop)
    assert reasons(office, campaign, shop) == []
    limit_offers(office.mia, campaign, shop, [])
    run_review(office.mia, campaign, shop)
    assert reasons(office, campaign, shop) == []


def test_the_policy_lets_it_block_or_pass(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    limit_offers(office.mia, campaign, shop, [offer(units=20)])
    for effect, level in ((Effect.BLOCK, Level.ERROR), (Effect.IGNORE, Level.NOTE)):
        strict = replace(shop, policy=replace(shop.policy, offer_short=effect))
        run_review(office.mia, campaign, strict)
        (told,) = reasons(office, campaign, strict)
        assert told.level is level
        blocked = see_campaign(office.mia, campaign, strict).gate.state.value == "blocked"
        assert blocked is (effect is Effect.BLOCK)


def test_copy_that_limits_it_is_quoted_and_not_excused_where_it_is_gone_at_once(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    text = b"Delivered in 5 days. A free mug with every order, while stocks last."
    add_material(office.mia, campaign, name="mail.txt", data=text)
    limit_offers(office.mia, campaign, shop, [offer(units=20)])
    run_review(office.mia, campaign, shop)
    (told,) = reasons(office, campaign, shop)
    assert "The copy says 'while stocks last', which excuses no offer" in told.message
    assert "say in the copy" not in told.cure
    late = offer(units=150, last=date(2026, 4, 9))
    limit_offers(office.mia, campaign, shop, [late])
    run_review(office.mia, campaign, shop)
    for told in reasons(office, campaign, shop):
        assert "excuses" not in told.message


def test_what_has_been_launched_keeps_its_limits(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    Campaign.objects.update(launched_at="2026-03-01T00:00:00Z")
    campaign.refresh_from_db()
    with nothing_written(), pytest.raises(UsageError, match="has been launched"):
        limit_offers(office.mia, campaign, shop, [offer()])
