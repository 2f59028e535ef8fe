"""One sentence says what a campaign waits for, at every step of its way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from flow import given_review

from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook, Reason
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.next_step import next_step
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import launch_campaign
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import tick_item
from ringtrue.gap.answering import CALLS_UNANSWERED

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


def test_it_tells_each_step_from_the_first_material_to_the_end(
    office: Office, shop: Workspace
) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring", launch_on=date(2026, 4, 1))

    def said() -> str:
        return next_step(see_campaign(office.vic, Campaign.objects.get(pk=campaign.pk), shop))

    assert said() == "Waits for its copy: add the first material."
    add_material(office.mia, campaign, name="page.txt", data=b"Delivered in 5 days.\n")
    assert said() == "Waits for its first review, which measures every promise in it."
    run_review(office.mia, campaign, shop)
    (found,) = propose_standards(office.olga, campaign, shop)
    body = found.meanings[0].ways[0].yaml
    confirm_standard(office.olga, campaign, shop, wording=found.text, body=body)
    assert said() == "Waits for another review: something has changed since the last one."
    run_review(office.mia, campaign, shop)
    assert said() == "Waits for Marketing, Operations and Customer Service to sign."
    for person, role in ((office.max, Role.MARKETING), (office.sam, Role.SERVICE)):
        seal = see_campaign(person, campaign, shop).seal
        sign_off(person, campaign, shop, role=role, seal=seal)
    assert said() == "Waits for Operations to sign."
    sign_off(office.olga, campaign, shop, role=Role.OPERATIONS, seal=seal, share_held=0.95)
    objection = object_to_promise(
        office.fay, shop, wording="Delivered in 5 days", reason="No vans.", campaign=campaign
    )
    assert said() == "Waits for an answer to 1 objection."
    answer_objection(office.olga, objection, shop, answer="There are two.", upheld=False)
    assert said() == "Waits for 1 item of the checklist."
    briefed = campaign.checklist.get(key="briefed")
    tick_item(office.sam, briefed, shop, evidence="Minutes of 3 March")
    assert said() == "Everything is met: it may be launched on 1 April 2026."
    launch_campaign(office.mia, campaign, shop)
    assert said() == "It is live."
    end_campaign(office.mia, campaign)
    assert said() == "It has ended."


def test_what_blocks_it_comes_before_the_signatures(office: Office, shop: Workspace) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, campaign, name="page.txt", data=b"Delivered in 2 days.\n")
    run_review(office.mia, campaign, shop)
    said = next_step(see_campaign(office.vic, campaign, shop))
    assert said == "Waits until what blocks it is cleared."


def test_calls_that_go_unanswered_wait_for_a_plan(office: Office, shop: Workspace) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, campaign, name="page.txt", data=b"Delivered in 5 days.\n")
    unanswered = Reason(CALLS_UNANSWERED, Level.WARNING, "Few answer.", "Hire.")
    review = given_review(campaign, office.mia, shop, Outlook.CONDITIONAL, unanswered)
    for person, role in ((office.max, Role.MARKETING), (office.sam, Role.SERVICE)):
        sign_off(person, campaign, shop, role=role, seal=review.seal)
    sign_off(office.olga, campaign, shop, role=Role.OPERATIONS, seal=review.seal, share_held=0.95)
    tick_item(office.sam, campaign.checklist.get(key="briefed"), shop, evidence="Minutes")
    said = next_step(see_campaign(office.vic, campaign, shop))
    assert said == "Waits for a staffing plan: its calls will not all be answered as promised."
