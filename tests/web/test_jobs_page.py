"""The page of jobs: what fails can be tried again, what is due can be done now, and it teaches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ringtrue.core.role import Role
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.presence import SEEN_LATELY, appear
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.jobs.running import run_next
from ringtrue.desk.jobs.state import JobState
from ringtrue.desk.models.job import JobRecord, WorkerRecord
from tests.web.world import make_campaign, make_job

if TYPE_CHECKING:
    from conftest import SignedIn
    from django.test import Client

pytestmark = pytest.mark.django_db
SHOP = "name: Shop\nschedule: {time_zone: Europe/London, measure: daily at 05:30, watch: never}\n"

AWAY = """\
name: Shop
sources:
  orders: {location: "postgres://ann:secret@127.0.0.1:1/shop", table: orders}
standards:
  - {id: quick, source: orders, from: bought, to: delivered, limit: 2 days}
"""


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, settings) -> Path:
    (tmp_path / "ringtrue.yaml").write_text(SHOP, encoding="utf-8")
    settings.WORKSPACE = tmp_path
    return tmp_path


@pytest.fixture
def ada(signed_in: SignedIn) -> Client:
    return signed_in("ada", Role.ADMIN)


def text_of(client: Client) -> str:
    return " ".join(client.get("/jobs/").content.decode().split())


def test_with_nothing_to_do_it_says_where_jobs_come_from_and_what_is_due(ada) -> None:
    page = text_of(ada)
    assert "Nothing is under way" in page
    assert "No worker is running." in page and "ringtrue work" in page
    assert "daily at 05:30" in page and "in Europe/London" in page
    assert "hx-trigger" not in page.partition('id="jobs"')[2].partition(">")[0]


def test_a_worker_is_there_until_it_was_not_seen_for_a_while(ada) -> None:
    appear("depot:1:abc")
    assert "1 worker is running" in text_of(ada)
    long_ago = datetime.now(UTC) - SEEN_LATELY - timedelta(seconds=1)
    WorkerRecord.objects.update(seen_at=long_ago)
    assert "No worker is running." in text_of(ada)


def test_a_job_under_way_shows_its_campaign_and_how_far_it_is(ada, person) -> None:
    mia = person("mia", Role.MARKETING)
    told = {"arguments": {"campaign": make_campaign(mia).pk}, "by": mia, "key": "1"}
    make_job("review", state="under way", step="Measuring <orders>", share=0.4, **told)
    page = text_of(ada)
    assert "/campaigns/spring-sale/" in page and "Mia" in page
    assert "Measuring &lt;orders&gt;" in page
    assert 'hx-get="/jobs/"' in page, "it will soon be another page"


def test_a_dossier_under_way_shows_what_it_is_of(ada) -> None:
    told = {"key": "standard:promise-0:pdf", "state": "under way"}
    make_job("make dossier", arguments={"standard": "promise-0", "form": "pdf"}, **told)
    page = text_of(ada)
    assert 'Make a dossier: <a href="/promises/promise-0/">promise-0</a>' in page


def test_what_failed_stands_with_its_error_until_it_is_tried_again(ada, shop: Path) -> None:
    (shop / "ringtrue.yaml").write_text("nmae: Shop\n", encoding="utf-8")
    failed = enqueue(JobKind.MEASURE, key="book")
    run_next("worker")
    (shop / "ringtrue.yaml").write_text(SHOP, encoding="utf-8")
    page = text_of(ada)
    assert "ringtrue.yaml:1:1" in page and f"/jobs/{failed.pk}/again/" in page
    answer = ada.post(f"/jobs/{failed.pk}/again/", follow=True).content.decode()
    assert "Asked for again." in answer and "ringtrue.yaml:1:1" not in answer
    run_next("worker")
    assert [job.state for job in JobRecord.objects.all()] == [JobState.DONE, JobState.FAILED]
    page = text_of(ada)
    assert "0 standards measured" in page and "again/" not in page


def test_a_database_that_is_away_is_tried_again_and_the_page_says_when(ada, shop: Path) -> None:
    if missing := [each for each in ("psycopg", "pyarrow_hotfix") if find_spec(each) is None]:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    (shop / "ringtrue.yaml").write_text(AWAY, encoding="utf-8")
    job = enqueue(JobKind.MEASURE, key="book")
    run_next("worker")
    page = text_of(ada)
    assert "tried again by itself: try 2 of 5" in page
    assert "postgres://ann@127.0.0.1:1/shop does not answer" in page and "secret" not in page
    JobRecord.objects.filter(pk=job.pk).update(state=JobState.FAILED.value, attempts=5)
    page = text_of(ada)
    assert "does not answer" in page and "It was tried 5 times, with growing pauses." in page


def test_only_what_failed_can_be_tried_again(ada) -> None:
    waiting = enqueue(JobKind.MEASURE, key="book")
    assert ada.post(f"/jobs/{waiting.pk}/again/").status_code == 422
    assert ada.post("/jobs/4711/again/").status_code == 404
    assert JobRecord.objects.count() == 1


def test_what_is_due_later_can_be_done_now_once(ada) -> None:
    for _ in range(2):
        assert ada.post("/jobs/now/measure/").status_code == 302
    job = JobRecord.objects.get()
    assert (job.kind, job.by.username) == ("measure", "ada")
    assert ada.post("/jobs/now/everything/").status_code == 404


def test_a_newer_version_s_kind_is_shown_by_its_name(ada) -> None:
    make_job("send carrier pigeons", ended=True, what="no pigeon")
    make_job("send carrier pigeons", key="2")
    assert text_of(ada).count("send carrier pigeons") >= 2
