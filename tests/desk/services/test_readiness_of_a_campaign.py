"""Can those who answer keep their promise under the campaign? From media plan to condition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from flow import nothing_written, one_event, placement

from ringtrue.core.answering import Answering, Duty
from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.errors import UsageError
from ringtrue.core.service_level import Target
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.readiness import NO_ANSWERING, NO_MEDIA
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.adopt_staffing_plan import adopt_staffing_plan
from ringtrue.desk.services.brief_people import brief_people
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_readiness import see_readiness
from ringtrue.desk.services.tick_item import tick_item
from ringtrue.do.readiness import WhatIf
from ringtrue.do.staffing.usual import TERMS
from ringtrue.gap.answering import CALLS_UNANSWERED, LOAD_UNFORESEEN, STAFFING_ITEM
from ringtrue.gap.gate import Code

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

PHONES = Calendar("phones", "UTC", ((Opening(time(8), time(20)),),) * 7)
DUE = date(2026, 3, 25)


def floor(shop: Workspace, agents: int) -> Workspace:
    answering = Answering(Target(20, 0.8), (Duty("phones", agents),), TERMS)
    return replace(shop, calendars=(PHONES,), answering=answering)


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="page.txt", data=b"Delivered in 5 days.")
    plan_media(office.mia, made, shop, [placement(reach=60_000)])
    return made


def test_what_is_missing_is_said_before_anything_is_worked_out(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    assert see_readiness(office.olga, campaign, shop).lacking == NO_ANSWERING
    plan_media(office.mia, campaign, shop, [])
    assert see_readiness(office.olga, campaign, floor(shop, 3)).lacking == NO_MEDIA


def test_too_few_people_are_seen_with_when_and_with_what_to_do(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    with nothing_written():
        view = see_readiness(office.olga, campaign, floor(shop, 2))
    assert view.ready is not None
    assert not view.ready.holds
    assert view.shortages
    assert "agents answering on 1 April 2026" in view.words
    assert view.figures
    assert see_readiness(office.olga, campaign, floor(shop, 40)).shortages == ()


def test_what_is_tried_changes_nothing_that_is_kept(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    with nothing_written():
        view = see_readiness(office.olga, campaign, floor(shop, 2), WhatIf(agents=40))
    assert view.ready is not None
    assert view.ready.holds


def test_a_review_says_that_calls_go_unanswered_until_a_plan_is_made_and_done(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    workspace = floor(shop, 2)
    run_review(office.mia, campaign, workspace)
    codes = {each.code for each in see_campaign(office.mia, campaign, workspace).gate.reasons}
    assert {CALLS_UNANSWERED, Code.STAFFING_UNPLANNED} <= codes
    with one_event("adopt staffing plan", "olga"):
        entry = adopt_staffing_plan(office.olga, campaign, workspace, owner=office.olga, due=DUE)
    assert (entry.key, entry.owner, entry.due, entry.blocking) == (
        STAFFING_ITEM,
        office.olga,
        DUE,
        True,
    )
    codes = {each.code for each in see_campaign(office.mia, campaign, workspace).gate.reasons}
    assert Code.STAFFING_UNPLANNED not in codes
    assert {CALLS_UNANSWERED, Code.CHECKLIST_OPEN} <= codes


def test_a_review_of_enough_people_says_nothing_of_calls(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    workspace = floor(shop, 40)
    run_review(office.mia, campaign, workspace)
    codes = {each.code for each in see_campaign(office.mia, campaign, workspace).gate.reasons}
    assert codes.isdisjoint({CALLS_UNANSWERED, LOAD_UNFORESEEN, Code.STAFFING_UNPLANNED})


def test_a_plan_that_cannot_be_held_against_anybody_does_not_stop_the_review(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    long = placement(last=datetime(2026, 8, 1))
    plan_media(office.mia, campaign, shop, [long])
    workspace = floor(shop, 2)
    run_review(office.mia, campaign, workspace)
    reasons = see_campaign(office.mia, campaign, workspace).gate.reasons
    told = next(each for each in reasons if each.code == LOAD_UNFORESEEN)
    assert "runs for" in told.message


def test_other_duties_ask_for_another_review(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    run_review(office.mia, campaign, floor(shop, 40))
    assert see_campaign(office.mia, campaign, floor(shop, 40)).changed == ()
    assert "who answers calls" in see_campaign(office.mia, campaign, floor(shop, 2)).changed[0]


def test_a_new_plan_replaces_the_old_one_and_is_open_again(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    workspace = floor(shop, 2)
    entry = adopt_staffing_plan(office.olga, campaign, workspace, owner=office.olga, due=DUE)
    tick_item(office.olga, entry, workspace, evidence="Contracts")
    again = adopt_staffing_plan(
        office.olga, campaign, workspace, owner=office.sam, due=DUE, tried=WhatIf(times=2)
    )
    assert again.pk == entry.pk
    assert again.title != entry.title
    assert again.done_at is None


def test_where_nothing_is_missing_there_is_no_plan_to_make(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    for workspace, word in ((floor(shop, 40), "nobody is missing"), (shop, "no staffing plan")):
        with nothing_written(), pytest.raises(UsageError, match=word):
            adopt_staffing_plan(office.olga, campaign, workspace, owner=office.olga, due=DUE)
    with nothing_written(), pytest.raises(UsageError, match="Vic cannot do items"):
        adopt_staffing_plan(office.olga, campaign, floor(shop, 2), owner=office.vic, due=DUE)


def test_whoever_is_not_briefed_is_counted(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    Campaign.objects.update(standards=["five-days"])
    campaign.refresh_from_db()
    brief_people(office.sam, campaign, promise="five-days", names=["Gus"])
    view = see_readiness(office.olga, campaign, floor(shop, 40))
    assert view.ready is not None
    (told,) = view.ready.plan.briefed
    assert told.passed == ("Gus",)
    assert told.missing == told.needed - 1
    assert "brief" in view.words.lower()
