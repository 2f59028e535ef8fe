"""Sign-offs, objections, checklist and override: what each refuses, and what it leaves behind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flow import given_review, nothing_written, one_event, refused

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign, Override
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.review import SignOffRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.change_campaign import LimitText, change_campaign
from ringtrue.desk.services.comment_on_span import comment_on_span, resolve_comment
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import (
    LaunchRefusedError,
    launch_campaign,
    override_launch,
)
from ringtrue.desk.services.my_work import my_work
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_campaigns import see_campaigns
from ringtrue.desk.services.see_objections import my_objections, see_objections
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import assign_item, tick_item, untick_item
from ringtrue.desk.services.withdraw_sign_off import withdraw_sign_off
from ringtrue.desk.work_tasks import Sort

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db


class Desk:
    """A campaign of Mia's with one material, reviewed and clear."""

    def __init__(self, office: Office, shop: Workspace) -> None:
        self.office, self.shop = office, shop
        self.campaign = create_campaign(office.mia, shop, name="Spring", launch_on=date(2026, 4, 1))
        self.version = add_material(
            office.mia, self.campaign, name="a.txt", data=b"Delivered in 5 days."
        )
        self.review = given_review(self.campaign, office.mia, shop)

    def sign(self, person: Person, role: Role, **more: object) -> SignOffRecord:
        wanted = {"seal": self.review.seal, "share_held": 0.9, **more}
        return sign_off(person, self.campaign, self.shop, role=role, **wanted)  # type: ignore[arg-type]

    def all_sign(self) -> None:
        self.sign(self.office.max, Role.MARKETING)
        self.sign(self.office.olga, Role.OPERATIONS)
        self.sign(self.office.sam, Role.SERVICE)

    def open_codes(self) -> set[str]:
        view = see_campaign(self.office.vic, self.campaign, self.shop)
        return {each.code for each in view.reasons if each.level != "note"}


@pytest.fixture
def desk(office: Office, shop: Workspace) -> Desk:
    return Desk(office, shop)


def test_a_sign_off_keeps_the_number_the_seal_and_its_last_day(desk: Desk) -> None:
    row = desk.sign(desk.office.olga, Role.OPERATIONS, share_held=0.95, note=" Two more vans. ")
    assert (row.seal, row.share_held, row.note) == (desk.review.seal, 0.95, "Two more vans.")
    assert row.valid_until == (datetime.now(UTC) + timedelta(days=30)).date()
    view = see_campaign(desk.office.olga, desk.campaign, desk.shop)
    roles = {each.role: each for each in view.roles}
    assert roles[Role.OPERATIONS].given is not None
    assert roles[Role.OPERATIONS].given.row == row
    assert roles[Role.SERVICE].why_not == "It takes the role Customer Service."
    desk.campaign.refresh_from_db()
    assert desk.campaign.waiting == ["marketing", "service"]


def test_operations_must_say_a_number(desk: Desk) -> None:
    refused(
        UsageError, "number", lambda: desk.sign(desk.office.olga, Role.OPERATIONS, share_held=None)
    )
    for share in (0.0, 1.5, -1.0, float("nan")):
        refused(
            UsageError,
            "no share",
            lambda share=share: desk.sign(desk.office.olga, Role.OPERATIONS, share_held=share),
        )


def test_a_seal_that_is_not_the_present_one_is_refused(desk: Desk) -> None:
    refused(
        UsageError,
        "when you looked",
        lambda: desk.sign(desk.office.sam, Role.SERVICE, seal="0" * 64),
    )
    for seal in ("0" * 64, ""):
        refused(
            UsageError,
            "when you looked",
            lambda seal=seal: desk.sign(desk.office.sam, Role.SERVICE, seal=seal),
        )


def test_nothing_can_be_signed_before_a_review(desk: Desk) -> None:
    fresh = create_campaign(desk.office.mia, desk.shop, name="Autumn")
    refused(
        UsageError,
        "nobody has reviewed",
        lambda: sign_off(desk.office.sam, fresh, desk.shop, role=Role.SERVICE, seal=""),
    )


def test_nothing_can_be_signed_after_a_change(desk: Desk) -> None:
    change_campaign(desk.office.mia, desk.campaign, desk.shop, lift=2)
    refused(UsageError, "2 times the usual", lambda: desk.sign(desk.office.sam, Role.SERVICE))


def test_nothing_can_be_signed_that_the_review_blocks(desk: Desk) -> None:
    desk.review = given_review(desk.campaign, desk.office.mia, desk.shop, Outlook.BLOCKED)
    refused(UsageError, "blocks", lambda: desk.sign(desk.office.sam, Role.SERVICE))


def test_nobody_signs_copy_that_they_wrote(desk: Desk) -> None:
    revise_material(desk.office.max, desk.version.material, data=b"Delivered in 6 days.")
    desk.review = given_review(desk.campaign, desk.office.mia, desk.shop)
    refused(UsageError, "nobody signs", lambda: desk.sign(desk.office.max, Role.MARKETING))
    revise_material(desk.office.mia, desk.version.material, data=b"Delivered in 7 days.")
    desk.review = given_review(desk.campaign, desk.office.mia, desk.shop)
    desk.sign(desk.office.max, Role.MARKETING)


def test_a_person_signs_once_and_for_one_role(desk: Desk, person: type) -> None:
    both = person("bo", Role.OPERATIONS, Role.SERVICE)
    first = desk.sign(both, Role.OPERATIONS)
    refused(UsageError, "already", lambda: desk.sign(both, Role.OPERATIONS))
    refused(UsageError, "has signed for Operations", lambda: desk.sign(both, Role.SERVICE))
    withdraw_sign_off(both, first, desk.shop, reason="Wrong hat")
    desk.sign(both, Role.SERVICE)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMIN, Role.FRONT_LINE])
def test_only_departments_sign(desk: Desk, role: Role) -> None:
    refused(UsageError, "nobody signs for", lambda: desk.sign(desk.office.ada, role))


def test_a_sign_off_is_withdrawn_by_its_signer_alone(desk: Desk) -> None:
    row = desk.sign(desk.office.olga, Role.OPERATIONS)
    refused(
        NotAllowedError,
        "may not withdraw",
        lambda: withdraw_sign_off(desk.office.ada, row, desk.shop, reason="No"),
    )
    with one_event("withdraw sign-off", "olga"):
        assert withdraw_sign_off(desk.office.olga, row, desk.shop, reason="A van broke down")
    with nothing_written():
        assert not withdraw_sign_off(desk.office.olga, row, desk.shop, reason="Again")
    assert "operations" in Campaign.objects.get().waiting


def test_an_expired_sign_off_no_longer_counts(desk: Desk) -> None:
    desk.all_sign()
    SignOffRecord.objects.filter(role="service").update(valid_until=date(2020, 1, 1))
    assert "sign-off-expired" in desk.open_codes()
    desk.sign(desk.office.sam, Role.SERVICE)
    assert "sign-off-expired" not in desk.open_codes()


def test_a_review_that_finds_the_same_leaves_the_sign_offs(desk: Desk) -> None:
    desk.all_sign()
    again = given_review(desk.campaign, desk.office.mia, desk.shop)
    assert again.seal == desk.review.seal
    assert desk.open_codes() == {"checklist-open"}


def test_a_change_that_is_taken_back_brings_the_sign_offs_back(desk: Desk) -> None:
    desk.all_sign()
    revise_material(desk.office.max, desk.version.material, data=b"Delivered in 1 day.")
    assert "review-again" in desk.open_codes()
    revise_material(desk.office.mia, desk.version.material, data=b"Delivered in 5 days.")
    assert desk.open_codes() == {"checklist-open"}


def test_a_change_of_the_policy_asks_for_a_review(desk: Desk) -> None:
    from dataclasses import replace

    desk.all_sign()
    desk.shop = replace(desk.shop, jurisdictions=("uk",))
    assert "review-again" in desk.open_codes()


def test_a_limit_must_stand_beside_its_promise(desk: Desk) -> None:
    limit = LimitText("Delivered in 5 days", "Islands take longer")
    change_campaign(desk.office.mia, desk.campaign, desk.shop, limits=[limit])
    given_review(desk.campaign, desk.office.mia, desk.shop)
    assert "limit-missing" in desk.open_codes()
    with nothing_written():
        assert not change_campaign(desk.office.mia, desk.campaign, desk.shop, limits=[limit])
    said = b"Delivered in 5 days. Islands take longer."
    revise_material(desk.office.mia, desk.version.material, data=said)
    given_review(desk.campaign, desk.office.mia, desk.shop)
    assert "limit-missing" not in desk.open_codes()


def test_an_objection_stops_the_launch_until_somebody_else_answers(desk: Desk) -> None:
    desk.all_sign()
    row = object_to_promise(
        desk.office.sam,
        desk.shop,
        wording="Delivered in 5 days",
        reason="Not in December",
        campaign=desk.campaign,
        masked=False,
    )
    assert row.owner == desk.office.mia
    assert row.due_at - row.opened_at == timedelta(days=desk.shop.objection_days)
    assert "objection-open" in desk.open_codes()
    refused(
        UsageError,
        "your own",
        lambda: answer_objection(desk.office.sam, row, desk.shop, answer="No", upheld=False),
    )
    with one_event("answer objection", "olga"):
        answer_objection(desk.office.olga, row, desk.shop, answer="It does", upheld=False)
    refused(
        UsageError,
        "answer already",
        lambda: answer_objection(desk.office.max, row, desk.shop, answer="No", upheld=True),
    )
    assert "objection-open" not in desk.open_codes()


def test_three_open_objections_put_the_campaign_on_hold(desk: Desk) -> None:
    for words in ("Delivered in 5 days", "delivered  in 5 days!", "Delivered in 5 days."):
        object_to_promise(desk.office.fay, desk.shop, wording=words, reason="No")
    assert "objections-hold" in desk.open_codes()


def test_an_objection_to_other_words_does_not_stand_against_the_campaign(desk: Desk) -> None:
    object_to_promise(desk.office.fay, desk.shop, wording="Delivered in 2 days", reason="No")
    assert not {"objection-open", "objections-hold"} & desk.open_codes()


def test_an_objection_to_words_of_the_copy_stays_with_the_campaign_once_it_is_answered(
    desk: Desk,
) -> None:
    old = object_to_promise(desk.office.fay, desk.shop, wording="Delivered in 5 days", reason="Old")
    new = object_to_promise(desk.office.fay, desk.shop, wording="Delivered in 5 days", reason="New")
    for row in (old, new):
        answer_objection(desk.office.olga, row, desk.shop, answer="It does", upheld=False)
    ObjectionRecord.objects.filter(pk=old.pk).update(
        answered_at=desk.campaign.created_at - timedelta(days=1)
    )
    view = see_campaign(desk.office.vic, desk.campaign, desk.shop)
    assert [(each.number, each.answered is not None) for each in view.objections] == [
        (new.pk, True)
    ]
    assert "objection-open" not in desk.open_codes()


def test_a_masked_name_is_shown_to_nobody_but_its_owner(desk: Desk) -> None:
    object_to_promise(desk.office.fay, desk.shop, wording="Always open", reason="Not at night")
    for who in (desk.office.ada, desk.office.mia, desk.office.lena):
        (seen,) = see_objections(who)
        assert (seen.by, seen.mine) == ("Somebody (name masked)", False)
        assert "fay" not in repr(seen).lower()
    (own,) = my_objections(desk.office.fay)
    assert (own.by, own.mine) == ("You", True)
    told = " ".join(f"{each.actor} {each.payload}" for each in EventRecord.objects.all())
    assert "fay" not in told.lower()
    assert not my_objections(desk.office.olga)


def test_an_item_is_done_once_with_what_shows_it(desk: Desk) -> None:
    item = desk.campaign.checklist.get(key="briefed")
    refused(
        UsageError,
        "what shows",
        lambda: tick_item(desk.office.sam, item, desk.shop, evidence="  "),
    )
    tick_item(desk.office.sam, item, desk.shop, evidence="Minutes")
    refused(
        UsageError,
        "done already",
        lambda: tick_item(desk.office.olga, item, desk.shop, evidence="Mine"),
    )
    untick_item(desk.office.olga, item, desk.shop, reason="Half were missing")
    assert "checklist-open" in desk.open_codes()


def test_an_item_is_given_to_somebody_who_can_do_it(desk: Desk) -> None:
    item = desk.campaign.checklist.get(key="briefed")
    assert item.due == date(2026, 3, 25)
    refused(
        UsageError,
        "cannot do",
        lambda: assign_item(desk.office.mia, item, owner=desk.office.vic, due=None),
    )
    assert assign_item(desk.office.mia, item, owner=desk.office.sam, due=date(2026, 3, 20))
    with nothing_written():
        assert not assign_item(desk.office.mia, item, owner=desk.office.sam, due=date(2026, 3, 20))
    tasks = [each for each in my_work(desk.office.sam) if each.sort is Sort.DO]
    assert [(each.number, each.slug) for each in tasks] == [(item.pk, "spring")]


def test_open_items_move_with_the_launch(desk: Desk) -> None:
    item = desk.campaign.checklist.get(key="briefed")
    change_campaign(desk.office.mia, desk.campaign, desk.shop, launch_on=date(2026, 4, 11))
    item.refresh_from_db()
    assert item.due == date(2026, 4, 4)
    change_campaign(desk.office.mia, desk.campaign, desk.shop, launch_on=None)
    item.refresh_from_db()
    assert item.due == date(2026, 4, 4)


@pytest.mark.parametrize("lift", [0.0, -1.0, float("nan"), float("inf"), 1e9])
def test_a_lift_must_be_possible(desk: Desk, lift: float) -> None:
    refused(
        UsageError,
        "cannot be",
        lambda: change_campaign(desk.office.mia, desk.campaign, desk.shop, lift=lift),
    )


def test_two_campaigns_of_one_name_have_their_own_addresses(desk: Desk) -> None:
    names = ["Spring", "spring!", "\u6625", "\u590f"]
    made = [create_campaign(desk.office.mia, desk.shop, name=name) for name in names]
    assert [each.slug for each in made] == ["spring-2", "spring-3", "campaign", "campaign-2"]


def test_an_override_keeps_all_that_stood_against_it(desk: Desk) -> None:
    refused(
        UsageError,
        "no reason",
        lambda: override_launch(desk.office.ada, desk.campaign, desk.shop, reason=" "),
    )
    override_launch(desk.office.ada, desk.campaign, desk.shop, reason="The fair opens today.")
    (kept,) = Override.objects.all()
    assert {each["code"] for each in kept.against} == {"sign-off-missing", "checklist-open"}
    view = see_campaign(desk.office.vic, desk.campaign, desk.shop)
    assert view.overrides[0].reason == "The fair opens today."
    (row,) = see_campaigns(desk.office.vic)
    assert (row.overridden, row.state) == (True, CampaignState.LAUNCHED)


def test_an_open_gate_needs_no_override(desk: Desk) -> None:
    desk.all_sign()
    item = desk.campaign.checklist.get(key="briefed")
    tick_item(desk.office.sam, item, desk.shop, evidence="Minutes")
    refused(
        UsageError,
        "gate is open",
        lambda: override_launch(desk.office.ada, desk.campaign, desk.shop, reason="Now"),
    )
    launch_campaign(desk.office.mia, desk.campaign, desk.shop)
    refused(
        UsageError,
        "has been launched",
        lambda: launch_campaign(desk.office.mia, desk.campaign, desk.shop),
    )


def test_a_refused_launch_tells_every_reason_and_cure(desk: Desk) -> None:
    with pytest.raises(LaunchRefusedError) as caught:
        launch_campaign(desk.office.mia, desk.campaign, desk.shop)
    for words in ("Marketing has not signed", "Operations has not", "has been briefed"):
        assert words in str(caught.value)


def test_an_empty_campaign_is_not_launched_by_override(desk: Desk) -> None:
    empty = create_campaign(desk.office.mia, desk.shop, name="Empty")
    refused(
        UsageError,
        "no material",
        lambda: override_launch(desk.office.ada, empty, desk.shop, reason="Now"),
    )


def test_what_has_ended_ends_once(desk: Desk) -> None:
    end_campaign(desk.office.max, desk.campaign, reason="Given up")
    refused(UsageError, "has ended", lambda: end_campaign(desk.office.mia, desk.campaign))
    assert see_campaign(desk.office.vic, desk.campaign, desk.shop).state is CampaignState.ENDED


def test_a_comment_follows_its_words_into_the_next_version(desk: Desk) -> None:
    comment = comment_on_span(desk.office.sam, desk.version, start=13, end=19, text="Working days?")
    assert comment.quote == "5 days"
    revise_material(desk.office.mia, desk.version.material, data=b"Good news! Delivered in 5 days.")
    (material,) = see_campaign(desk.office.mia, desk.campaign, desk.shop).materials
    (shown,) = material.comments
    assert (shown.start, shown.end, shown.claim) == (24, 30, 0)
    revise_material(desk.office.mia, desk.version.material, data=b"Delivered soon.")
    (material,) = see_campaign(desk.office.mia, desk.campaign, desk.shop).materials
    assert material.comments[0].start is None
    assert [each.sort for each in my_work(desk.office.mia)] == [Sort.REVIEW, Sort.REPLY]
    assert resolve_comment(desk.office.mia, comment)
    with nothing_written():
        assert not resolve_comment(desk.office.mia, comment)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (-1, 4), (0, 10_000)])
def test_a_comment_is_about_words_of_the_text(desk: Desk, start: int, end: int) -> None:
    refused(
        UsageError,
        "not in the text",
        lambda: comment_on_span(desk.office.sam, desk.version, start=start, end=end, text="?"),
    )


def test_my_work_is_what_one_can_do_and_nobody_elses(desk: Desk) -> None:
    def sorts(person: Person) -> list[str]:
        return [each.title for each in my_work(person) if each.sort is Sort.SIGN]

    assert sorts(desk.office.olga) == ["Sign for Operations"]
    assert sorts(desk.office.max) == ["Sign for Marketing"]
    assert not sorts(desk.office.mia)
    assert not sorts(desk.office.lena)
    desk.sign(desk.office.olga, Role.OPERATIONS)
    assert not sorts(desk.office.olga)
    object_to_promise(desk.office.fay, desk.shop, wording="Always open", reason="No")
    assert [each.sort for each in my_work(desk.office.olga)] == [Sort.ANSWER]
    assert not my_work(desk.office.vic)
    assert ObjectionRecord.objects.count() == 1
