"""Sending by a real mail server: signing in, TLS, refusals for now and for good, and silence."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.clock import told_at
from ringtrue.desk.models.notification import Delivery, NotificationChoice
from ringtrue.desk.notifications import mail_server, mailing
from ringtrue.desk.notifications.kinds import Group, Way
from ringtrue.desk.services import send_notifications as sending
from ringtrue.desk.services.send_notifications import NO_SERVER, Sent, send_notifications
from ringtrue.desk.services.send_test_letter import send_test_letter
from ringtrue.desk.services.try_again import try_again

pytestmark = pytest.mark.django_db

SHOP = Workspace("shop", name="Plum")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
Told = Callable[..., Any]


def send(now: datetime = NOON) -> Sent:
    with told_at(now):
        return send_notifications(SHOP)


def states() -> dict[str, tuple[str, int, str]]:
    rows = Delivery.objects.exclude(person=None).order_by("id")
    return {row.person.username: (row.state, row.attempts, row.why) for row in rows}


@pytest.fixture
def ann_and_bob(told: Told) -> Any:
    with told_at(NOON):
        return told("ann", "bob", facts=("Mia ended it.",))


def test_each_reader_gets_a_letter_of_their_own_once(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = post_office
    assert send() == Sent(arrived=2)
    assert send() == Sent()
    assert mailbox.tried == ["ann@shop.example", "bob@shop.example"]
    assert [letter["To"] for letter in mailbox.letters] == mailbox.tried
    assert mailbox.letters[0]["Subject"] == "Plum: Spring ended"
    assert mailbox.letters[0]["From"] == "Desk <desk@shop.example>"
    plain = mailbox.letters[0].get_body(("plain",)).get_content()
    assert plain.splitlines()[:3] == ["Spring ended", "", "Mia ended it."]
    assert states() == {"ann": ("sent", 1, ""), "bob": ("sent", 1, "")}


def test_a_doubled_letter_has_the_same_message_id(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = post_office
    send()
    Delivery.objects.update(state="waiting")  # As if killed before that was written down.
    send()
    names = [letter["Message-ID"] for letter in mailbox.letters]
    assert len(names) == 4
    assert names[:2] == names[2:]
    assert len(set(names)) == 2


def test_user_and_password_go_by_starttls(settings, guarded, mailbox, ann_and_bob) -> None:
    settings.MAIL = guarded
    assert send() == Sent(arrived=2)
    assert mailbox.encrypted == [True, True]


def test_a_wrong_password_is_ours_to_mend_and_the_letters_wait(
    settings, guarded, mailbox, ann_and_bob
) -> None:
    settings.MAIL = replace(guarded, password="wrong")
    assert send() == Sent(later=1)
    assert states()["ann"] == (
        "waiting", 1, "the mail server does not take user and password (535)"
    )  # fmt: skip
    assert states()["bob"] == ("waiting", 0, ""), "one failure is enough for a round"
    settings.MAIL = guarded
    assert send(NOON + timedelta(minutes=1)) == Sent(arrived=2)


def test_a_certificate_that_nobody_trusts_gets_no_password(
    settings, guarded, mailbox, ann_and_bob, monkeypatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    settings.MAIL = guarded
    assert send() == Sent(later=1)
    assert "certificate is not trusted" in states()["ann"][2]
    assert mailbox.letters == []


def test_a_server_without_starttls_gets_no_mail_where_it_was_asked_for(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = replace(post_office, starttls=True)
    assert send() == Sent(later=1)
    assert "does not offer what is asked of it" in states()["ann"][2]
    assert mailbox.letters == []


def test_an_address_refused_for_good_is_given_up_and_holds_up_nobody(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = post_office
    mailbox.on_rcpt["ann@shop.example"] = "550 No such user"
    assert send() == Sent(arrived=1, given_up=1)
    why = "the mail server refuses the address: 550 No such user"
    assert states()["ann"] == ("given up", 1, why)
    assert states()["bob"][0] == "sent"
    assert send(NOON + timedelta(days=1)) == Sent()


def test_an_address_refused_for_now_is_tried_again_after_longer_and_longer(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = post_office
    mailbox.on_rcpt["ann@shop.example"] = "451 Later"
    moment, waits = NOON, []
    for _ in range(4):
        send(moment)
        row = Delivery.objects.get(person__username="ann")
        waits.append((row.due_at - moment).total_seconds() / 60)
        assert send(row.due_at - timedelta(seconds=1)) == Sent()
        moment = row.due_at
    assert waits == [1, 2, 5, 15]
    del mailbox.on_rcpt["ann@shop.example"]
    assert send(moment) == Sent(arrived=1)
    assert states()["ann"] == ("sent", 5, "")


@pytest.mark.parametrize(
    ("answer", "state"), [("554 This is spam", "given up"), ("452 No space", "waiting")]
)
def test_a_letter_is_refused_for_good_or_for_now(
    settings, post_office, mailbox, ann_and_bob, answer, state
) -> None:
    settings.MAIL = post_office
    mailbox.on_data = answer
    send()
    assert states()["ann"] == (state, 1, f"the mail server refuses the letter: {answer}")


def test_a_sender_that_is_refused_is_ours_to_mend(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = post_office
    mailbox.on_mail = "550 Not yours"
    assert send() == Sent(later=1)
    assert states()["ann"] == ("waiting", 1, "the mail server refuses the sender: 550 Not yours")


def test_a_silent_server_is_left_after_its_time(
    settings, post_office, silent_port, ann_and_bob, monkeypatch
) -> None:
    monkeypatch.setattr(mailing, "SECONDS", 0.3)
    settings.MAIL = replace(post_office, port=silent_port)
    assert send() == Sent(later=1)
    assert states()["ann"][2].startswith("the mail server was silent for")


def test_a_server_that_is_away_is_tried_for_three_days_and_then_that_is_said(
    settings, post_office, closed_port, mailbox, ann_and_bob
) -> None:
    settings.MAIL = replace(post_office, port=closed_port)
    send()
    assert states()["ann"] == ("waiting", 1, "the mail server cannot be reached")
    send(NOON + timedelta(days=2, hours=23))
    assert {state for state, _, _ in states().values()} == {"waiting"}
    assert send(NOON + timedelta(days=3, seconds=1)).given_up == 2
    assert states()["ann"][0] == "given up"
    settings.MAIL = post_office
    late = NOON + timedelta(days=4)
    assert send(late) == Sent()
    from ringtrue.desk.terminal import this_terminal

    with told_at(late):
        assert try_again(this_terminal()) == 2
    assert send(late) == Sent(arrived=2)


def test_without_a_server_letters_wait_three_days(settings, post_office, ann_and_bob) -> None:
    settings.MAIL = None
    assert send(NOON + timedelta(days=2)) == Sent()
    assert send(NOON + timedelta(days=4)) == Sent(given_up=2)
    assert states()["bob"] == ("given up", 0, NO_SERVER)


def test_a_day_is_one_letter_at_seven(settings, post_office, mailbox, told: Told) -> None:
    settings.MAIL = post_office
    with told_at(NOON):
        told("ann")
        ann = Delivery.objects.get().person
        Delivery.objects.all().delete()
        NotificationChoice.objects.create(
            person=ann, group=Group.CAMPAIGNS.value, way=Way.DAILY.value
        )
        told("ann", title="Summer ended")
        told("ann", title="Autumn ended")
    assert send(datetime(2026, 5, 5, 6, 59, tzinfo=UTC)) == Sent()
    assert send(datetime(2026, 5, 5, 7, 0, tzinfo=UTC)) == Sent(arrived=2)
    (letter,) = mailbox.letters
    assert letter["Subject"] == "Plum: 2 notifications of the day"
    assert letter["Message-ID"].endswith(".20260505@shop.example>")


def test_somebody_who_was_shut_out_meanwhile_gets_no_mail(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    from ringtrue.desk.models.person import Person

    settings.MAIL = post_office
    Person.objects.filter(username="ann").update(is_active=False)
    assert send() == Sent(arrived=1, given_up=1)
    assert mailbox.tried == ["bob@shop.example"]


def test_an_address_with_a_header_in_it_is_no_address(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    from ringtrue.desk.models.person import Person

    settings.MAIL = post_office
    nasty = "ann@shop.example\nBcc: all@shop.example"
    Person.objects.filter(username="ann").update(email=nasty)
    assert send() == Sent(arrived=1, given_up=1)
    assert states()["ann"][2] == "this is no address that mail can be sent to"
    assert mailbox.tried == ["bob@shop.example"]


def test_what_another_sender_has_is_left_to_it_until_its_time_is_over(
    settings, post_office, mailbox, ann_and_bob
) -> None:
    settings.MAIL = post_office
    Delivery.objects.update(claimed_until=NOON + timedelta(minutes=5))
    assert send() == Sent()
    assert send(NOON + timedelta(minutes=6)) == Sent(arrived=2)


def test_what_is_told_while_sending_goes_out_as_well(
    settings, post_office, mailbox, told: Told, monkeypatch
) -> None:
    settings.MAIL = post_office
    with told_at(NOON):
        told("ann")
    real, more = sending.letter, [True]

    def and_more(*given: Any) -> Any:
        if more:
            more.clear()
            told("ann", title="Autumn ended")
        return real(*given)

    monkeypatch.setattr(sending, "letter", and_more)
    assert send() == Sent(arrived=2)


def test_a_test_letter_arrives_or_says_why_not(settings, post_office, mailbox, person) -> None:
    ada = person("ada", Role.ADMIN)
    settings.MAIL = post_office
    send_test_letter(ada, SHOP, "ann@shop.example")
    assert mailbox.letters[0]["Subject"] == "Plum: This is a test: mail works"
    mailbox.on_rcpt["bob@shop.example"] = "550 No"
    with pytest.raises(UsageError, match="refuses the address: 550 No") as refused:
        send_test_letter(ada, SHOP, "bob@shop.example")
    assert refused.value.cure
    settings.MAIL = None
    with pytest.raises(ConfigError) as lacking:
        send_test_letter(ada, SHOP, "ann@shop.example")
    assert lacking.value.where == mail_server.URL


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_everything_once(
    settings, post_office, mailbox, told: Told
) -> None:
    from django.db import connection

    settings.MAIL = post_office
    with told_at(NOON):
        for number in range(6):
            told("ann", "bob", title=f"Campaign {number} ended")

    def work() -> None:
        try:
            send()
        finally:
            connection.close()

    senders = [threading.Thread(target=work) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    names = [letter["Message-ID"] for letter in mailbox.letters]
    assert len(names) == len(set(names)) == 12
