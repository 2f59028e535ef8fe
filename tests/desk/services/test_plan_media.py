"""What a campaign sends out: kept as it was said, and part of what people sign."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flow import given_review, nothing_written, placement

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.sign_off import sign_off

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="page.txt", data=b"Delivered in 5 days.")
    return made


def test_the_store_gives_back_what_was_said(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    said = (placement(), placement("poster", 80_000, last=placement().first + timedelta(days=7)))
    assert plan_media(office.mia, campaign, shop, said)
    assert media_plan_of(Campaign.objects.get(pk=campaign.pk)).placements == said


def test_a_campaign_begins_with_an_empty_plan(campaign: Campaign) -> None:
    assert media_plan_of(campaign).placements == ()


def test_the_same_plan_again_changes_nothing(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    plan_media(office.mia, campaign, shop, [placement()])
    with nothing_written():
        assert not plan_media(office.mia, campaign, shop, [placement()])


def test_a_larger_sending_voids_what_was_signed_and_says_why(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    plan_media(office.mia, campaign, shop, [placement()])
    review = given_review(campaign, office.mia, shop)
    sign_off(office.max, campaign, shop, role=Role.MARKETING, seal=review.seal)
    plan_media(office.mia, campaign, shop, [placement(reach=50_000)])
    changed = see_campaign(office.mia, campaign, shop).changed
    assert changed == ("The placement 'letter' of the media plan has changed.",)


def test_what_cannot_be_is_refused_and_nothing_is_written(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    now = datetime(2026, 4, 1, 9, tzinfo=UTC)
    twice, zoned = [placement(), placement()], [placement(first=now, last=now)]
    many = [placement(f"letter {number}") for number in range(201)]
    for wrong, word in ((twice, "two placements"), (zoned, "zone"), (many, "201 placements")):
        with nothing_written(), pytest.raises(UsageError, match=word):
            plan_media(office.mia, campaign, shop, wrong)
