"""What comes back to people: alerts, failed reviews, sign-offs that run out, unclear promises."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flow import given_review

from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.trees import plant
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.models.review import SignOffRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.ask_for_review import ask_for_review
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.my_work import my_work, waiting_for
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.work_tasks import Sort, Task

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="a.txt", data=b"Delivered in 5 days.\n")
    return made


def of(person: Person, sort: Sort) -> list[Task]:
    return [each for each in my_work(person) if each.sort is sort]


def launched(campaign: Campaign) -> None:
    campaign.launched_at, campaign.standards = clock.now(), ["five"]
    campaign.save()


def alarm(standard: str) -> AlertRecord:
    now = clock.now()
    return AlertRecord.objects.create(
        standard=standard,
        severity="fast",
        began_on=now.date(),
        found_on=now.date(),
        opened_at=now,
        words={"title": f"{standard} is being broken"},
    )


def test_an_alert_comes_to_who_launched_signed_or_keeps_it_and_to_nobody_else(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    given_review(campaign, office.mia, shop)
    sign_off(
        office.olga,
        campaign,
        shop,
        role=Role.OPERATIONS,
        seal=campaign.reviews.get().seal,
        share_held=0.9,
    )
    launched(campaign)
    row = alarm("five")
    RoleGrant.objects.filter(person=office.olga).update(role=Role.LEGAL.value)
    signer = Person.objects.get(pk=office.olga.pk)
    for person in (office.mia, signer, office.sam):
        assert [each.title for each in of(person, Sort.ALERT)] == ["five is being broken"], person
    for person in (office.max, office.lena, office.vic, office.ada):
        assert of(person, Sort.ALERT) == [], person
    row.closed_at = clock.now()
    row.save()
    assert of(office.sam, Sort.ALERT) == []


def test_an_alert_stands_before_what_is_due_later(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    object_to_promise(office.fay, shop, wording="In 5 days", reason="No.", campaign=campaign)
    launched(campaign)
    alarm("five")
    assert [each.sort for each in my_work(office.mia)][:2] == [Sort.ALERT, Sort.ANSWER]


def test_a_review_that_failed_comes_back_until_one_is_made(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    job = ask_for_review(office.max, campaign)
    assert of(office.max, Sort.MEND) == []
    what = {"state": JobState.FAILED.value, "ended_at": clock.now(), "what": "orders.csv is gone"}
    JobRecord.objects.filter(pk=job.pk).update(**what)
    for person in (office.max, office.mia):
        (task,) = of(person, Sort.MEND)
        assert "orders.csv is gone" in task.title
    assert of(office.olga, Sort.MEND) == []
    given_review(campaign, office.mia, shop)
    assert of(office.max, Sort.MEND) == []
    assert JobRecord.objects.get().kind == JobKind.REVIEW.value


def test_a_sign_off_that_runs_out_before_the_launch_is_to_be_given_again(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    review = given_review(campaign, office.mia, shop)
    sign_off(office.olga, campaign, shop, role=Role.OPERATIONS, seal=review.seal, share_held=0.9)
    assert of(office.olga, Sort.RENEW) == []
    today = clock.now().date()
    SignOffRecord.objects.update(valid_until=today + timedelta(days=3))
    (task,) = of(office.olga, Sort.RENEW)
    assert (task.slug, task.due and task.due.date()) == ("spring", today + timedelta(days=3))
    assert of(office.sam, Sort.RENEW) == []
    Campaign.objects.update(launch_on=today + timedelta(days=2))
    assert of(office.olga, Sort.RENEW) == []


def test_promises_that_nobody_gave_a_meaning_wait_for_who_may_give_it(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    review = given_review(campaign, office.mia, shop)
    unclear = (
        Reason("ringtrue-proposed-standard", Level.WARNING, "'In 5 days' is a guess.", ""),
        Reason("binding-ambiguous", Level.ERROR, "'Fast' could mean two things.", ""),
        Reason("promise-fails", Level.ERROR, "It fails.", ""),
    )
    review.decision = plant(Decision(Outlook.BLOCKED, unclear))
    review.save()
    (task,) = of(office.olga, Sort.CONFIRM)
    assert task.title == "Say what 2 promises of Spring mean"
    assert of(office.mia, Sort.CONFIRM) == []


def test_the_number_beside_the_link_follows_what_is_done_and_asks_little(
    office: Office, shop: Workspace, campaign: Campaign, django_assert_max_num_queries
) -> None:
    before = waiting_for(office.mia)
    assert before == len(my_work(office.mia)) > 0
    with django_assert_max_num_queries(1):
        assert waiting_for(office.mia) == before
    object_to_promise(office.fay, shop, wording="In 5 days", reason="No.", campaign=campaign)
    assert waiting_for(office.mia) == before + 1
    with pytest.raises(NotAllowedError):
        waiting_for(office.fay)
