"""The dossier from a campaign's page: a file to keep, for whoever may see campaigns."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.verify_dossier import verify_dossier_pdf, verify_dossier_text
from tests.web.world import make_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(tmp_path: Path, settings, person: Callable) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    make_campaign(person("mia", Role.MARKETING))


@pytest.mark.parametrize("role", Role)
def test_a_dossier_is_sent_as_a_file_or_refused(signed_in, role: Role) -> None:
    client: Client = signed_in("ann", role)
    answer = client.post("/campaigns/spring-sale/dossier/")
    if not may({role}, Action.SEE):
        assert (answer.status_code, EventRecord.objects.count()) == (403, 0)
        return
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="spring-sale-dossier.html"'
    assert verify_dossier_text(answer.content.decode()).holds
    assert [(each.actor, each.action) for each in EventRecord.objects.all()] == [
        ("ann", "dossier made")
    ]


def test_it_is_sent_as_pdf_when_asked(signed_in, pango: None) -> None:
    client: Client = signed_in("ann", Role.VIEWER)
    answer = client.post("/campaigns/spring-sale/dossier/", {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="spring-sale-dossier.pdf"'
    assert verify_dossier_pdf(answer.content).holds


def test_without_pango_that_is_said_and_no_dossier_is_made(signed_in, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    client: Client = signed_in("ann", Role.VIEWER)
    answer = client.post("/campaigns/spring-sale/dossier/", {"as": "pdf"})
    assert answer.status_code == 422
    assert "Install ringtrue[pdf]" in answer.content.decode()
    assert EventRecord.objects.count() == 0


def test_the_history_offers_it_and_looking_makes_none(signed_in) -> None:
    client: Client = signed_in("vic", Role.VIEWER)
    shown = client.get("/campaigns/spring-sale/history/")
    assert 'action="/campaigns/spring-sale/dossier/"' in shown.content.decode()
    assert client.get("/campaigns/spring-sale/dossier/").status_code == 405
    assert client.post("/campaigns/none/dossier/").status_code == 404
    assert EventRecord.objects.count() == 0
