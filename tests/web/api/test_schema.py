"""The description is true: what does not fit it is refused, no answer is undocumented or 5xx.

schemathesis makes requests up from the description, good and bad ones. Here are a few for each
operation, always the same; RINGTRUE_EXAMPLES=100 makes more of them, for a longer look by hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.role import Role
from tests.web.api.conftest import EVIDENCE, World

if TYPE_CHECKING:
    from ringtrue.core.errors import RingtrueError

schemathesis = pytest.importorskip("schemathesis", reason="no schemathesis: no made-up requests")

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("RINGTRUE_EXAMPLES", "2"))
SEED = 20260504


@pytest.fixture(autouse=True)
def nothing_slow(monkeypatch: pytest.MonkeyPatch, no_posting: None) -> None:
    """Copy is checked against no standard, and no page is fetched: each would take a second."""
    from ringtrue.core.errors import ReadError
    from ringtrue.desk.services import check_copy, fetch_material, look_at_copy
    from ringtrue.desk.services.review_campaign import review_campaign

    def measure_nothing(book: Any, reading: Any, **_: object) -> object:
        bare = replace(book, standards=(), sources=())
        return review_campaign(bare, replace(reading, materials=()))

    def fetch_nothing(address: str, **_: object) -> RingtrueError:
        raise ReadError("it does not answer", where=address, cure="Try again.")

    monkeypatch.setattr(check_copy, "review_campaign", measure_nothing)
    for each in (fetch_material, look_at_copy):
        monkeypatch.setattr(each, "fetch", fetch_nothing)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests leave the store open, which this test shares with them; as Django's client does."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations() -> Iterator[Any]:
    """Every operation of the description."""
    from django.core.handlers.wsgi import WSGIHandler

    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for each in found.get_all_operations():
        yield each.ok()


def real(world: World) -> dict[str, object]:
    """Names that there are, so that a made-up request comes further than 'not found'."""
    return {
        "slug": world.slug,
        "standard": "promise-0",
        "digest": EVIDENCE,
        "name": "orders",
        "username": "vic",
        "key": "briefed",
        "id": world.token,
        "number": 1,
        "version": 1,
    }


def checks(case: Any) -> list[Any]:
    """What must be so of each answer; a form holds texts alone, so a number in it is no mistake."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks as known

    rejection = [] if case.media_type == "multipart/form-data" else [known.negative_data_rejection]
    return [
        not_a_server_error,
        known.status_code_conformance,
        known.content_type_conformance,
        known.response_headers_conformance,
        known.response_schema_conformance,
        *rejection,
    ]


def wrong_with(case: Any, token: str) -> str:
    """Ask, and say what is wrong with the answer; nothing of what was asked stays done."""
    from django.db import transaction
    from schemathesis.core.failures import FailureGroup

    headers = {"Authorization": f"Bearer {token}"}
    with transaction.atomic():
        answer = case.call(headers=headers)
        transaction.set_rollback(True)
    try:
        case.validate_response(answer, checks=checks(case), headers=headers)
    except FailureGroup as error:
        return "\n".join(str(each) for each in error.exceptions) + f"\n{case.as_curl_command()}"
    return ""


@pytest.mark.parametrize(
    ("role", "good"), [(Role.ADMIN, True), (Role.ADMIN, False), (Role.VIEWER, True)]
)
def test_no_answer_is_a_fault_or_undocumented(
    world: World, person: Any, token_of: Any, role: Role, good: bool
) -> None:
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode

    person("vic", Role.VIEWER)
    token = token_of(person("ann", *(Role if role is Role.ADMIN else (role,))))
    mode = GenerationMode.POSITIVE if good else GenerationMode.NEGATIVE
    wrong: list[str] = []
    for each in operations():
        names = {key: value for key, value in real(world).items() if f"{{{key}}}" in each.path}

        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=each.as_strategy(mode, path_parameters=names))
        def ask(case: Any) -> None:
            told = wrong_with(case, token)
            if told:
                wrong.append(told)

        try:
            ask()
        except Unsatisfiable:  # there is nothing to send that would not fit
            assert not good, each.label
    assert wrong == [], "\n\n".join(wrong[:20])
