"""Published pages, jobs, settings and tables: what their pages do, asked of the API."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.role import Role
from tests.web.api.conftest import Asker, World

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db


def table(answer: Any) -> list[dict[str, str]]:
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_published_page_is_told_with_its_findings_the_gravest_first(
    world: World, ask_mia: Asker
) -> None:
    (page,) = ask_mia.get("/live").json()["items"]
    assert page["campaign"] == world.out
    assert [each["what"] for each in page["now"]] == ["strengthened", "appeared"]
    assert page["now"][0]["live"] == "Delivered in 2 days"
    assert [each["closed_because"] for each in page["over"]] == ["It can be read again."]
    assert ask_mia.get(f"/campaigns/{world.out}/live").json()["items"] == [page]
    (other,) = ask_mia.get(f"/campaigns/{world.slug}/live").json()["items"]
    assert (other["address"], other["copies"]) == ("", [])


def test_reading_again_is_a_job_where_there_is_a_worker(world: World, ask_mia: Asker) -> None:
    for path in ("/live/readings", f"/campaigns/{world.out}/live/readings"):
        told = ask_mia.post(path).json()
        assert told["pages"] is None
        assert told["job"]["title"] == "Read published pages"
        assert ask_mia.get(told["job"]["address"].removeprefix("/api/v1")).status_code == 200


def test_reading_again_is_done_at_once_where_there_is_no_worker(
    world: World, ask_mia: Asker
) -> None:
    from ringtrue.desk.jobs.presence import leave

    leave("worker")
    told = ask_mia.post(f"/campaigns/{world.slug}/live/readings").json()
    assert told == {"job": None, "pages": 0, "opened": 0, "closed": 0}


def test_what_a_page_says_now_becomes_a_draft(world: World, ask_mia: Asker) -> None:
    (page,) = ask_mia.get("/live").json()["items"]
    number = page["copies"][0]["number"]
    made = ask_mia.post(f"/campaigns/{world.out}/live/{number}/take-up")
    assert made.status_code == 201
    assert made.json()["name"] == "Out now, as published"
    elsewhere = ask_mia.post(f"/campaigns/{world.slug}/live/{number}/take-up")
    assert elsewhere.status_code == 404


def test_a_material_is_published_at_an_address(world: World, ask_mia: Asker) -> None:
    path = f"/campaigns/{world.slug}/materials/{world.material}/address"
    wanted = {"address": "https://www.example.org/spring"}
    assert ask_mia.ask("PUT", path, wanted).json() == {"changed": True}
    assert ask_mia.ask("PUT", path, wanted).json() == {"changed": False}
    assert ask_mia.ask("PUT", path, {"address": "nowhere"}).status_code == 422


def test_jobs_are_listed_and_what_failed_is_tried_again(world: World, ask_as: Any) -> None:
    ada = ask_as("ada", Role.ADMIN)
    told = ada.get("/jobs").json()
    assert [each["number"] for each in told["failed"]] == [world.job]
    assert [each["name"] for each in told["workers"]] == ["worker"]
    assert {each["routine"] for each in told["schedule"]} >= {"measure", "watch"}
    again = ada.post(f"/jobs/{world.job}/again")
    assert again.status_code == 202
    assert ada.get("/jobs").json()["failed"] == []
    assert ada.post(f"/jobs/{again.json()['number']}/again").status_code == 422


def test_what_the_schedule_does_is_done_now(world: World, ask_as: Any) -> None:
    ada = ask_as("ada", Role.ADMIN)
    first, second = (ada.post("/jobs/now/measure").json() for _ in range(2))
    assert first["number"] == second["number"]
    assert first["title"] == "Measure the book"
    assert ada.post("/jobs/now/dance").status_code == 422


def test_a_job_of_a_campaign_names_it(world: World, ask_as: Any) -> None:
    ask = ask_as("ada", Role.ADMIN)
    ask.post(f"/campaigns/{world.slug}/reviews")
    (job,) = ask.get("/jobs").json()["waiting"]
    assert (job["kind"], job["campaign"]) == ("review", world.slug)


def test_settings_say_what_is_other_than_usual(ask_mia: Asker) -> None:
    told = ask_mia.get("/settings").json()
    own = {each["key"]: each["value"] for each in told["judging"] if each["own"]}
    assert own == {"jurisdictions": "US"}
    assert [each["key"] for each in told["checklist"]] == ["briefed", "photographed"]
    assert told["signatures"][0]["when"] == "always"
    assert [each["key"] for each in told["network"]] == ["private_hosts", "allow_private_addresses"]
    assert {"schedule.digest", "schedule.forget"} <= {each["key"] for each in told["routines"]}


def test_promises_come_as_a_table_with_the_same_filters(ask_mia: Asker) -> None:
    answer = ask_mia.get("/promises.csv?state=fails")
    assert answer["Content-Disposition"] == 'attachment; filename="promises.csv"'
    assert [row["standard"] for row in table(answer)] == ["promise-0", "promise-1"]
    months = table(ask_mia.get("/promises/promise-0/months.csv"))
    assert months[0]["month"] == "2023-01"


def test_the_chain_comes_as_a_table_for_whoever_may_see_it(
    world: World, ask_as: Any, ask_mia: Asker
) -> None:
    lena = ask_as("lena", Role.LEGAL)
    numbers = [int(row["number"]) for row in table(lena.get("/audit.csv"))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert ask_mia.get("/audit.csv").status_code == 403


def test_a_promise_tells_its_study_and_its_history(world: World, ask_mia: Asker) -> None:
    from tests.web.world import make_study

    assert ask_mia.get("/promises/promise-0").json()["study"] is None
    make_study("promise-0", parts=2)
    study = ask_mia.get("/promises/promise-0").json()["study"]
    assert (study["promised"], study["strongest"], study["unit"]) == (2.0, 4.0, "day")
    assert study["wordings"][0]["text"] == "19 in 20 orders come within 4 days."
    assert {each["rule"] for each in study["tested"]} >= {"predictive bound"}


def test_an_objection_tells_what_became_of_it(world: World, ask_mia: Asker) -> None:
    from ringtrue.desk.models.objection import ObjectionRecord
    from tests.web.world import make_outcome

    make_outcome(ObjectionRecord.objects.get(pk=world.objection))
    (told,) = ask_mia.get("/objections").json()["items"]
    assert told["came"]["outcome"] == "came true"
    assert told["came"]["tried"][0]["counts"]["broken"] == 130
    assert ask_mia.get("/objections/record").json()["true"] == 1


def test_the_alerts_of_a_campaign_are_those_of_what_it_promises(
    world: World, ask_mia: Asker
) -> None:
    from ringtrue.desk.models.campaign import Campaign

    path = f"/campaigns/{world.out}/alerts"
    Campaign.objects.filter(slug=world.out).update(standards=["promise-1"])
    assert ask_mia.get(path).json()["items"] == []
    Campaign.objects.filter(slug=world.out).update(standards=["promise-0"])
    (alert,) = ask_mia.get(path).json()["items"]
    assert alert == ask_mia.get("/alerts").json()["items"][0]
    assert ask_mia.get(f"/campaigns/{world.out}").json()["live"] == 2


def test_a_claim_names_the_standards_that_it_is_held_to(world: World, ask_mia: Asker) -> None:
    told = ask_mia.get(f"/campaigns/{world.slug}/materials/{world.material}").json()
    held = {each["claim"]["text"]: each["standards"] for each in told["claims"]}
    assert held["Delivered in 5 days"]
    listed = ask_mia.get(f"/campaigns/{world.slug}").json()["standards"]
    assert {name for names in held.values() for name in names} == {each["id"] for each in listed}
