"""One's own account: sessions, password, what the door writes down, and what it does not tell."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from ringtrue.core.role import Role
from ringtrue.desk.jobs.running import Ending, run_next
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import deactivate, reactivate
from ringtrue.desk.sign_in_policy import SignInPolicy
from tests.web.world import PASSWORD

pytestmark = pytest.mark.django_db

OTHER = "seven forks of snow"


@pytest.fixture
def ann(ann) -> Person:
    """She has an address."""
    ann.email = "ann@shop.example"
    ann.save()
    return ann


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path


def sign_in(
    password: str = PASSWORD, name: str = "ann", client: Client | None = None, **asked: str
):
    return (client or Client()).post("/sign-in/", {"login": name, "password": password}, **asked)


def signed_in() -> Client:
    answer = sign_in()
    assert answer.status_code == 302
    return answer.client


def events() -> list[tuple[str, str, str]]:
    rows = EventRecord.objects.order_by("number")
    return [(row.actor, row.action, row.subject) for row in rows]


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


# Who is not told what


@pytest.mark.parametrize("name", ["ann", "invited", "gone", "nobody"])
def test_every_wrong_sign_in_is_answered_alike_and_costs_one_hash(ann, person, name) -> None:
    person("invited")
    gone = person("gone")
    gone.set_password(PASSWORD)
    gone.is_active = False
    gone.save()
    password = PASSWORD if name == "gone" else "wrong"
    hasher = hashers.MD5PasswordHasher
    with mock.patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as hashed:
        answer = sign_in(password, name)
    assert (answer.status_code, hashed.call_count) == (200, 1)
    assert "do not belong together" in answer.content.decode()
    assert not is_in(answer.client)


def test_a_name_is_known_whatever_its_case(ann) -> None:
    assert sign_in(name=" Ann ").status_code == 302


@pytest.mark.parametrize("page", ["/sign-up/", "/account/email/", "/account/signup/", "/accounts/"])
def test_nobody_signs_up_or_changes_their_address_by_themselves(ann, page) -> None:
    assert signed_in().get(page).status_code == 404


# Attempts


def test_one_name_is_guarded_from_every_address_together(ann) -> None:
    for number in range(5):
        assert sign_in("wrong", REMOTE_ADDR=f"192.0.2.{number}").status_code == 200
    answer = sign_in(REMOTE_ADDR="192.0.2.99")
    assert answer.status_code == 429
    assert "too many attempts" in answer.content.decode()
    assert not is_in(answer.client)


def test_one_address_is_guarded_whatever_the_names(ann) -> None:
    for number in range(30):
        assert sign_in("wrong", f"name{number}", REMOTE_ADDR="192.0.2.1").status_code == 200
    assert sign_in(REMOTE_ADDR="192.0.2.1").status_code == 429
    assert sign_in(REMOTE_ADDR="192.0.2.2").status_code == 302


def test_behind_a_proxy_the_address_is_the_one_that_it_saw(ann, settings) -> None:
    settings.SIGN_IN = SignInPolicy(proxies=1)
    for number in range(30):
        seen = f"203.0.113.{number}, 192.0.2.1"
        sign_in("wrong", f"name{number}", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=seen)
    asked = {"REMOTE_ADDR": "10.0.0.1"}
    assert sign_in(HTTP_X_FORWARDED_FOR="192.0.2.1", **asked).status_code == 429
    assert sign_in(HTTP_X_FORWARDED_FOR="192.0.2.2", **asked).status_code == 302


def test_without_a_proxy_of_ours_nobody_chooses_their_address(ann) -> None:
    for number in range(30):
        sign_in("wrong", f"name{number}", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert sign_in(HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_attempts_are_counted_in_the_store_and_so_by_all_processes(ann) -> None:
    for _ in range(5):
        sign_in("wrong")
    from ringtrue.desk.models.cache_entry import CacheEntry

    assert CacheEntry.objects.filter(cache_key__contains="login_failed").count() == 2


def test_somebody_who_got_in_has_used_up_nothing(ann) -> None:
    for _ in range(4):
        sign_in("wrong")
    assert [sign_in().status_code for _ in range(9)] == [302] * 9


def test_getting_in_does_not_wash_away_what_failed_before(ann) -> None:
    for _ in range(4):
        sign_in("wrong")
    sign_in()
    sign_in("wrong")
    assert sign_in().status_code == 429


# The chain


def test_the_chain_says_who_came_in_and_how(ann) -> None:
    signed_in()
    assert events() == [("ann", "sign in", "person:ann")]
    assert json.loads(EventRecord.objects.get().payload) == {"by": ["password"]}


def test_a_failed_series_is_written_down_once_and_without_what_was_typed(ann) -> None:
    for _ in range(9):
        sign_in("wrong", "ann")
    assert events() == [("sign-in", "refuse further attempts", "person:ann")]


def test_a_password_typed_as_name_stands_nowhere(ann) -> None:
    for _ in range(6):
        sign_in("x", PASSWORD)
    assert events() == [("sign-in", "refuse further attempts", "person:")]
    assert PASSWORD not in EventRecord.objects.get().payload


# Sessions


def test_signing_in_gives_a_session_that_nobody_could_have_planted(ann) -> None:
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client=client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_cookies_are_for_the_server_alone_and_behind_https_only_for_it(ann, settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    cookie = sign_in().cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert 0 < int(cookie["max-age"]) <= 7 * 24 * 3600


def test_signing_out_ends_the_session_in_the_store(ann) -> None:
    client = signed_in()
    key = client.session.session_key
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies["sessionid"] = key
    assert not is_in(client)


def test_somebody_shut_out_is_out_at_once_and_not_in_again_by_coming_back(ann, person) -> None:
    admin, client = person("root", Role.ADMIN), signed_in()
    deactivate(admin, ann)
    assert not is_in(client)
    reactivate(admin, ann)
    assert not is_in(client)


def test_the_account_names_every_browser_and_ends_the_others(ann) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
    here, other = signed_in(), sign_in(HTTP_USER_AGENT=firefox).client
    page = here.get("/account/").content.decode()
    assert "Firefox on Windows" in page
    assert page.count("this one") == 1
    assert here.post("/account/sessions/")["Location"] == "/account/"
    assert (is_in(here), is_in(other)) == (True, False)
    assert events()[-1] == ("ann", "sign out elsewhere", "person:ann")


def test_when_a_session_was_last_seen_is_kept_up(ann) -> None:
    from allauth.usersessions.models import UserSession
    from django.utils import timezone

    client = signed_in()
    long_ago = timezone.now() - timezone.timedelta(days=3)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at == long_ago  # it was seen just now
    later = Client()
    later.cookies = client.cookies
    later.get("/account/")
    assert UserSession.objects.get().last_seen_at > long_ago


# The password


def change_password(client: Client, old: str, new: str):
    return client.post("/account/password/", {"oldpassword": old, "password1": new})


def test_another_password_ends_the_other_sessions_and_is_written_down(ann) -> None:
    here, other = signed_in(), signed_in()
    assert change_password(here, PASSWORD, OTHER)["Location"] == "/account/"
    assert (is_in(here), is_in(other)) == (True, False)
    assert (sign_in(PASSWORD).status_code, sign_in(OTHER).status_code) == (200, 302)
    assert ("ann", "change password", "person:ann") in events()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("wrong", OTHER, "not your present"), (PASSWORD, "password", "too common")],
)
def test_a_password_is_not_changed_without_the_old_one_or_for_a_weak_one(
    ann, old, new, told
) -> None:
    client = signed_in()
    answer = change_password(client, old, new)
    assert told in answer.content.decode()
    assert sign_in(PASSWORD).status_code == 302


def test_a_link_by_mail_changes_a_forgotten_password_once(ann, settings) -> None:
    settings.MAIL_IS_SENT = True
    elsewhere = signed_in()
    answer = Client().post("/forgotten/", {"email": "Ann@Shop.example"})
    assert answer["Location"] == "/forgotten/sent/"
    assert mail.outbox == [], "nobody waits for it"
    assert run_next("worker").said == "sent, if somebody has the address"
    (sent,) = mail.outbox
    assert sent.to == ["ann@shop.example"]
    link = re.search(r"http://testserver(/forgotten/\S+)", sent.body)[1]
    client = Client()
    form = client.get(link)["Location"]
    assert link not in client.get(form).content.decode()
    assert client.post(form, {"password1": OTHER})["Location"] == "/forgotten/done/"
    assert not is_in(elsewhere)
    assert not is_in(client)
    assert sign_in(OTHER).status_code == 302
    assert "no longer good" in Client().get(link).content.decode()
    assert ("ann", "reset password", "person:ann") in events()


@pytest.mark.parametrize("email", ["nobody@shop.example", "gone@shop.example"])
def test_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(
    ann, person, settings, email
) -> None:
    settings.MAIL_IS_SENT = True
    gone = person("gone")
    gone.email, gone.is_active = "gone@shop.example", False
    gone.save()
    answer = Client().post("/forgotten/", {"email": email})
    assert answer["Location"] == "/forgotten/sent/"
    assert run_next("worker").said == "sent, if somebody has the address"
    assert mail.outbox == []


def test_a_known_address_costs_the_very_same_work_as_an_unknown_one(ann, settings) -> None:
    settings.MAIL_IS_SENT = True

    def work(email: str) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            assert Client().post("/forgotten/", {"email": email}).status_code == 302
        return [re.sub(r"'[^']*'|[0-9]+", "?", each["sql"]) for each in asked]

    work("first@shop.example")
    assert work(ann.email) == work("nobody@shop.example")
    assert not any('FROM "desk_person"' in each for each in work("ann@shop.example"))


def test_an_address_waits_encrypted_and_no_link_with_it(ann, settings) -> None:
    settings.MAIL_IS_SENT = True
    Client().post("/forgotten/", {"email": ann.email})
    kept = str(list(JobRecord.objects.values_list()))
    assert ann.email not in kept and "/forgotten/" not in kept
    for _ in range(3):
        Client().post("/forgotten/", {"email": ann.email})
    assert JobRecord.objects.count() == 1, "asked for often it is sent once"


def test_a_mail_server_that_is_down_is_tried_again_and_tells_nobody_who_has_an_account(
    ann, settings
) -> None:
    settings.MAIL_IS_SENT, working = True, settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = Client().post("/forgotten/", {"email": ann.email})
    assert answer["Location"] == "/forgotten/sent/"
    ended = run_next("worker")
    assert ended.ending is Ending.PUT_OFF
    job = JobRecord.objects.get()
    assert job.what == "the mail server cannot be reached" and ann.email not in job.error
    settings.EMAIL_BACKEND = working
    DBTaskResult.objects.filter(pk=job.task).update(run_after=datetime.now(UTC))
    assert run_next("worker").ending is Ending.DONE
    assert len(mail.outbox) == 1


def test_the_link_leads_to_where_people_reach_the_desk(ann, settings) -> None:
    settings.MAIL_IS_SENT, settings.PUBLIC_ADDRESS = True, "https://desk.shop.example"
    Client().post("/forgotten/", {"email": ann.email})
    run_next("worker")
    assert "https://desk.shop.example/forgotten/" in mail.outbox[0].body
    assert "testserver" not in mail.outbox[0].body


def test_without_mail_the_page_says_whom_to_ask_and_sends_nothing(ann) -> None:
    for answer in (Client().get("/forgotten/"), Client().post("/forgotten/", {"email": ann.email})):
        assert "Ask an administrator" in answer.content.decode()
    assert mail.outbox == []


# The name


def test_one_changes_the_name_that_others_see_and_the_chain_says_so(ann) -> None:
    client = signed_in()
    client.post("/account/name/", {"name": " Ann  Lee "})
    assert Person.objects.get().name == "Ann Lee"
    assert events()[-1] == ("ann", "change own name", "person:ann")
    assert client.post("/account/name/", {"name": "x" * 151}).status_code == 422


def test_an_account_is_for_its_owner_alone() -> None:
    answer = Client().get("/account/")
    assert answer["Location"] == "/sign-in/?next=/account/"
