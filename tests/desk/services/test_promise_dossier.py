"""The dossier of a promise holds at every turn of its life, and tells only what is about it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from flow import one_event, refused

from ringtrue.core.campaign import CampaignState
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.listing import made_in, standard_versions
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.standing import EvidenceRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.keep_dossier import keep_dossier
from ringtrue.desk.services.launch_campaign import override_launch
from ringtrue.desk.services.make_dossier import Made, make_dossier
from ringtrue.desk.services.manage_book import change_standard
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_promise import find_promise
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.verify_dossier import verify_dossier_text
from ringtrue.gap.dossier import Dossier

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db
NAME = "delivered-in-2-days"


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    """One that promises two things in three materials, one of them in two."""
    made = create_campaign(office.mia, shop, name="Spring", launch_on=date(2026, 4, 1))
    for name, words in (
        ("page", "Delivered in 2 days."),
        ("mail", "Delivered in 5 days."),
        ("spot", "Yes: delivered in 2 days!"),
    ):
        add_material(office.mia, made, name=name, channel="web", data=words.encode())
    confirm(office, shop, made, "Delivered in 2 days")
    run_review(office.mia, made, shop)
    return made


def confirm(office: Office, shop: Workspace, campaign: Campaign, words: str) -> None:
    found = propose_standards(office.olga, campaign, shop)
    body = next(each.meanings[0].ways[0].yaml for each in found if words in each.text)
    confirm_standard(office.olga, campaign, shop, wording=words, body=body)


def softened(body: str) -> str:
    """The same standard with a lower target."""
    found = re.sub(r"target: \S+", "target: 80%", body)
    assert found != body
    return found


def made(office: Office, shop: Workspace, name: str = NAME) -> Dossier:
    """A new dossier, whose JSON and page both hold."""
    with one_event("dossier made", "vic"):
        found = make_dossier(office.vic, find_promise(name), shop)
    last = EventRecord.objects.last()
    assert last is not None
    assert (last.subject, json.loads(last.payload)) == (f"standard:{name}", {"seal": found.seal})
    for text in (found.json, found.data.decode()):
        checked = verify_dossier_text(text)
        assert [str(each) for each in checked.problems] == []
        assert checked.seal == found.seal
    return found.dossier


def test_it_tells_what_is_about_the_promise_and_nothing_else(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    it = made(office, shop)
    assert (it.subject, it.title) == (f"standard:{NAME}", "Delivered in 2 days")
    (file,) = it.campaigns
    assert [each.name for each in file.materials] == ["page", "spot"]
    assert [each.id for review in file.reviews for each in review.standards] == [NAME]
    assert (file.checklist, file.reasons) == ((), ())
    assert {each.standard for each in it.evidence} == {NAME}
    assert "mail" not in {json.loads(each.payload).get("material") for each in it.events}
    assert {(each.material, each.words) for each in made_in(file, NAME)} == {
        ("page", "Delivered in 2 days"),
        ("spot", "delivered in 2 days"),
    }


def test_its_months_add_up_to_its_numbers(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    promise = made(office, shop).promise
    assert promise is not None
    counts = promise.standard.counts
    assert counts.decided > 0
    assert sum(each.counts.kept for each in promise.months) == counts.kept
    assert sum(each.counts.broken for each in promise.months) == counts.broken


def test_without_the_evidence_for_them_no_numbers_are_told(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    EvidenceRecord.objects.filter(standard=NAME).update(content="{}")
    with pytest.raises(AssertionError, match="Schema None is unknown"):
        made(office, shop)  # a review judged by it, and that it did cannot be shown any more
    found = make_dossier(office.vic, find_promise(NAME), shop).dossier.promise
    assert found is not None
    assert (found.standard.evidence, found.standard.share, found.months) == ("", None, ())


def test_every_turn_of_its_life_is_in_it(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    words = "Delivered in 2 days"
    to_it = object_to_promise(
        office.fay, shop, campaign=campaign, wording=words, reason="Three vans."
    )
    free = object_to_promise(office.fay, shop, campaign=None, wording=words, reason="No vans.")
    object_to_promise(
        office.fay, shop, campaign=campaign, wording="Delivered in 5 days", reason="Why not 4?"
    )
    other = create_campaign(office.mia, shop, name="Autumn")
    page = add_material(office.mia, other, name="page", channel="web", data=words.encode())
    run_review(office.mia, other, shop)
    it = made(office, shop)
    assert it.promise is not None
    assert [each.number for each in it.promise.objections] == [free.pk]
    assert [[each.number for each in file.objections] for file in it.campaigns] == [[to_it.pk], []]

    before = it.promise.standard.yaml
    body = softened(before)
    change_standard(office.olga, shop, NAME, body=body, reason="Agreed.")
    it = made(office, shop)
    assert [each.yaml.strip() for each in standard_versions(it)] == [body.strip(), before.strip()]

    override_launch(office.ada, campaign, shop, reason="The spot is paid for.")
    revise_material(office.mia, page.material, data=b"We are glad to see you.")
    run_review(office.mia, other, shop)
    it = made(office, shop)
    spring, autumn = it.campaigns
    assert spring.about.state is CampaignState.LAUNCHED
    assert [each.reason for each in spring.overrides] == ["The spot is paid for."]
    assert [[each.id for each in review.standards] for review in autumn.reviews] == [[NAME], []]
    assert len(autumn.materials[0].versions) == 2


def test_a_sign_off_is_told_and_void_when_the_standard_is_changed(
    office: Office, shop: Workspace
) -> None:
    calm = create_campaign(office.mia, shop, name="Calm")
    add_material(office.mia, calm, name="page", channel="web", data=b"Delivered in 5 days.")
    confirm(office, shop, calm, "Delivered in 5 days")
    run_review(office.mia, calm, shop)
    seal = see_campaign(office.mia, calm, shop).seal
    sign_off(office.max, calm, shop, role=Role.MARKETING, seal=seal)
    name = "delivered-in-5-days"
    it = made(office, shop, name)
    assert [each.count.value for each in it.campaigns[0].sign_offs] == ["counts"]
    assert it.promise is not None
    body = softened(it.promise.standard.yaml)
    change_standard(office.olga, shop, name, body=body, reason="Agreed.")
    it = made(office, shop, name)
    assert [each.count.value for each in it.campaigns[0].sign_offs] == ["void"]


def test_hostile_copy_stays_within_the_page(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    words = "<script>alert(1)</script>\x0b\u202eDelivered in 2 days.\n"
    add_material(office.mia, campaign, name="<b>.txt", channel="web", data=words.encode())
    run_review(office.mia, campaign, shop)
    page = make_dossier(office.vic, find_promise(NAME), shop).data.decode()
    checked = verify_dossier_text(page)
    assert ([*map(str, checked.problems)], checked.compared) == ([], True)
    assert "<script>alert" not in page
    assert page.count("<script") == 1
    shown = page.replace("Who makes it", "Who does not")
    assert [str(each) for each in verify_dossier_text(shown).problems] == [
        "the page: it does not show just what is sealed in it"
    ]


def test_a_page_with_months_that_nobody_can_draw_is_still_checked(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    found: Made = make_dossier(office.vic, find_promise(NAME), shop)
    first = found.dossier.promise.months[0].month if found.dossier.promise else ""
    page = found.data.decode()
    for instead in ("<b>", "2026-13", "9999-99"):
        forged = page.replace(f'"month":"{first}"', f'"month":"{instead}"')
        assert forged != page
        assert not verify_dossier_text(forged).holds


def test_a_worker_makes_it_too_and_who_may_not_see_gets_none(
    office: Office, shop: Workspace, campaign: Campaign, settings, tmp_path
) -> None:
    settings.WORKSPACE = tmp_path
    row = keep_dossier(office.vic, find_promise(NAME), shop, Form.HTML)
    assert (row.subject, row.stem) == (f"standard:{NAME}", f"{NAME}-dossier")
    promise = find_promise(NAME)
    refused(NotAllowedError, "may not see", lambda: make_dossier(office.fay, promise, shop))
