"""The dossier from a campaign's page: a file to keep, for whoever may see campaigns."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.jobs.running import run_next
from ringtrue.desk.models.dossier_file import DossierFile
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.keep_dossier import keep_dossier
from ringtrue.desk.services.verify_dossier import verify_dossier_pdf, verify_dossier_text
from ringtrue.desk.workspace import load_workspace
from tests.web.world import make_campaign, make_standings

pytestmark = pytest.mark.django_db
PAGE = "/campaigns/spring-sale/history/"
DOSSIER = "/campaigns/spring-sale/dossier/"


@pytest.fixture(autouse=True)
def world(tmp_path: Path, settings, person: Callable) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    make_campaign(person("mia", Role.MARKETING))


@pytest.mark.parametrize("role", Role)
def test_a_dossier_is_sent_as_a_file_or_refused(signed_in, role: Role) -> None:
    client: Client = signed_in("ann", role)
    answer = client.post(DOSSIER)
    if not may({role}, Action.SEE):
        assert (answer.status_code, EventRecord.objects.count()) == (403, 0)
        return
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="spring-sale-dossier.html"'
    assert verify_dossier_text(answer.content.decode()).holds
    assert [(each.actor, each.action) for each in EventRecord.objects.all()] == [
        ("ann", "dossier made")
    ]


@pytest.mark.parametrize("role", Role)
def test_one_that_a_worker_made_is_fetched_by_who_may_see_campaigns(
    signed_in, person: Callable, tmp_path: Path, role: Role
) -> None:
    from ringtrue.desk.models.campaign import Campaign

    maker, campaign = person("vic", Role.VIEWER), Campaign.objects.get()
    row = keep_dossier(maker, campaign, load_workspace(tmp_path), Form.HTML)
    client: Client = signed_in("ann", role)
    allowed = may({role}, Action.SEE)
    for method, address, well in (
        (client.get, f"/dossiers/{row.pk}/", 200),
        (client.get, DOSSIER, 302),
        (client.post, DOSSIER, 200),
    ):
        assert method(address).status_code == (well if allowed else 403), address
    assert client.post(DOSSIER, {"as": "pdf"}).status_code == (302 if allowed else 403)
    assert JobRecord.objects.count() == (1 if allowed else 0)


def test_a_pdf_is_made_by_a_worker_while_the_page_tells_how_far_it_is(
    signed_in, pango: None
) -> None:
    client: Client = signed_in("ann", Role.VIEWER)
    asked = client.post(DOSSIER, {"as": "pdf"})
    assert (asked.status_code, asked["Location"]) == (302, f"{PAGE}#dossier")
    assert EventRecord.objects.count() == 0
    shown = client.get(PAGE).content.decode()
    assert "no worker is running to make it" in shown
    assert f'hx-get="{DOSSIER}"' in shown
    run_next("worker")
    part = client.get(DOSSIER, headers={"HX-Request": "true"}).content.decode()
    row = DossierFile.objects.get()
    assert f'href="/dossiers/{row.pk}/"' in part
    assert "hx-get" not in part
    answer = client.get(f"/dossiers/{row.pk}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="spring-sale-dossier.pdf"'
    assert verify_dossier_pdf(answer.content).holds


def test_without_pango_that_is_said_and_no_dossier_is_made(signed_in, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    client: Client = signed_in("ann", Role.VIEWER)
    client.post(DOSSIER, {"as": "pdf"})
    run_next("worker")
    shown = client.get(PAGE).content.decode()
    assert "The dossier that Ann asked for as PDF could not be made." in shown
    assert "Install ringtrue[pdf]" in shown
    assert (EventRecord.objects.count(), DossierFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", Role)
def test_a_promise_has_one_for_whoever_may_see_it(signed_in, role: Role) -> None:
    make_standings(1)
    address = "/promises/promise-0/dossier/"
    client: Client = signed_in("ann", role)
    allowed = may({role}, Action.SEE)
    answer = client.post(address)
    assert answer.status_code == (200 if allowed else 403)
    assert client.get(address).status_code == (302 if allowed else 403)
    assert client.post(address, {"as": "pdf"}).status_code == (302 if allowed else 403)
    assert JobRecord.objects.count() == (1 if allowed else 0)
    if allowed:
        name = 'attachment; filename="promise-0-dossier.html"'
        assert answer["Content-Disposition"] == name
        assert verify_dossier_text(answer.content.decode()).holds
        assert f'action="{address}"' in client.get("/promises/promise-0/").content.decode()
        assert client.post("/promises/none/dossier/").status_code == 404


def test_the_page_of_a_promise_of_very_many_campaigns_is_left_to_a_worker(
    signed_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_standings(1)
    monkeypatch.setattr("ringtrue.desk.services.ask_for_dossier.AT_ONCE", -1)
    client: Client = signed_in("ann", Role.VIEWER)
    answer = client.post("/promises/promise-0/dossier/")
    assert answer["Location"] == "/promises/promise-0/#dossier"
    (job,) = JobRecord.objects.all()
    assert job.arguments == {"form": "html", "standard": "promise-0"}
    assert client.post(DOSSIER).status_code == 200, "a campaign is one"


def test_the_history_offers_it_and_looking_makes_none(signed_in) -> None:
    client: Client = signed_in("vic", Role.VIEWER)
    shown = client.get(PAGE)
    assert f'action="{DOSSIER}"' in shown.content.decode()
    assert client.get(DOSSIER).status_code == 302
    assert client.put(DOSSIER).status_code == 405
    assert client.post("/campaigns/none/dossier/").status_code == 404
    assert client.get("/dossiers/1/").status_code == 404
    assert EventRecord.objects.count() == 0
