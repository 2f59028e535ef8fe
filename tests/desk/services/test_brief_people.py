"""Who has passed the briefing on a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flow import nothing_written

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.brief_people import brief_people, take_back_briefing
from ringtrue.desk.services.create_campaign import create_campaign

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    Campaign.objects.filter(pk=made.pk).update(standards=["two-days"])
    return Campaign.objects.get(pk=made.pk)


def passed(campaign: Campaign) -> list[str]:
    return list(campaign.briefings.values_list("who", flat=True))


def test_names_are_noted_once(office: Office, campaign: Campaign) -> None:
    assert brief_people(office.sam, campaign, promise="two-days", names=["Gus", "Ida", "Gus"]) == 2
    assert brief_people(office.sam, campaign, promise="two-days", names=["Ida", "Jo"]) == 1
    assert passed(campaign) == ["Gus", "Ida", "Jo"]


def test_the_same_names_again_write_nothing(office: Office, campaign: Campaign) -> None:
    brief_people(office.sam, campaign, promise="two-days", names=["Gus"])
    with nothing_written():
        assert brief_people(office.sam, campaign, promise="two-days", names=["Gus"]) == 0


def test_a_briefing_can_be_taken_back(office: Office, campaign: Campaign) -> None:
    brief_people(office.sam, campaign, promise="two-days", names=["Gus", "Ida"])
    take_back_briefing(office.sam, campaign.briefings.get(who="Gus"))
    assert passed(campaign) == ["Ida"]


def test_what_cannot_be_is_refused_and_writes_nothing(office: Office, campaign: Campaign) -> None:
    many = [f"person {number}" for number in range(2_001)]
    for names in ([], many, [" "]):
        with nothing_written(), pytest.raises(UsageError):
            brief_people(office.sam, campaign, promise="two-days", names=names)
    with nothing_written(), pytest.raises(UsageError, match="three-days"):
        brief_people(office.sam, campaign, promise="three-days", names=["Gus"])
