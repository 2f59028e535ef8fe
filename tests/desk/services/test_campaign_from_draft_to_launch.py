"""The whole way of one campaign, as the people of a shop go it together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.verdict import State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import event_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.change_campaign import change_campaign
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import LaunchRefusedError, launch_campaign
from ringtrue.desk.services.my_work import my_work
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import CampaignView, see_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import tick_item
from ringtrue.desk.services.word_kept import word_kept
from ringtrue.desk.work_tasks import Sort
from ringtrue.gap.chain import find_break

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


class Way:
    """One campaign and the people who bring it to its launch."""

    def __init__(self, office: Office, shop: Workspace) -> None:
        self.office, self.shop = office, shop
        self.campaign = create_campaign(
            office.mia, shop, name="Spring", launch_on=date(2026, 4, 1), audience="Everyone"
        )

    @property
    def view(self) -> CampaignView:
        found = Campaign.objects.get(pk=self.campaign.pk)
        return see_campaign(self.office.mia, found, self.shop)

    def refused(self) -> set[str]:
        """The codes of the reasons for which the launch is refused now."""
        before = EventRecord.objects.count()
        with pytest.raises(LaunchRefusedError) as caught:
            launch_campaign(self.office.mia, self.campaign, self.shop)
        assert EventRecord.objects.count() == before
        assert Campaign.objects.get(pk=self.campaign.pk).launched_at is None
        for reason in caught.value.gate.reasons:
            assert reason.level == "note" or reason.message in str(caught.value)
        return {reason.code for reason in caught.value.gate.reasons}

    def promise(self, words: str) -> State | None:
        (claim,) = self.view.materials[0].claims
        assert claim.claim.text == words
        assert claim.as_reviewed
        assert claim.judged is not None
        return claim.judged.state

    def confirm(self, words: str) -> None:
        (found,) = propose_standards(self.office.olga, self.campaign, self.shop)
        way = found.meanings[0].ways[0]
        confirm_standard(self.office.olga, self.campaign, self.shop, wording=words, body=way.yaml)

    def sign(self, who: str, role: Role, share: float | None = None) -> None:
        person = getattr(self.office, who)
        seal = self.view.seal
        sign_off(person, self.campaign, self.shop, role=role, seal=seal, share_held=share)

    def all_sign(self) -> None:
        self.sign("max", Role.MARKETING)
        self.sign("olga", Role.OPERATIONS, 0.95)
        self.sign("sam", Role.SERVICE)


def test_a_campaign_goes_from_draft_to_launch_and_is_refused_until_all_is_met(
    office: Office, shop: Workspace
) -> None:
    way = Way(office, shop)
    assert way.view.state is CampaignState.DRAFT
    assert "not-reviewed" in way.refused()

    version = add_material(
        office.mia, way.campaign, name="page.txt", channel="web", data=b"Delivered in 2 days.\n"
    )
    assert "not-reviewed" in way.refused()
    way.confirm("Delivered in 2 days")
    review = run_review(office.mia, way.campaign, shop)
    assert review.outlook == "blocked"
    assert way.promise("Delivered in 2 days") is State.FAILS
    assert way.view.state is CampaignState.BLOCKED
    assert "promise-fails" in way.refused()
    with pytest.raises(UsageError, match="blocks"):
        way.sign("olga", Role.OPERATIONS, 0.95)

    objection = object_to_promise(
        office.fay, shop, wording="Delivered in 2 days", reason="Vans leave on Tuesdays only."
    )
    assert "objection-open" in way.refused()
    assert [each.by for each in way.view.objections] == ["Somebody (name masked)"]

    revise_material(office.mia, version.material, data=b"Delivered in 5 days.\n")
    assert way.view.state is CampaignState.IN_REVIEW
    assert any("no longer says 'Delivered in 2 days'" in each for each in way.view.changed)
    assert "review-again" in way.refused()
    way.confirm("Delivered in 5 days")
    run_review(office.mia, way.campaign, shop)
    assert way.promise("Delivered in 5 days") is State.HOLDS
    assert way.view.decision is not None
    assert way.view.decision.outlook == "clear", way.view.decision.reasons
    answer_objection(office.sam, objection, shop, answer="Now 5 days.", upheld=True)
    assert way.refused() == {"sign-off-missing", "checklist-open"}

    with pytest.raises(UsageError, match="nobody signs their own"):
        way.sign("mia", Role.MARKETING)
    way.all_sign()
    assert way.refused() == {"checklist-open"}

    change_campaign(office.max, way.campaign, shop, audience="Students")
    assert "review-again" in way.refused()
    (void, *_) = way.view.sign_offs
    assert void.count == "void"
    assert void.changed == ("The audience is 'Students', no longer 'Everyone'.",)
    run_review(office.mia, way.campaign, shop)
    assert way.refused() == {"sign-off-void", "checklist-open"}
    way.all_sign()

    briefed = way.campaign.checklist.get(key="briefed")
    assert briefed.due == date(2026, 3, 25)
    assert way.refused() == {"checklist-open"}
    tick_item(office.sam, briefed, shop, evidence="Minutes of 3 March")
    assert [each.sort for each in my_work(office.mia)] == [Sort.LAUNCH]

    launched = launch_campaign(office.mia, way.campaign, shop)
    assert launched.state == CampaignState.LAUNCHED
    assert way.view.state is CampaignState.LAUNCHED
    live, dropped = word_kept(office.vic)
    assert (live.standing.standard, live.state) == ("delivered-in-5-days", State.HOLDS)
    assert [each.slug for each in live.live] == ["spring"]
    assert (dropped.standing.standard, dropped.state) == ("delivered-in-2-days", State.FAILS)
    assert not dropped.live
    end_campaign(office.mia, way.campaign)
    assert way.view.state is CampaignState.ENDED
    assert find_break(map(event_of, EventRecord.objects.all())) is None
