"""A dossier of a campaign in every state of its life holds, and tells what was changed in it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from flow import one_event, refused

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.dossier.rendering import json_in
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import launch_campaign, override_launch
from ringtrue.desk.services.make_dossier import Made, make_dossier
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import tick_item
from ringtrue.desk.services.verify_dossier import verify_dossier_text
from ringtrue.desk.services.withdraw_sign_off import withdraw_sign_off
from ringtrue.gap.dossier import CampaignFile, Dossier
from ringtrue.gap.dossier_file import read_dossier

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


def made(office: Office, campaign: Campaign, shop: Workspace) -> Dossier:
    """A new dossier, whose JSON and page both hold."""
    campaign = Campaign.objects.get(pk=campaign.pk)
    with one_event("dossier made", "vic"):
        found = make_dossier(office.vic, campaign, shop)
    assert json.loads(EventRecord.objects.last().payload) == {"seal": found.seal}
    page = found.data.decode()
    assert json_in(page).count("<") == 0
    for text in (found.json, page):
        checked = verify_dossier_text(text)
        assert [str(each) for each in checked.problems] == []
        assert (checked.seal, checked.compared) == (found.seal, text == page)
    return read_dossier(found.json).dossier


def file_of(dossier: Dossier) -> CampaignFile:
    (file,) = dossier.campaigns
    return file


def bring(office: Office, campaign: Campaign, shop: Workspace, words: str) -> None:
    """Confirm what the only promise means, and review."""
    (found,) = propose_standards(office.olga, campaign, shop)
    body = found.meanings[0].ways[0].yaml
    confirm_standard(office.olga, campaign, shop, wording=words, body=body)
    run_review(office.mia, campaign, shop)


def test_a_dossier_of_every_state_holds(office: Office, shop: Workspace) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring", launch_on=date(2026, 4, 1))
    assert made(office, campaign, shop).state == "draft"

    page = add_material(
        office.mia, campaign, name="page", channel="web", data=b"Delivered in 2 days."
    )
    bring(office, campaign, shop, "Delivered in 2 days")
    blocked = made(office, campaign, shop)
    assert blocked.state == "blocked"
    assert [each.standard for each in blocked.evidence] == ["delivered-in-2-days"]

    objection = object_to_promise(
        office.fay, shop, campaign=campaign, wording="Delivered in 2 days", reason="Three vans."
    )
    revise_material(office.mia, page.material, data=b"Delivered in 5 days.")
    waiting = made(office, campaign, shop)
    assert (waiting.state, file_of(waiting).seal) == ("in review", "")
    assert [each.by for each in file_of(waiting).objections] == ["Somebody (name masked)"]
    assert [each.number for each in file_of(waiting).materials[0].versions] == [1, 2]

    answer_objection(office.sam, objection, shop, answer="Now 5 days.", upheld=True)
    bring(office, campaign, shop, "Delivered in 5 days")
    seal = see_campaign(office.mia, campaign, shop).seal
    late = sign_off(office.sam, campaign, shop, role=Role.SERVICE, seal=seal, note="Not yet.")
    withdraw_sign_off(office.sam, late, shop, reason="Wait.")
    for person, role in ((office.max, Role.MARKETING), (office.sam, Role.SERVICE)):
        sign_off(person, campaign, shop, role=role, seal=seal)
    assert made(office, campaign, shop).state == "conditional"
    share = {"role": Role.OPERATIONS, "seal": seal, "share_held": 0.95}
    sign_off(office.olga, campaign, shop, **share)
    tick_item(office.sam, campaign.checklist.get(key="briefed"), shop, evidence="Minutes")
    clear = made(office, campaign, shop)
    assert [each.count.value for each in file_of(clear).sign_offs] == ["withdrawn", *["counts"] * 3]

    launch_campaign(office.mia, campaign, shop)
    assert made(office, campaign, shop).state == "launched"
    end_campaign(office.mia, campaign)
    assert made(office, campaign, shop).state == "ended"


def test_a_launch_against_the_gate_is_in_the_dossier(office: Office, shop: Workspace) -> None:
    campaign = create_campaign(office.mia, shop, name="Rush")
    add_material(office.mia, campaign, name="page", channel="web", data=b"Delivered in 2 days.")
    override_launch(office.ada, campaign, shop, reason="The spot is paid for.")
    (override,) = file_of(made(office, campaign, shop)).overrides
    assert (override.person, override.reason) == ("ada", "The spot is paid for.")
    assert override.against


def hostile(office: Office, shop: Workspace) -> Made:
    campaign = create_campaign(office.mia, shop, name="</script><script>alert(1)</script>")
    opening = '<script type="application/json" id="ringtrue-dossier">'
    words = f"</script></pre>{opening}<!-- {{{{ it }}}}\x1b\x0b\r\n\u202eDelivered in 2 days.\n"
    data = f"{words}{'x' * 5000}\n{'&lt; ' * 1000}".encode()
    add_material(office.mia, campaign, name="<b>&.txt", channel="web", data=data)
    return make_dossier(office.vic, campaign, shop)


def test_hostile_copy_stays_within_the_page_and_comes_out_again(
    office: Office, shop: Workspace
) -> None:
    found = hostile(office, shop)
    page = found.data.decode()
    checked = verify_dossier_text(page)
    assert ([*map(str, checked.problems)], checked.compared) == ([], True)
    assert "<script>alert" not in page
    assert page.count("<script") == page.count("</script>") == 1
    assert "\x1b" not in page
    assert "\u202e" not in page.partition("<script")[0]
    assert json.loads(json_in(page)) == json.loads(found.json)


def test_a_page_that_shows_something_else_than_is_sealed_does_not_hold(
    office: Office, shop: Workspace
) -> None:
    page = hostile(office, shop).data.decode()
    assert not verify_dossier_text(page).problems
    for shown in (page.replace("Nobody has reviewed it yet", "It was reviewed"), f"{page}<p>Hi"):
        assert shown != page
        (problem,) = verify_dossier_text(shown).problems
        assert "the page" in str(problem)


def test_who_may_not_see_campaigns_gets_no_dossier(office: Office, shop: Workspace) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring")
    refused(NotAllowedError, "may not see", lambda: make_dossier(office.fay, campaign, shop))
