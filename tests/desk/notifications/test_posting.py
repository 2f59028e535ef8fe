"""Posting to webhooks: the guard, signatures, what is tried again, and what a dead one holds up."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ringtrue.core.errors import SecretKeyError, UsageError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.clock import told_at
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.notification import Delivery, Webhook
from ringtrue.desk.notifications import posting
from ringtrue.desk.notifications.kinds import Group
from ringtrue.desk.notifications.outcome import Result
from ringtrue.desk.notifications.posting import OTHER_KEY, check_webhook_address
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.manage_webhooks import (
    add_webhook,
    pause_webhook,
    remove_webhook,
    resume_webhook,
    try_webhook,
)
from ringtrue.desk.services.see_delivery import masked, see_delivery
from ringtrue.desk.services.send_notifications import PAUSED, Sent, send_notifications

pytestmark = pytest.mark.django_db

SHOP = Workspace("shop", name="Plum", allow_private_addresses=True)
OUTSIDE = Workspace("shop", name="Plum")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECRET = "T0/B0/not-to-be-shown"


@pytest.fixture
def ada(person: Callable[..., Any]) -> Any:
    return person("ada", Role.ADMIN)


def add(ada: Any, address: str, name: str = "Channel", kind: str = "generic") -> Webhook:
    groups = [Group.CAMPAIGNS]
    return add_webhook(ada, SHOP, name=name, address=address, format=kind, groups=groups)


def send(now: datetime = NOON, shop: Workspace = SHOP) -> Sent:
    with told_at(now):
        return send_notifications(shop)


@pytest.fixture
def told_at_noon(told: Callable[..., Any]) -> Callable[..., Any]:
    def tell(**words: Any) -> Any:
        with told_at(NOON):
            return told(**words)

    return tell


def only() -> Delivery:
    return Delivery.objects.get()


def test_a_post_is_signed_and_names_itself_the_same_each_time(ada, channel, told_at_noon) -> None:
    hook = add(ada, channel.at("/in"))
    told_at_noon(facts=("Mia ended it.",))
    channel.answers = [(503, {})]
    assert send() == Sent(later=1)
    assert only().why == "it answered 503"
    assert send(NOON + timedelta(minutes=1)) == Sent(arrived=1)
    first, second = channel.got
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body
    body = json.loads(first.body)
    assert (body["title"], body["workspace"]) == ("Spring ended", "Plum")
    assert body["id"] == first.headers["idempotency-key"] == first.headers["webhook-id"]
    moment = first.headers["webhook-timestamp"]
    signed = f"{body['id']}.{moment}.".encode() + first.body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert first.headers["webhook-signature"] == wanted
    assert (first.path, first.headers["content-type"]) == ("/in", "application/json")


def test_slack_and_teams_get_no_signature_that_they_would_not_read(
    ada, channel, told_at_noon
) -> None:
    add(ada, channel.at("/slack"), "Slack", "slack")
    add(ada, channel.at("/teams"), "Teams", "teams")
    told_at_noon()
    assert send() == Sent(arrived=2)
    assert all("webhook-signature" not in each.headers for each in channel.got)
    assert {each.path: next(iter(json.loads(each.body))) for each in channel.got} == {
        "/slack": "text", "/teams": "type",
    }  # fmt: skip


def test_a_post_goes_by_tls_to_a_certificate_that_is_trusted(
    ada, secure_channel, told_at_noon, monkeypatch
) -> None:
    add(ada, secure_channel.at("/in"))
    told_at_noon()
    assert send() == Sent(arrived=1)
    monkeypatch.delenv("SSL_CERT_FILE")
    told_at_noon()
    assert send() == Sent(later=1)
    assert "certificate is not trusted" in Delivery.objects.last().why
    assert len(secure_channel.got) == 1


@pytest.mark.parametrize(
    ("answer", "state", "why"),
    [
        ((204, {}), "sent", ""),
        ((302, {"Location": "http://169.254.169.254/"}), "given up", "redirects are not followed"),
        ((404, {}), "given up", "it answered 404"),
        ((408, {}), "waiting", "it answered 408"),
        ((500, {}), "waiting", "it answered 500"),
    ],
)
def test_the_answer_says_whether_it_is_tried_again(
    ada, channel, told_at_noon, answer, state, why
) -> None:
    add(ada, channel.at("/in"))
    told_at_noon()
    channel.answers = [answer]
    send()
    assert only().state == state
    assert why in only().why
    assert len(channel.got) == 1


def test_a_receiver_is_left_alone_for_as_long_as_it_asks(ada, channel, told_at_noon) -> None:
    add(ada, channel.at("/in"))
    told_at_noon()
    channel.answers = [(429, {"Retry-After": "7200"})]
    send()
    assert only().due_at == NOON + timedelta(hours=2)


def test_a_dead_webhook_holds_up_neither_mail_nor_another_webhook(
    ada, channel, closed_port, post_office, mailbox, settings, told
) -> None:
    settings.MAIL = post_office
    add(ada, f"http://localhost:{closed_port}/", "A dead one")
    add(ada, channel.at("/in"), "B")
    with told_at(NOON):
        told("ann")
        told("ann", title="Autumn ended")
    assert send() == Sent(arrived=4, later=1)
    assert len(mailbox.letters) == len(channel.got) == 2
    dead = Delivery.objects.filter(webhook__name="A dead one").order_by("id")
    assert [(row.attempts, row.why) for row in dead] == [(1, "it cannot be reached"), (0, "")]


def test_a_silent_webhook_is_left_after_its_time(
    ada, silent_port, told_at_noon, monkeypatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    add(ada, f"http://localhost:{silent_port}/")
    told_at_noon()
    assert send() == Sent(later=1)
    assert only().why == "no answer within 0.3 seconds"


def test_after_three_days_it_is_given_up_and_the_page_says_so(
    ada, closed_port, told_at_noon
) -> None:
    add(ada, f"http://localhost:{closed_port}/{SECRET}")
    told_at_noon()
    send()
    assert send(NOON + timedelta(days=3, minutes=1)).given_up == 1
    view = see_delivery(ada)
    assert [(each.to, each.why) for each in view.lines] == [("Channel", "it cannot be reached")]
    assert view.webhooks[0].given_up == 1


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("http://hooks.example/x", "https addresses only"),
        ("ftp://hooks.example/x", "no http or https address"),
        ("https://me:secret@hooks.example/", "user name or password"),
        ("https:///x", "no"),
        ("https://hooks.example:99999/", "is no address"),
        ("https://localhost/", "is this machine"),
        ("https://127.0.0.1/", "is this machine"),
        ("http://localhost:8000/", "https addresses only"),
        ("javascript:alert(1)", "no http or https address"),
        ("https://" + "x" * 3_000, "characters"),
    ],
)
def test_an_address_that_may_not_be_posted_to_is_refused(ada, address: str, what: str) -> None:
    with pytest.raises(UsageError, match=what) as refused:
        check_webhook_address(address, allow_private=False)
    assert refused.value.cure
    with pytest.raises(UsageError):
        add_webhook(ada, OUTSIDE, name="x", address=address, format="slack", groups=[Group.ALERTS])
    assert Webhook.objects.count() == 0


def test_http_is_for_this_machine_alone_even_where_private_addresses_are_allowed() -> None:
    check_webhook_address("http://localhost:8000/x", allow_private=True)
    check_webhook_address("https://10.0.0.7/x", allow_private=True)
    with pytest.raises(UsageError, match="https addresses only"):
        check_webhook_address("http://10.0.0.7/x", allow_private=True)


def test_a_name_that_leads_inside_is_not_connected_to(
    ada, channel, told_at_noon, monkeypatch
) -> None:
    import socket

    from ringtrue.say import connecting

    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(connecting.socket, "getaddrinfo", lambda *_, **__: inside)
    add_webhook(
        ada, OUTSIDE, name="x", address="https://hooks.example/x", format="slack",
        groups=[Group.CAMPAIGNS],
    )  # fmt: skip
    told_at_noon()
    assert send(shop=OUTSIDE) == Sent(later=1)
    assert "leads to a private address" in only().why


def test_an_address_is_nowhere_but_in_its_row(ada, closed_port, told_at_noon, caplog) -> None:
    hook = add(ada, f"http://localhost:{closed_port}/{SECRET}")
    told_at_noon()
    send()
    try_webhook(ada, hook, SHOP)
    pause_webhook(ada, hook)
    resume_webhook(ada, hook)
    rows = [*EventRecord.objects.values_list("payload", "subject"), only().why]
    assert SECRET not in f"{rows}{caplog.text}{see_delivery(ada)}"
    assert hook.secret not in f"{rows}{caplog.text}{see_delivery(ada)}"
    remove_webhook(ada, hook)
    assert (Webhook.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_copy_of_the_store_yields_neither_address_nor_secret(ada, closed_port) -> None:
    hook = add(ada, f"http://localhost:{closed_port}/{SECRET}")
    (kept,) = Webhook.objects.values_list()
    assert SECRET not in str(kept) and "localhost" not in str(kept)
    assert hook.secret not in str(kept)
    again = Webhook.objects.get()
    assert (again.address, again.secret) == (hook.address, hook.secret)
    again.hidden_secret = again.hidden_address
    with pytest.raises(SecretKeyError):
        _ = again.secret


def test_under_another_secret_key_each_webhook_says_so_and_works_again_under_the_old_one(
    ada, channel, told_at_noon, settings
) -> None:
    old, other = add(ada, channel.at("/old"), "Old"), settings.SECRET_KEY
    told_at_noon()
    settings.SECRET_KEY = "another"
    new = add(ada, channel.at("/new"), "New")
    told_at_noon()
    assert send() == Sent(arrived=1, later=1), "one of them holds up no other"
    shown = {each.name: each for each in see_delivery(ada).webhooks}
    assert shown["New"].trouble == "" and shown["New"].address
    assert "another secret key" in shown["Old"].trouble and shown["Old"].address == ""
    assert try_webhook(ada, old, SHOP).why == OTHER_KEY
    assert pause_webhook(ada, old) and resume_webhook(ada, old)
    settings.SECRET_KEY = other
    assert send(NOON + timedelta(hours=1)).arrived >= 1
    remove_webhook(ada, new)
    settings.SECRET_KEY = "a third one"
    remove_webhook(ada, old)
    assert not Webhook.objects.exists()


def test_a_paused_webhook_keeps_what_waits_and_gets_it_when_it_is_resumed(
    ada, channel, told_at_noon
) -> None:
    hook = add(ada, channel.at("/in"))
    told_at_noon()
    assert pause_webhook(ada, hook)
    assert not pause_webhook(ada, hook)
    assert send() == Sent()
    assert resume_webhook(ada, hook)
    assert send() == Sent(arrived=1)
    told_at_noon()
    pause_webhook(ada, hook)
    assert send(NOON + timedelta(days=4)) == Sent(given_up=1)
    assert Delivery.objects.last().why == PAUSED


def test_trying_a_webhook_says_what_came_of_it(ada, channel) -> None:
    hook = add(ada, channel.at("/in"))
    channel.answers = [(200, {}), (403, {})]
    assert try_webhook(ada, hook, SHOP).result is Result.ARRIVED
    assert try_webhook(ada, hook, SHOP).why == "it answered 403"
    assert "This is a test" in json.loads(channel.got[0].body)["title"]


def test_a_webhook_needs_a_name_of_its_own_a_known_format_and_something_to_tell(ada) -> None:
    terms: dict[str, Any] = {"address": "https://hooks.example/x", "format": "slack"}
    made = add_webhook(ada, OUTSIDE, name="One", groups=[Group.ALERTS], **terms)
    assert made.groups == ["alerts"]
    for changed, what in (
        ({"name": "One"}, "already"),
        ({"name": ""}, "no name"),
        ({"format": "fax"}, "no format 'fax'"),
        ({"groups": []}, "no group"),
    ):
        given = {"name": "Two", "groups": [Group.ALERTS], **terms, **changed}
        with pytest.raises(UsageError, match=what):
            add_webhook(ada, OUTSIDE, **given)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_webhooks_are_an_administrators(person, ada, role) -> None:
    stranger = person("eve", role)
    hook = add(ada, "https://hooks.example/x")
    for act in (
        lambda: add(stranger, "https://hooks.example/y", "Two"),
        lambda: pause_webhook(stranger, hook),
        lambda: resume_webhook(stranger, hook),
        lambda: remove_webhook(stranger, hook),
        lambda: try_webhook(stranger, hook, SHOP),
        lambda: see_delivery(stranger),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert Webhook.objects.count() == 1


def test_an_address_is_masked_to_what_is_no_secret() -> None:
    assert masked("https://hooks.slack.com/services/T0/B0/x") == "https://….slack.com/…"
    assert masked("https://127.0.0.1:8000/x") == "https://127.0.0.1/…"
    assert masked("https://example.org/?key=x") == "https://example.org/…"


def test_a_format_that_left_is_given_up_and_not_a_fault(ada, told_at_noon) -> None:
    add(ada, "https://hooks.example/x")
    Webhook.objects.update(format="fax")
    told_at_noon()
    assert send() == Sent(given_up=1)
    assert see_delivery(ada).webhooks[0].format == "fax"


def test_a_workspace_without_a_name_is_called_by_its_folder(ada, channel, told_at_noon) -> None:
    add(ada, channel.at("/in"))
    told_at_noon()
    send(shop=replace(SHOP, name="", folder="/srv/plum-shop"))
    assert json.loads(channel.got[0].body)["workspace"] == "plum-shop"
