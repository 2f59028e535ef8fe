"""What is refused is told as a page, or for htmx as a toast, with the right status."""

from __future__ import annotations

import logging
from io import StringIO

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from ringtrue.core.errors import (
    ConfigError,
    MeasureError,
    NotFoundError,
    RingtrueError,
    SourceError,
    UsageError,
)
from ringtrue.core.role import Role
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.web import urls

HTMX = {"HX-Request": "true"}
ERRORS: dict[str, Exception] = {
    "usage": UsageError("'2 dogs' is no limit", where="book.yaml:4:9", cure="Write 2 days."),
    "config": ConfigError("there is no such file", where="ringtrue.yaml", cure="Write one."),
    "not-allowed": NotAllowedError("ann may not launch", cure="It takes the role Marketing."),
    "not-found": NotFoundError("there is no campaign 'x'", cure="Choose one of the list."),
    "measure": MeasureError("the share could not be had", cure="Try again."),
    "source": SourceError("there are no rows", where="orders", cure="Fill it."),
    "ours": RingtrueError("a wheel came off"),
    "gone": Http404(),
    "fault": ZeroDivisionError(),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


urlpatterns = [*urls.urlpatterns, path("fail/<str:name>/", fail)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def client(signed_in) -> Client:
    client = signed_in("ann", Role.MARKETING)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("name", "shown", "done"),
    [
        ("usage", 400, 422),
        ("config", 400, 422),
        ("not-allowed", 403, 403),
        ("not-found", 404, 404),
        ("measure", 503, 503),
        ("source", 503, 503),
        ("ours", 500, 500),
        ("gone", 404, 404),
    ],
)
def test_an_error_has_the_status_of_its_kind(client, name, shown, done) -> None:
    assert client.get(f"/fail/{name}/").status_code == shown
    assert client.post(f"/fail/{name}/").status_code == done
    assert client.get(f"/fail/{name}/", headers=HTMX).status_code == shown


def test_a_page_says_what_is_wrong_where_and_what_to_do(client) -> None:
    page = client.get("/fail/usage/").content.decode()
    for words in ("&#x27;2 dogs&#x27; is no limit.", "book.yaml:4:9", "Write 2 days."):
        assert words in page
    assert '<html lang="en"' in page
    assert 'aria-label="Main"' in page


def test_a_fragment_goes_to_the_toasts_and_is_no_whole_page(client) -> None:
    answer = client.post("/fail/usage/", headers=HTMX)
    assert answer["HX-Retarget"] == "#toasts"
    page = answer.content.decode()
    assert "Write 2 days." in page
    assert "<html" not in page


def test_a_fault_of_ours_tells_nothing_of_its_insides(client) -> None:
    page = client.get("/fail/fault/")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.content.decode()
    assert "ZeroDivision" not in page.content.decode()


def test_an_unknown_address_has_a_page_of_the_house_signed_in_or_not(client) -> None:
    for each in (client, Client()):
        answer = each.get("/nowhere/")
        assert answer.status_code == 404
        assert "There is nothing at this address" in answer.content.decode()


def test_a_fragment_asked_for_after_the_session_ended_leads_the_whole_page_to_sign_in() -> None:
    answer = Client().get("/work/", headers=HTMX)
    assert answer["HX-Redirect"] == "/sign-in/"


def test_a_policy_forbids_inline_scripts_and_styles(client) -> None:
    policy = client.get("/work/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_fault_of_ours_is_in_the_log_with_its_traceback(client, monkeypatch) -> None:
    (handler,) = logging.getLogger("django.request").handlers
    assert isinstance(handler, logging.StreamHandler)
    monkeypatch.setattr(handler, "stream", StringIO())
    client.get("/fail/fault/")
    assert "ZeroDivisionError" in handler.stream.getvalue()
    assert "/fail/fault/" in handler.stream.getvalue()


def test_what_a_form_was_sent_to_and_somebody_loads_again_has_a_page(client) -> None:
    answer = client.get("/people/ann/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "This address only takes forms" in answer.content.decode()
