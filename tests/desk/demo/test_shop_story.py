"""The facts of the shop's story, played once through the real use cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ringtrue.core.campaign import CampaignState
from ringtrue.core.role import Role
from ringtrue.core.verdict import State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import event_of
from ringtrue.desk.clock import told_at
from ringtrue.desk.demo.shop import now, past
from ringtrue.desk.demo.shop.people import COLLEAGUES
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.build_shop import end_for, write_shop
from ringtrue.desk.services.launch_campaign import launch_campaign
from ringtrue.desk.services.see_campaign import CampaignView, see_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.word_kept import word_kept
from ringtrue.gap.chain import find_break

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

PRESENT = datetime(2026, 11, 22, 9, tzinfo=UTC)


class _Undo(Exception):  # noqa: N818 - nothing went wrong
    """Takes everything back."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The workspace, and everybody in it by name."""

    workspace: Workspace
    people: dict[str, Person]

    def view(self, name: str) -> CampaignView:
        campaign = Campaign.objects.get(name=name)
        return see_campaign(self.people["ida"], campaign, self.workspace)


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Shop]:
    from ringtrue.desk.demo.shop.story import tell_story

    end = end_for(PRESENT)
    workspace = write_shop(tmp_path_factory.mktemp("shop"), end)
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                tell_story(workspace, end, PRESENT, lambda what, share: None)
                yield Shop(workspace, {each.username: each for each in Person.objects.all()})
                raise _Undo
        except _Undo:
            pass


@pytest.fixture
def shop(played: Shop) -> Iterator[Shop]:
    """The story as it was told: what a test does to it is taken back, and it is that moment."""
    with told_at(PRESENT):
        try:
            with transaction.atomic():
                yield played
                raise _Undo
        except _Undo:
            pass


def test_a_campaign_is_in_every_state(shop: Shop) -> None:
    states = {each.name: shop.view(each.name).state for each in Campaign.objects.all()}
    assert states == {
        now.DRAFT: CampaignState.DRAFT,
        now.IN_REVIEW: CampaignState.IN_REVIEW,
        now.BLOCKED: CampaignState.BLOCKED,
        now.CONDITIONAL: CampaignState.CONDITIONAL,
        now.CLEAR: CampaignState.CONDITIONAL,
        past.KEPT: CampaignState.LAUNCHED,
        past.BROKEN: CampaignState.LAUNCHED,
        past.ENDED: CampaignState.ENDED,
    }
    for each in Campaign.objects.all():
        assert each.state == states[each.name], "the list of campaigns says the same"


def test_the_blocked_one_promises_tomorrow_where_four_in_five_come(shop: Shop) -> None:
    view = shop.view(now.BLOCKED)
    errors = [each for each in view.gate.reasons if each.level == "error"]
    assert {each.code for each in errors} == {"promise-fails"}
    assert {each.standard for each in errors} == {"express-tomorrow"}
    assert all("81." in each.message and "under 1 %" in each.message for each in errors)
    unseen = [each for each in view.gate.reasons if each.code == "load-unseen"]
    assert "picked-up" in {each.standard for each in unseen}
    assert {each.place.file for each in errors if each.place} == {
        "page.html", "email.eml", "billboard.txt", "radio.srt", "social.csv"
    }  # fmt: skip
    warnings = {each.code for each in view.gate.reasons if each.level == "warning"}
    assert {"promise-vague", "objection-open", "sign-off-missing", "offer-short"} <= warnings
    assert [each.by for each in view.objections] == ["Somebody (name masked)"]
    assert any(each.open_comments for each in view.materials)


def test_the_conditional_one_is_kept_for_everyone_but_the_islands(shop: Shop) -> None:
    view = shop.view(now.CONDITIONAL)
    assert view.decision is not None
    assert view.decision.outlook == "conditional"
    (told,) = {each.message for each in view.decision.reasons}
    assert "Highlands and Islands" in told


def test_the_clear_one_waits_for_customer_service_whose_sign_off_is_void(shop: Shop) -> None:
    view = shop.view(now.CLEAR)
    assert view.decision is not None
    assert (view.decision.outlook, view.gate.waiting) == ("clear", (Role.SERVICE,))
    assert [each.code for each in view.gate.reasons] == ["sign-off-void"]
    (void,) = (each for each in view.sign_offs if each.role is Role.SERVICE)
    assert f"'page.html' no longer says '{now.DROPPED}' (time)." in void.changed
    (objection,) = ObjectionRecord.objects.filter(campaign__name=now.CLEAR)
    assert objection.upheld


def test_what_the_clear_one_states_is_on_file_and_nothing_asks_for_it(shop: Shop) -> None:
    view = shop.view(now.CLEAR)
    assert [(each.used, each.state.value) for each in view.proofs] == [(True, "counts")]
    assert not any("kitchens" in each.message for each in view.reasons)


def test_one_sign_off_by_customer_service_brings_the_clear_one_out(shop: Shop) -> None:
    campaign, joan = Campaign.objects.get(name=now.CLEAR), shop.people["joan"]
    seal = shop.view(now.CLEAR).seal
    sign_off(joan, campaign, shop.workspace, role=Role.SERVICE, seal=seal)
    assert shop.view(now.CLEAR).state is CampaignState.CLEAR
    launched = launch_campaign(shop.people["nell"], campaign, shop.workspace)
    assert launched.launched_at == PRESENT


def test_of_the_live_ones_one_is_kept_and_one_broke_after_the_outage(shop: Shop) -> None:
    words = {each.standing.standard: each for each in word_kept(shop.people["helen"])}
    assert [each.name for each in words["five-days"].live] == [past.KEPT]
    assert words["five-days"].state is State.HOLDS
    broken = words["replied"]
    assert [each.name for each in broken.live] == [past.BROKEN]
    assert broken.state is State.FAILS
    assert broken.standing.strongest, "there is something honest to say instead"
    campaign = Campaign.objects.get(name=past.BROKEN)
    assert campaign.launched_at is not None
    assert campaign.launched_at < datetime(2026, 7, 1, tzinfo=UTC), "before the outage"
    (objection,) = campaign.objections.all()
    assert objection.upheld is False


def test_one_alert_is_open_for_the_promise_that_broke(shop: Shop) -> None:
    (alert,) = AlertRecord.objects.all()
    assert (alert.standard, alert.closed_at) == ("replied", None)
    assert alert.opened_at <= PRESENT
    assert alert.began_on >= date(2026, 7, 1), "not before the outage"


def test_of_two_objections_to_launched_promises_one_came_true_and_one_did_not(shop: Shop) -> None:
    from ringtrue.desk.services.see_objections import how_often_right, see_objections

    came = {each.wording: each.came for each in see_objections(shop.people["ida"]) if each.came}
    assert {wording: each.outcome.value for wording, each in came.items()} == {
        "We reply within 4 working hours": "came true",
        past.FIVE_DAYS: "did not come true",
    }
    right = how_often_right(shop.people["ida"])
    assert (right.true, right.judged) == (1, 2)


def test_the_shop_s_pages_are_its_own_and_one_promises_more_than_was_signed(shop: Shop) -> None:
    from ringtrue.desk.demo.shop.storefront import publish_shop
    from ringtrue.desk.live_pages import book_claims, published_pages
    from ringtrue.desk.materials import copy_of, page_of
    from ringtrue.desk.services.whole_book import open_book
    from ringtrue.gap.live_copy import compare_live
    from ringtrue.say.reading import read_bytes

    publish_shop(shop.workspace, "http://127.0.0.1:8000")
    book, found = open_book(shop.workspace), {}
    for page in published_pages():
        answer = Client().get(page.material.address.removeprefix("http://127.0.0.1:8000"))
        document = read_bytes("page.html", answer.content)
        signed = page_of(page.version, book).read
        live = compare_live(
            copy_of(signed.document, signed.claims), copy_of(document, book_claims(document, book))
        )
        found[page.campaign.name] = [each.what.value for each in live.altered]
        assert live.unread is None
    assert found == {past.KEPT: [], past.BROKEN: ["strengthened"]}
    assert Client().get("/shop/other/").status_code == 404


def test_copy_that_changed_after_its_review_says_so(shop: Shop) -> None:
    view = shop.view(now.IN_REVIEW)
    assert "review-again" in {each.code for each in view.gate.reasons}
    assert Comment.objects.filter(resolved_at__isnull=False).count() == 1
    assert not Campaign.objects.get(name=now.DRAFT).reviews.exists()


def test_the_audit_chain_holds_and_everything_happened_in_the_story_s_time(shop: Shop) -> None:
    events = [event_of(row) for row in EventRecord.objects.all()]
    assert find_break(events) is None
    times = [each.at for each in events]
    assert times == sorted(times)
    assert times[-1] <= PRESENT
    for rows, column in ((Campaign, "created_at"), (MaterialVersion, "at"), (Comment, "at")):
        assert all(at <= PRESENT for at in rows.objects.values_list(column, flat=True))  # type: ignore[attr-defined]
    assert PRESENT - times[0] > timedelta(days=300)


def test_every_role_has_somebody_to_be_and_one_click_is_enough(shop: Shop) -> None:
    assert {each.role for each in COLLEAGUES} == set(Role)
    client = Client(HTTP_HOST="localhost:8000", REMOTE_ADDR="127.0.0.1")
    page = client.get(reverse("account_login")).content.decode()
    assert "This is a demonstration." in page
    assert all(each.name in page for each in COLLEAGUES)
    entered = client.post(reverse("walk-in"), {"username": "helen"}, follow=True)
    told = entered.content.decode()
    assert entered.status_code == 200
    assert "Helen Brandt" in told
    assert "This is a demonstration." in told


@pytest.mark.parametrize(
    "other",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "testserver"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_nobody_walks_in_from_elsewhere(shop: Shop, other: dict[str, str]) -> None:
    told = {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"} | other
    client = Client(**told)  # type: ignore[arg-type]
    assert "walk-in" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("walk-in"), {"username": "ida"}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_nobody_walks_in_as_somebody_who_is_not_of_the_story(shop: Shop) -> None:
    Person.objects.create(username="eve")
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1")
    for name in ("eve", "", "nobody"):
        assert client.post(reverse("walk-in"), {"username": name}).status_code == 403
    assert client.get(reverse("walk-in")).status_code == 405
