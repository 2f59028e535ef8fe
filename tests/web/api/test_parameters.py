"""What an address asks that nobody reads is refused, on every operation and by one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.role import Role
from tests.web.api.conftest import AskAs, Asker, World, tell
from tests.web.api.test_who_may_ask import ask, entries

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db


def test_every_operation_refuses_a_parameter_that_it_does_not_know(
    world: World, person: Any, token_of: Any, no_posting: None
) -> None:
    from dataclasses import replace

    ann: Person = person("ann", *Role)
    tell(ann, world.notification)
    asker = Asker(token_of(ann))
    for entry in entries():
        answer = ask(asker, replace(entry, path=f"{entry.path}?colour=red"), world)
        assert answer.status_code == 422, (entry, answer.content)
        told = answer.json()
        assert (told["where"], told["type"]) == ("query.colour", "urn:ringtrue:problem:refused")
        assert told["detail"] == "there is no parameter 'colour'."


def test_the_refusal_names_those_that_there_are(ask_as: AskAs, shop: Any) -> None:
    told = ask_as("vic", Role.VIEWER).get("/promises?status=fails").json()
    assert told["cure"] == "Known are limit, cursor, state, live, words."
    told = ask_as("max", Role.VIEWER).get("/settings?x").json()
    assert told["cure"] == "None is read here; leave it out."


def test_the_description_itself_takes_none() -> None:
    assert Asker().get("/openapi.json").status_code == 200
    assert Asker().get("/openapi.json?v=2").status_code == 422


def test_a_parameter_that_is_said_twice_is_refused(ask_as: AskAs, shop: Any) -> None:
    told = ask_as("vic", Role.VIEWER).get("/campaigns?limit=1&limit=2").json()
    assert (told["detail"], told["where"]) == ("'limit' is said 2 times.", "query.limit")


def test_a_parameter_does_not_tell_a_stranger_anything(world: World) -> None:
    assert Asker().get("/campaigns?colour=red").status_code == 401


def test_nothing_is_done_when_a_parameter_is_not_known(ask_as: AskAs, shop: Any) -> None:
    from ringtrue.desk.models.campaign import Campaign

    answer = ask_as("mia", Role.MARKETING).post("/campaigns?dry_run=true", {"name": "Spring"})
    assert answer.status_code == 422
    assert not Campaign.objects.exists()


def test_a_field_of_a_form_that_nobody_reads_is_refused(world: World, ask_as: AskAs) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    ask_mia = ask_as("max", Role.MARKETING)
    path = f"/campaigns/{world.slug}/materials/upload"
    for name, value in (
        ("chanel", "web"),
        ("picture", SimpleUploadedFile("a.png", b"x")),
    ):
        file = SimpleUploadedFile("offer.md", b"Delivered in 6 days.")
        answer = ask_mia.upload(path, file=file, **{name: value})
        assert answer.status_code == 422
        told = answer.json()
        assert (told["where"], told["cure"]) == (f"form.{name}", "Known are file, name, channel.")
