"""Notifications of one's own, and where they go: what pages do with them, asked of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.role import Role
from tests.web.api.conftest import Asker, World
from tests.web.world import SECRET_ADDRESS

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask_admin(world: World, ask_as: Any) -> Asker:
    found: Asker = ask_as("ada", Role.ADMIN)
    return found


def test_what_was_told_is_listed_and_read(ask_mia: Asker) -> None:
    told = ask_mia.get("/notifications").json()
    assert told["unread"] == len(told["items"]) == 3
    newest = told["items"][0]
    assert newest["title"] == "'Delivered in 2 days' is being broken fast"
    assert newest["path"] == "/alerts/#alert-1"
    assert ask_mia.post(f"/notifications/{newest['number']}/read").status_code == 204
    again = ask_mia.get("/notifications?limit=1").json()
    assert again["unread"] == 2
    assert again["items"][0]["read"]
    assert ask_mia.post("/notifications/read").json() == {"number": 2}
    assert ask_mia.get("/notifications").json()["unread"] == 0


def test_somebody_elses_notification_is_not_there(world: World, ask_admin: Asker) -> None:
    assert ask_admin.post(f"/notifications/{world.notification}/read").status_code == 404
    assert ask_admin.get("/notifications").json()["items"] == []


def test_how_they_come_is_chosen_for_some_groups(ask_mia: Asker) -> None:
    wanted = {"choices": [{"group": "alerts", "way": "daily"}]}
    assert ask_mia.ask("PUT", "/notifications/choices", wanted).json() == {"changed": True}
    told = ask_mia.get("/notifications/choices").json()
    ways = {each["group"]: each["way"] for each in told["choices"]}
    assert (ways["alerts"], ways["campaigns"]) == ("daily", "at once")
    assert ask_mia.ask("PUT", "/notifications/choices", wanted).json() == {"changed": False}


def test_a_group_that_does_not_reach_somebody_cannot_be_chosen(ask_mia: Asker) -> None:
    wanted = {"choices": [{"group": "audit", "way": "daily"}]}
    answer = ask_mia.ask("PUT", "/notifications/choices", wanted)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "'Audit head' are not told to you."


def test_no_answer_has_the_address_of_a_webhook(ask_admin: Asker) -> None:
    for path in ("/delivery", "/delivery/webhooks"):
        assert SECRET_ADDRESS not in ask_admin.get(path).content.decode()
    hooks = ask_admin.get("/delivery/webhooks").json()["items"]
    assert [each["name"] for each in hooks] == ["#promises", "Auditor"]
    assert hooks[0]["address"] == "https://….slack.example/…"


def test_a_webhook_is_added_paused_and_removed(ask_admin: Asker) -> None:
    new = {"name": "Depot", "address": "https://hooks.example.org/x", "groups": ["alerts"]}
    made = ask_admin.post("/delivery/webhooks", new | {"format": "generic"}).json()
    assert made["secret"].startswith("whsec_")
    path = f"/delivery/webhooks/{made['number']}"
    assert ask_admin.ask("PATCH", path, {"paused": True}).json() == {"changed": True}
    assert ask_admin.ask("PATCH", path, {"paused": True}).json() == {"changed": False}
    depot = ask_admin.get("/delivery/webhooks").json()["items"][-1]
    assert (depot["name"], depot["paused"] is None) == ("Depot", False)
    assert ask_admin.ask("DELETE", path).status_code == 204
    assert ask_admin.ask("DELETE", path).status_code == 404


def test_a_format_without_a_signature_tells_no_secret(ask_admin: Asker) -> None:
    new = {"name": "Chat", "address": "https://hooks.example.org/x", "groups": ["alerts"]}
    assert ask_admin.post("/delivery/webhooks", new | {"format": "slack"}).json()["secret"] == ""


def test_a_webhook_without_a_format_of_ours_is_refused(ask_admin: Asker) -> None:
    new = {"name": "Fax", "address": "https://hooks.example.org/x", "groups": ["alerts"]}
    answer = ask_admin.post("/delivery/webhooks", new | {"format": "fax"})
    assert answer.status_code == 422
    assert answer.json()["cure"] == "Choose one of generic, slack, teams."


def test_a_webhook_that_answers_nothing_useful_says_why(
    ask_admin: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ringtrue.desk.notifications.outcome import Outcome, Result
    from ringtrue.desk.services import manage_webhooks

    later = Outcome(Result.LATER, "it answered 503")
    monkeypatch.setattr(manage_webhooks, "post", lambda *_, **__: later)
    told = ask_admin.post("/delivery/webhooks/1001/try").json()
    assert told == {"result": "later", "why": "it answered 503"}


def test_what_was_given_up_is_sent_again_one_or_all(ask_admin: Asker) -> None:
    lines = ask_admin.get("/delivery").json()["not_arrived"]
    given_up = [each["number"] for each in lines if each["state"] == "given up"]
    assert len(given_up) == 2
    assert ask_admin.post("/delivery/again", {"number": given_up[0]}).json() == {"number": 1}
    assert ask_admin.post("/delivery/again").json() == {"number": 1}
    assert ask_admin.post("/delivery/again").json() == {"number": 0}


def test_a_test_letter_without_a_mail_server_is_refused_with_what_to_set(ask_admin: Asker) -> None:
    answer = ask_admin.post("/delivery/letter", {"to": "ann@example.org"})
    assert answer.status_code == 422
    assert answer.json()["where"] == "RINGTRUE_SMTP_URL"
