"""What is told, to whom, once, and in the transaction of what it tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from flow import given_review

from ringtrue.core.role import Role
from ringtrue.core.trees import grow
from ringtrue.core.verdict import Outlook
from ringtrue.desk.clock import told_at
from ringtrue.desk.models.notification import (
    Delivery,
    NotificationChoice,
    NotificationReader,
    NotificationRecord,
    Webhook,
)
from ringtrue.desk.notifications.events import ON
from ringtrue.desk.notifications.kinds import TERMS, Group, Kind, Way
from ringtrue.desk.notifications.outbox import Draft, tell
from ringtrue.desk.notifications.said import Link, Said
from ringtrue.desk.notifications.whom import signers_of, those_who_may
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.change_campaign import change_campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import override_launch
from ringtrue.desk.services.my_work import my_work
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tell_audit_head import tell_audit_head
from ringtrue.desk.services.tell_what_is_due import tell_what_is_due
from ringtrue.desk.services.withdraw_sign_off import withdraw_sign_off
from ringtrue.desk.work_tasks import Sort

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.models.campaign import Campaign

pytestmark = pytest.mark.django_db

COPY = b"Delivered in 5 days."


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    """Mia's, with a page."""
    made = create_campaign(office.mia, shop, name="Spring")
    add_material(office.mia, made, name="page.txt", channel="web", data=COPY)
    return made


def told(kind: Kind) -> list[tuple[Said, set[str]]]:
    """Every notification of a kind, in order, with the names of its readers."""
    return [
        (
            grow(Said, row.said),
            set(row.readers.values_list("person__username", flat=True)),
        )
        for row in NotificationRecord.objects.filter(kind=kind.value).order_by("id")
    ]


def only(kind: Kind) -> tuple[Said, set[str]]:
    (found,) = told(kind)
    return found


def reviewed(campaign: Campaign, office: Office, shop: Workspace) -> str:
    """A review that waits for its sign-offs, recorded as the use case does; its seal."""
    from ringtrue.desk.audit import record

    with transaction.atomic():
        row = given_review(campaign, office.mia, shop)
        record(office.mia, "review campaign", f"campaign:{campaign.slug}", {"review": row.pk})
    return row.seal


def sign(who: object, role: Role, campaign: Campaign, shop: Workspace, seal: str) -> object:
    return sign_off(who, campaign, shop, role=role, seal=seal, share_held=0.9)  # type: ignore[arg-type]


def test_every_kind_has_its_terms_and_nobody_is_told_what_they_may_not_see() -> None:
    assert set(TERMS) == set(Kind)
    for kind, terms in TERMS.items():
        if kind is not Kind.OBJECTION_ANSWERED:
            assert not may({Role.FRONT_LINE}, terms.needs), kind
    assert {terms.group for terms in TERMS.values()} == set(Group)


def test_an_objection_is_told_to_who_made_the_campaign_and_masks_its_name(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    object_to_promise(
        office.fay, shop, wording="In 5 days", reason="Three vans.", campaign=campaign
    )
    said, readers = only(Kind.OBJECTION_FILED)
    assert readers == {"mia"}
    assert said.title == "Somebody objects to 'In 5 days'"
    assert "Three vans." in said.facts
    assert "Fay" not in str(said)
    assert said.link.path.startswith("/objections/#objection-")


def test_an_objection_to_no_campaign_is_told_to_all_who_may_answer_but_not_to_who_objects(
    office: Office, shop: Workspace
) -> None:
    object_to_promise(office.sam, shop, wording="In 5 days", reason="No.", masked=False)
    said, readers = only(Kind.OBJECTION_FILED)
    assert readers == {"mia", "max", "olga", "lena"}
    assert said.title == "Sam objects to 'In 5 days'"


def test_an_answer_reaches_whoever_objected_and_no_channel(office: Office, shop: Workspace) -> None:
    hook(office, Group.OBJECTIONS)
    row = object_to_promise(office.fay, shop, wording="In 5 days", reason="No.")
    answer_objection(office.sam, row, shop, answer="Two more vans.", upheld=False)
    said, readers = only(Kind.OBJECTION_ANSWERED)
    assert readers == {"fay"}
    assert said.facts == ("The promise stays as it is.", "Sam answered: Two more vans.")
    assert said.link.path == "/object/"
    kinds = Delivery.objects.exclude(webhook=None).values_list("notification__kind", flat=True)
    assert list(kinds) == [Kind.OBJECTION_FILED.value]


def test_objections_are_told_as_due_a_day_before_and_as_overdue_once_each(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    start = datetime(2026, 5, 4, 9, tzinfo=UTC)
    with told_at(start):
        object_to_promise(office.fay, shop, wording="x", reason="No vans.", campaign=campaign)
    assert tell_what_is_due(shop, start + timedelta(hours=23)) == 0
    for hours in (25, 26, 49, 50):
        tell_what_is_due(shop, start + timedelta(hours=hours))
    due, readers = only(Kind.OBJECTION_DUE)
    assert due.title == "The answer to an objection is due by 6 May 2026, 09:00 UTC"
    assert readers == {"mia"}
    late, _ = only(Kind.OBJECTION_LATE)
    assert late.title.endswith("is overdue since 6 May 2026, 09:00 UTC")


def test_an_answered_objection_is_never_due(office: Office, shop: Workspace) -> None:
    row = object_to_promise(office.fay, shop, wording="x", reason="No.")
    answer_objection(office.sam, row, shop, answer="Yes.", upheld=True)
    assert tell_what_is_due(shop, row.due_at + timedelta(days=1)) == 0


def test_so_many_objections_put_a_campaign_on_hold_and_that_is_told_once(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    for number in range(4):
        assert len(told(Kind.ON_HOLD)) == (number > 2)
        object_to_promise(office.fay, shop, wording=f"x{number}", reason="No.", campaign=campaign)
    said, readers = only(Kind.ON_HOLD)
    assert said.title == "Spring is on hold: 3 objections are open"
    assert said.items == ("x0", "x1", "x2")
    assert readers == {"mia", "max", "olga", "sam", "lena", "ada"}
    tell_what_is_due(shop)
    assert len(told(Kind.ON_HOLD)) == 1


def test_objections_from_the_front_lines_own_page_hold_every_campaign_that_says_so(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    for _ in range(3):
        object_to_promise(office.fay, shop, wording="Delivered in 5 days", reason="No.")
    assert told(Kind.ON_HOLD) == []
    assert tell_what_is_due(shop) == 1
    assert tell_what_is_due(shop) == 0
    assert only(Kind.ON_HOLD)[0].link.path == "/campaigns/spring/#objections"


def test_a_review_tells_each_role_that_its_sign_off_is_waited_for(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    reviewed(campaign, office, shop)
    found = {said.title: readers for said, readers in told(Kind.SIGN_OFF_AWAITED)}
    assert found == {
        "Spring waits for the sign-off of Marketing": {"max"},
        "Spring waits for the sign-off of Operations": {"olga"},
        "Spring waits for the sign-off of Customer Service": {"sam"},
    }
    assert tell_what_is_due(shop) == 0, "the clock tells nothing twice"


def test_a_blocked_review_asks_nobody_to_sign(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    from ringtrue.desk.audit import record

    with transaction.atomic():
        given_review(campaign, office.mia, shop, Outlook.BLOCKED)
        record(office.mia, "review campaign", f"campaign:{campaign.slug}", {})
    assert told(Kind.SIGN_OFF_AWAITED) == []


def test_who_is_told_to_sign_is_who_has_it_in_their_work(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    seal = reviewed(campaign, office, shop)
    sign(office.max, Role.MARKETING, campaign, shop, seal)
    everybody = (office.mia, office.max, office.olga, office.sam, office.lena, office.ada)
    for role in (Role.OPERATIONS, Role.SERVICE):
        listed = {
            each.username
            for each in everybody
            for task in my_work(each)
            if task.sort is Sort.SIGN and role.spoken in task.title
        }
        assert listed == {each.username for each in signers_of(campaign, role)} != set()


def test_a_withdrawn_sign_off_is_waited_for_again(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    seal = reviewed(campaign, office, shop)
    row = sign(office.olga, Role.OPERATIONS, campaign, shop, seal)
    withdraw_sign_off(office.olga, row, shop, reason="The van broke.")  # type: ignore[arg-type]
    again = [said.title for said, _ in told(Kind.SIGN_OFF_AWAITED)]
    assert again.count("Spring waits for the sign-off of Operations") == 2


def test_a_change_voids_sign_offs_and_says_what_changed_to_who_signed(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    seal = reviewed(campaign, office, shop)
    sign(office.max, Role.MARKETING, campaign, shop, seal)
    sign(office.olga, Role.OPERATIONS, campaign, shop, seal)
    assert told(Kind.SIGN_OFF_VOID) == []
    revise_material(office.max, campaign.materials.get(), data=b"Delivered in 4 days.")
    said, readers = only(Kind.SIGN_OFF_VOID)
    assert readers == {"mia", "olga"}, "not to Max, who changed it"
    assert said.title == "The sign-offs of Spring are void"
    assert said.facts == (
        "It is not any more what was signed by Olga for Operations, Max for Marketing.",
    )
    assert said.items == ("The material 'page.txt' has changed.",)
    change_campaign(office.mia, campaign, shop, audience="Everybody")
    tell_what_is_due(shop)
    assert len(told(Kind.SIGN_OFF_VOID)) == 1


def test_another_lift_voids_with_its_numbers_and_a_change_nobody_signed_is_not_told(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    seal = reviewed(campaign, office, shop)
    change_campaign(office.mia, campaign, shop, lift=1.5)
    assert told(Kind.SIGN_OFF_VOID) == []
    change_campaign(office.mia, campaign, shop, lift=1.0)
    sign(office.sam, Role.SERVICE, campaign, shop, seal)
    change_campaign(office.mia, campaign, shop, lift=2.0)
    said, readers = only(Kind.SIGN_OFF_VOID)
    assert said.items == ("The expected volume is 2 times the usual, no longer 1 times.",)
    assert readers == {"sam"}


def test_a_book_that_changed_voids_by_the_clock(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    from dataclasses import replace

    seal = reviewed(campaign, office, shop)
    sign(office.sam, Role.SERVICE, campaign, shop, seal)
    stricter = replace(shop, policy=replace(shop.policy, target=0.99))
    assert tell_what_is_due(stricter) == 1
    said, readers = only(Kind.SIGN_OFF_VOID)
    assert "policy" in said.items[0]
    assert readers == {"mia", "sam"}


def test_a_sign_off_is_said_to_run_out_three_days_before(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    seal = reviewed(campaign, office, shop)
    row = sign(office.sam, Role.SERVICE, campaign, shop, seal)
    last = datetime.combine(row.valid_until, datetime.min.time(), UTC)  # type: ignore[attr-defined]
    assert tell_what_is_due(shop, last - timedelta(days=4)) == 0
    assert tell_what_is_due(shop, last - timedelta(days=3)) == 1
    assert tell_what_is_due(shop, last - timedelta(days=2)) == 0
    said, readers = only(Kind.SIGN_OFF_ENDS)
    assert said.title == "The sign-off of Customer Service for Spring runs out"
    assert readers == {"mia", "sam"}


def test_a_launch_against_the_gate_is_told_with_its_reason_and_all_that_stood_against_it(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    override_launch(office.ada, campaign, shop, reason="The mayor waits.")
    said, readers = only(Kind.LAUNCHED_AGAINST)
    assert readers == {"mia", "max", "olga", "sam", "lena"}, "not to Ada, who did it"
    assert said.facts == ("Ada launched it. The reason: The mayor waits.",)
    assert "The campaign has not been reviewed." in said.items
    end_campaign(office.mia, campaign, reason="Rain.")
    said, readers = only(Kind.ENDED)
    assert said.title == "Spring ended"
    assert said.facts == ("Mia ended it.", "The reason: Rain.")
    assert "mia" not in readers


def test_what_is_taken_back_tells_nothing(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    class ChangedMindError(Exception):
        pass

    with pytest.raises(ChangedMindError), transaction.atomic():
        end_campaign(office.mia, campaign)
        assert len(told(Kind.ENDED)) == 1
        raise ChangedMindError
    assert told(Kind.ENDED) == []
    assert NotificationReader.objects.count() == 0


def test_the_same_key_is_told_once(office: Office) -> None:
    draft = Draft(
        Kind.ENDED, "once", Said("Spring ended", Link("alerts")), those_who_may(Action.REVIEW)
    )
    with transaction.atomic():
        assert tell(draft)
        assert not tell(draft)
    assert NotificationRecord.objects.count() == 1
    assert NotificationReader.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_notification_outside_a_transaction_is_a_mistake(office: Office) -> None:
    draft = Draft(Kind.ENDED, "x", Said("x", Link("alerts")), those_who_may(Action.SEE))
    with pytest.raises(RuntimeError, match="transaction of what it tells"):
        tell(draft)


def test_mail_goes_by_what_somebody_chose(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    for who in (office.max, office.olga, office.sam):
        who.email = f"{who.username}@shop.example"
        who.save()
    choose(office.olga, Group.CAMPAIGNS, Way.DAILY)
    choose(office.sam, Group.CAMPAIGNS, Way.NOT)
    choose(office.max, Group.ALERTS, Way.NOT)
    with told_at(datetime(2026, 5, 4, 9, tzinfo=UTC)):
        end_campaign(office.mia, campaign)
    found = Delivery.objects.values_list("person__username", "digest_at", "due_at")
    at_seven = datetime(2026, 5, 5, 7, tzinfo=UTC)
    assert set(found) == {
        ("max", None, datetime(2026, 5, 4, 9, tzinfo=UTC)),
        ("olga", at_seven, at_seven),
    }
    assert only(Kind.ENDED)[1] == {"max", "olga", "sam", "lena", "ada"}, "in the application all"


@pytest.mark.parametrize(
    ("settings_file", "hour"),
    [
        ("schedule: {time_zone: Europe/London, digest: daily at 18:30}\n", (4, 17, 30)),
        ("schedule: {time_zone: Europe/London}\n", (5, 6, 0)),
        ("shcedule: {}\n", (5, 7, 0)),
    ],
)
def test_the_letter_of_the_day_goes_by_the_clock_of_the_workspace(
    office: Office, shop: Workspace, campaign: Campaign, settings, tmp_path, settings_file, hour
) -> None:
    (tmp_path / "ringtrue.yaml").write_text(settings_file, encoding="utf-8")
    settings.WORKSPACE = tmp_path
    office.olga.email = "olga@shop.example"
    office.olga.save()
    choose(office.olga, Group.CAMPAIGNS, Way.DAILY)
    with told_at(datetime(2026, 5, 4, 9, tzinfo=UTC)):
        end_campaign(office.mia, campaign)
    assert Delivery.objects.get().due_at == datetime(2026, 5, *hour, tzinfo=UTC)


def test_the_sending_is_asked_for_with_the_notification_and_once(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    from ringtrue.desk.models.job import JobRecord

    hook(office, Group.CAMPAIGNS)
    end_campaign(office.mia, campaign)
    other = create_campaign(office.mia, shop, name="Autumn")
    end_campaign(office.mia, other)
    assert [(job.kind, job.key) for job in JobRecord.objects.all()] == [
        ("send notifications", "book")
    ]
    assert Delivery.objects.count() == 2


def test_a_paused_webhook_and_one_for_other_groups_get_nothing(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    hook(office, Group.ALERTS, Group.AUDIT)
    hook(office, Group.CAMPAIGNS, name="Paused", paused_at=datetime.now(UTC))
    end_campaign(office.mia, campaign)
    assert Delivery.objects.count() == 0


def test_a_demonstration_tells_its_visitors_and_nobody_outside(
    office: Office, shop: Workspace
) -> None:
    from ringtrue.desk.audit import record
    from ringtrue.desk.demonstration import BEGUN, TELLER

    office.max.email = "max@shop.example"
    office.max.save()
    with transaction.atomic():
        record(TELLER, BEGUN, "demonstration", {})
    end_campaign(office.mia, create_campaign(office.mia, shop, name="Spring"))
    assert (NotificationRecord.objects.count(), Delivery.objects.count()) == (1, 0)


def test_the_audit_head_is_told_once_a_day_to_those_who_may_see_the_chain(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    from ringtrue.desk.models.event import ChainHead
    from ringtrue.gap.chain import parse_head

    first = datetime(2026, 5, 4, 6, tzinfo=UTC)
    assert [tell_audit_head(first), tell_audit_head(first + timedelta(hours=1))] == [True, False]
    assert tell_audit_head(first + timedelta(days=1))
    said, readers = told(Kind.AUDIT_HEAD)[0]
    head = ChainHead.objects.get()
    assert (parse_head(said.code).number, parse_head(said.code).hash) == (head.number, head.hash)
    assert f"ringtrue audit verify --head {said.code}" in said.advice
    assert readers == {"ada", "lena"}


def test_a_desk_where_nothing_was_done_has_no_head_to_tell(db: None) -> None:
    assert not tell_audit_head()


def test_every_action_that_is_told_is_one_that_some_use_case_records() -> None:
    from pathlib import Path

    import ringtrue.desk.services

    services = Path(ringtrue.desk.services.__path__[0])
    files = [*services.glob("*.py"), *services.parent.glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [action for action in ON if f'"{action}"' not in text] == []


def hook(office: Office, *groups: Group, name: str = "Channel", **values: object) -> Webhook:
    told = {"address": "https://hooks.example/x", "format": "generic", "secret": "whsec_c2VjcmV0"}
    return Webhook.objects.create(
        name=name,
        groups=[each.value for each in groups],
        by=office.ada,
        at=datetime.now(UTC),
        **told | values,
    )


def choose(person: object, group: Group, way: Way) -> None:
    NotificationChoice.objects.create(person=person, group=group.value, way=way.value)
