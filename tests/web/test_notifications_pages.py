"""Pages of notifications: reading and choosing for all, where they go for administrators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ringtrue.core.role import Role
from tests.web.world import AS_OF, SECRET_ADDRESS, make_campaign, make_notifications

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path


def signed(person: Callable, name: str, *roles: Role) -> Client:
    client = Client()
    client.force_login(person(name, *roles))
    return client


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def told(person: Callable, *roles: Role) -> tuple[Client, list[int]]:
    """Ann, who was told three things, and their numbers, the oldest first."""
    from ringtrue.desk.models.notification import NotificationRecord
    from ringtrue.desk.models.person import Person

    client = signed(person, "ann", *roles)
    make_campaign(Person.objects.get(username="ann"))
    make_notifications(person("bob", Role.ADMIN), Person.objects.get(username="ann"))
    return client, list(NotificationRecord.objects.order_by("id").values_list("pk", flat=True))


def test_a_notification_says_what_happened_and_leads_to_where_something_is_done(person) -> None:
    client, numbers = told(person, Role.MARKETING)
    found = page(client, "/notifications/")
    for words in ("is being broken fast", "kept 61 %", "Soften it to", "page.html (web) of Spring"):
        assert words in found, words
    assert "3 not read yet" in found
    answer = client.get(f"/notifications/{numbers[1]}/")
    assert (answer.status_code, answer["Location"]) == (302, "/campaigns/spring-sale/#sign-offs")
    assert "2 not read yet" in page(client, "/notifications/")


def test_the_number_beside_the_link_goes_when_all_are_read(person) -> None:
    client, _ = told(person, Role.MARKETING)
    count = '<span class="count">3<span class="hidden"> not read</span></span>'
    assert count in page(client, "/campaigns/")
    client.post("/notifications/read/")
    assert "not read" not in page(client, "/campaigns/")
    assert "All read" in page(client, "/notifications/")


def test_somebody_elses_notification_is_not_there(person) -> None:
    _, numbers = told(person, Role.MARKETING)
    stranger = signed(person, "eve", Role.ADMIN)
    assert stranger.get(f"/notifications/{numbers[0]}/").status_code == 404
    assert "Nothing was told to you yet" in page(stranger, "/notifications/")


def test_what_was_typed_into_a_notification_is_text(person) -> None:
    from ringtrue.core.trees import plant
    from ringtrue.desk.models.notification import NotificationReader, NotificationRecord
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.notifications.said import Link, Said

    nasty = "<script>alert(1)</script>"
    client = signed(person, "ann", Role.MARKETING)
    said = plant(Said(nasty, Link("alerts"), (nasty,), nasty, (nasty,), nasty, nasty))
    row = NotificationRecord.objects.create(key="x", kind="campaign ended", at=AS_OF, said=said)
    NotificationReader.objects.create(notification=row, person=Person.objects.get(username="ann"))
    assert "<script>alert" not in page(client, "/notifications/")


def test_choices_are_kept_and_shown(person) -> None:
    client = signed(person, "ann", Role.MARKETING)
    told = {"alerts": "at once", "objections": "daily", "sign-offs": "not", "campaigns": "at once"}
    assert client.post("/notifications/choices/", told).status_code == 302
    found = page(client, "/notifications/")
    assert 'name="objections" value="daily" aria-describedby="about-objections" checked' in found
    assert 'name="sign-offs" value="not" aria-describedby="about-sign-offs" checked' in found
    assert 'name="audit"' not in found, "the audit head is not told to Marketing"


@pytest.mark.parametrize("sent", [{"alerts": "by pigeon"}, {"audit": "daily"}])
def test_a_choice_that_is_none_is_refused(person, sent) -> None:
    assert (
        signed(person, "ann", Role.MARKETING).post("/notifications/choices/", sent).status_code
        == 422
    )


def test_the_front_line_reaches_its_notifications_and_only_those(person) -> None:
    client = signed(person, "fay", Role.FRONT_LINE)
    assert 'href="/notifications/"' in page(client, "/object/")
    found = page(client, "/notifications/")
    assert 'name="objections"' in found
    for elsewhere in ("/campaigns/", "/alerts/", "/delivery/", 'name="alerts"'):
        assert elsewhere not in found, elsewhere


def test_an_address_is_masked_and_trouble_is_said(person) -> None:
    client = signed(person, "ada", Role.ADMIN)
    make_notifications(person("bob", Role.ADMIN))
    found = page(client, "/delivery/")
    assert SECRET_ADDRESS not in found
    assert "not-to-be-shown" not in found
    assert "https://….slack.example/…" in found
    for words in (
        "No mail server is set up",
        "RINGTRUE_URL",
        "The last attempt failed",
        "given up",
    ):
        assert words in found, words
    assert "Try all again" in found
    client.post("/delivery/again/")
    assert "Try all again" not in page(client, "/delivery/")


def test_the_secret_of_a_signed_webhook_is_shown_once(person) -> None:
    from ringtrue.desk.models.notification import Webhook

    client = signed(person, "ada", Role.ADMIN)
    told = {"name": "Keeper", "address": "https://keep.example/x", "groups": ["audit"]}
    added = client.post("/delivery/webhooks/", told | {"format": "generic"}).content.decode()
    secret = Webhook.objects.get().secret
    assert secret in added
    for path in ("/delivery/", "/audit/"):
        assert secret not in page(client, path)
        assert "keep.example/x" not in page(client, path)


def test_an_address_that_may_not_be_posted_to_is_said_at_its_field(person) -> None:
    client = signed(person, "ada", Role.ADMIN)
    told = {"name": "Inside", "format": "slack", "groups": ["alerts"]}
    answer = client.post("/delivery/webhooks/", told | {"address": "http://10.0.0.7/"})
    assert answer.status_code == 422
    assert "notifications are posted to https addresses only" in answer.content.decode()


def test_a_webhook_is_paused_resumed_and_removed(person) -> None:
    from ringtrue.desk.models.notification import Webhook

    client = signed(person, "ada", Role.ADMIN)
    make_notifications(person("bob", Role.ADMIN))
    client.post("/delivery/webhooks/1001/", {"do": "pause"})
    assert 'aria-label="Resume #promises"' in page(client, "/delivery/")
    client.post("/delivery/webhooks/1001/", {"do": "resume"})
    assert 'aria-label="Pause #promises"' in page(client, "/delivery/")
    client.post("/delivery/webhooks/1001/", {"do": "remove"})
    assert not Webhook.objects.filter(pk=1001).exists()
    assert client.post("/delivery/webhooks/1001/", {"do": "pause"}).status_code == 404
    assert client.post("/delivery/webhooks/1002/", {"do": "dance"}).status_code in {404, 422}


def test_a_test_letter_without_a_server_says_what_to_set(person) -> None:
    answer = signed(person, "ada", Role.ADMIN).post("/delivery/letter/", {"to": "a@b.example"})
    assert answer.status_code == 422
    assert "RINGTRUE_SMTP_URL" in answer.content.decode()


def test_an_administrator_says_where_somebodys_mail_goes(person) -> None:
    from ringtrue.desk.models.event import EventRecord
    from ringtrue.desk.models.person import Person

    client = signed(person, "ada", Role.ADMIN)
    person("ann", Role.MARKETING)
    told = {"do": "email", "email": "ann@shop.example"}
    assert client.post("/people/ann/", told).status_code == 302
    assert Person.objects.get(username="ann").email == "ann@shop.example"
    event = EventRecord.objects.last()
    assert event is not None
    assert (event.action, event.payload) == ("change e-mail", "{}")
    assert client.post("/people/ann/", told | {"email": "nowhere"}).status_code == 422
    assert Person.objects.get(username="ann").email == "ann@shop.example"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_says_where_mail_goes_or_sends_a_test(person, role) -> None:
    client = signed(person, "eve", role)
    person("ann", Role.MARKETING)
    told = {"do": "email", "email": "eve@elsewhere.example"}
    assert client.post("/people/ann/", told).status_code == 403
    assert client.post("/delivery/letter/", {"to": "eve@elsewhere.example"}).status_code == 403


def test_the_page_says_when_the_letter_of_the_day_goes(person, settings) -> None:
    client = signed(person, "ann", Role.MARKETING)
    assert "The letter of the day goes daily at 07:00 (UTC)." in page(client, "/notifications/")
    own = "schedule: {time_zone: Asia/Kolkata, digest: weekdays at 18:15}\n"
    (settings.WORKSPACE / "ringtrue.yaml").write_text(own, encoding="utf-8")
    words = "The letter of the day goes weekdays at 18:15 (Asia/Kolkata)."
    assert words in page(client, "/notifications/")


def test_under_another_secret_key_the_page_says_for_each_webhook_what_to_do(
    person, settings
) -> None:
    from django.utils.html import escape

    client = signed(person, "ada", Role.ADMIN)
    make_notifications(person("bob", Role.ADMIN))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    found = page(client, "/delivery/")
    words = "Nothing can be posted here: its address was encrypted under another secret key"
    assert found.count(escape(words)) == 2
    answer = client.post("/delivery/webhooks/1001/", {"do": "try"}, follow=True)
    assert "did not take the test: its address was encrypted" in answer.content.decode()
