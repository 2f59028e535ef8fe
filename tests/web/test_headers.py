"""Every answer carries the headers that keep a browser from what no page of ours needs."""

from __future__ import annotations

import pytest
from django.test import Client

from ringtrue.core.role import Role
from tests.web.test_pages import PAGES, world  # noqa: F401 - the world is a fixture

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
ELSEWHERE = (
    "/", "/sign-in/", "/forgotten/", "/invitation/no/", "/first/no/", "/health", "/health/worker",
    "/nowhere/", "/api/v1/me", "/api/v1/openapi.json", "/account/",
    "/account/app/", "/sign-out/",
)  # fmt: skip


@pytest.fixture
def ann(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person("ann", *Role))
    return client


@pytest.mark.parametrize("https", [False, True])
def test_every_answer_has_them(ann, settings, https) -> None:
    settings.SECURE = https
    statuses = set()
    for path in (*PAGES, *ELSEWHERE):
        for client in (ann, Client()):
            answer = client.get(path)
            statuses.add(answer.status_code)
            found = {name: answer.headers.get(name) for name in ALWAYS}
            assert (path, found) == (path, ALWAYS)
            assert "camera=()" in answer["Permissions-Policy"]
            assert "Strict-Transport-Security" not in answer.headers
            policy = answer["Content-Security-Policy"]
            for part in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'"):
                assert (path, part in policy) == (path, True)
            assert "unsafe" not in policy
    assert {200, 302, 401, 404, 405, 410} <= statuses


@pytest.fixture
def behind_a_proxy(settings) -> None:
    settings.SECURE, settings.ALLOWED_HOSTS = True, ["*"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def strict(host: str = "desk.shop.example", **told: str) -> str | None:
    headers = {"Host": host, **told}
    return Client().get("/sign-in/", headers=headers).headers.get("Strict-Transport-Security")


def test_who_comes_by_https_is_told_to_come_so_again(behind_a_proxy, settings) -> None:
    https = {"X-Forwarded-Proto": "https"}
    assert strict(**https) == f"max-age={365 * 24 * 3600}"
    settings.HSTS_SECONDS = 0
    assert strict(**https) is None


def test_plain_http_and_this_machine_are_never_told(behind_a_proxy, settings) -> None:
    https = {"X-Forwarded-Proto": "https"}
    assert strict() is None
    assert strict(**{"X-Forwarded-Proto": "http"}) is None
    for host in ("localhost", "localhost:8000", "desk.localhost", "127.0.0.1:8000", "[::1]:8000"):
        assert (host, strict(host, **https)) == (host, None)
    settings.SECURE_PROXY_SSL_HEADER = None
    assert strict(**https) is None, "whoever is no proxy of ours says nothing"
    settings.SECURE, settings.SECURE_PROXY_SSL_HEADER = False, ("HTTP_X_FORWARDED_PROTO", "https")
    assert strict(**https) is None
