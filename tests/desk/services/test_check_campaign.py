"""May a campaign go out? Blocked for a pipeline as long as its launch would be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flow import given_review, nothing_written

from ringtrue.core.campaign import CampaignState
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.core.workspace import Workspace
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.check_campaign import CheckedCampaign, check_campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import launch_campaign, override_launch
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import tick_item
from ringtrue.desk.terminal import Terminal

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.material import MaterialVersion

pytestmark = pytest.mark.django_db
COPY = b"Delivered in 5 days."


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    return create_campaign(office.mia, shop, name="Spring")


@pytest.fixture
def page(office: Office, campaign: Campaign) -> MaterialVersion:
    return add_material(office.mia, campaign, name="page.md", channel="web", data=COPY)


def codes(told: CheckedCampaign, level: Level = Level.ERROR) -> list[str]:
    return [each.code for each in told.decision.reasons if each.level is level]


def ready(office: Office, campaign: Campaign, shop: Workspace) -> None:
    """Reviewed, signed by all, and all that blocks is done."""
    seal = given_review(campaign, office.mia, shop).seal
    for who, role in ((office.max, Role.MARKETING), (office.olga, Role.OPERATIONS),
                      (office.sam, Role.SERVICE)):  # fmt: skip
        sign_off(who, campaign, shop, role=role, seal=seal, share_held=0.95)
    tick_item(office.sam, campaign.checklist.get(key="briefed"), shop, evidence="Met on Monday.")


def test_a_draft_is_blocked_for_want_of_a_review(
    office: Office, campaign: Campaign, page: MaterialVersion, shop: Workspace
) -> None:
    with nothing_written():
        told = check_campaign(office.vic, campaign, shop)
    assert (told.state, told.decision.outlook) == (CampaignState.DRAFT, Outlook.BLOCKED)
    assert codes(told)[0] == "not-reviewed"
    assert told.summary == "It may not be launched: 5 things stand against it."
    assert told.seal == ""


def test_what_the_launch_waits_for_is_an_error_for_a_pipeline(
    office: Office, campaign: Campaign, page: MaterialVersion, shop: Workspace
) -> None:
    given_review(campaign, office.mia, shop)
    told = check_campaign(office.vic, campaign, shop)
    assert told.state is CampaignState.CONDITIONAL
    assert told.decision.outlook is Outlook.BLOCKED
    assert codes(told) == ["sign-off-missing"] * 3 + ["checklist-open"]
    assert codes(told, Level.NOTE) == ["checklist-open"]


def test_a_campaign_that_may_be_launched_is_not_blocked(
    office: Office, campaign: Campaign, page: MaterialVersion, shop: Workspace
) -> None:
    ready(office, campaign, shop)
    told = check_campaign(office.vic, campaign, shop)
    assert (told.decision.outlook, codes(told)) == (Outlook.CLEAR, [])
    assert told.summary == "It may be launched."
    assert len(told.seal) == 64


def test_another_word_closes_it_again(
    office: Office, campaign: Campaign, page: MaterialVersion, shop: Workspace
) -> None:
    ready(office, campaign, shop)
    revise_material(office.mia, page.material, data=b"Delivered in 2 days.")
    told = check_campaign(office.vic, campaign, shop)
    assert told.decision.outlook is Outlook.BLOCKED
    assert codes(told)[0] == "review-again"


def test_a_launched_campaign_is_out_and_an_ended_one_is_not(
    office: Office, campaign: Campaign, page: MaterialVersion, shop: Workspace
) -> None:
    ready(office, campaign, shop)
    launch_campaign(office.mia, campaign, shop)
    told = check_campaign(office.vic, campaign, shop)
    assert (told.state, told.decision.outlook) == (CampaignState.LAUNCHED, Outlook.CLEAR)
    assert told.summary.startswith("It was launched on ")
    end_campaign(office.mia, campaign, reason="Over.")
    told = check_campaign(office.vic, campaign, shop)
    assert (told.decision.outlook, codes(told)) == (Outlook.BLOCKED, ["campaign-ended"])


def test_a_launch_against_the_gate_is_a_launch(
    office: Office, campaign: Campaign, page: MaterialVersion, shop: Workspace
) -> None:
    override_launch(office.ada, campaign, shop, reason="We must.")
    assert check_campaign(office.vic, campaign, shop).decision.outlook is Outlook.CLEAR


def test_the_terminal_may_ask_and_the_front_line_may_not(
    office: Office, campaign: Campaign, shop: Workspace
) -> None:
    assert check_campaign(Terminal("root"), campaign, shop).slug == "spring"
    with pytest.raises(NotAllowedError, match="may not"):
        check_campaign(office.fay, campaign, shop)
