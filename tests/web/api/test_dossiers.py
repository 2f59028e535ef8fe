"""Dossiers, asked of the API: made at once as a page, or by a worker in any form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.api.conftest import Asker, World

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db


def test_a_page_is_made_at_once(world: World, ask_mia: Asker) -> None:
    answer = ask_mia.post(f"/campaigns/{world.slug}/dossier")
    assert answer["Content-Disposition"] == f'attachment; filename="{world.slug}-dossier.html"'
    assert answer.content.lstrip().lower().startswith(b"<!doctype html>")


def test_a_worker_makes_one_and_it_is_fetched_by_its_number(world: World, ask_mia: Asker) -> None:
    asked = ask_mia.post(f"/campaigns/{world.slug}/dossiers", {"form": "pdf"})
    assert asked.status_code == 202
    told = ask_mia.get(f"/campaigns/{world.slug}/dossiers").json()
    assert [each["number"] for each in told["asked"]] == [asked.json()["number"]]
    assert told["asked"][0]["manned"]
    (there,) = told["files"]
    file = ask_mia.get(f"/dossiers/{there['number']}")
    assert (file["Content-Type"], file.content) == ("application/pdf", b"%PDF-1.7")
    assert file["Content-Disposition"] == f'attachment; filename="{world.slug}-dossier.pdf"'


def test_a_dossier_that_is_not_there_says_to_have_it_made_again(ask_mia: Asker) -> None:
    answer = ask_mia.get("/dossiers/9999")
    assert answer.status_code == 404
    assert answer.json()["cure"].startswith("Have it made again")


def test_no_form_but_ours_is_made(world: World, ask_mia: Asker) -> None:
    assert ask_mia.post(f"/campaigns/{world.slug}/dossiers", {"form": "docx"}).status_code == 422


def test_the_page_of_a_promise_of_very_many_campaigns_is_left_to_a_worker(
    ask_mia: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/promises/promise-0/dossier"
    assert ask_mia.post(address).status_code == 200
    monkeypatch.setattr("ringtrue.desk.services.ask_for_dossier.AT_ONCE", -1)
    answer = ask_mia.post(address)
    assert answer.status_code == 422
    assert answer.json()["cure"].startswith("Let a worker make it")
    assert ask_mia.post(f"{address}s", {"form": "html"}).status_code == 202
