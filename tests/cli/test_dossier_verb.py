"""dossier and verify: a campaign's file is written, holds anywhere, and a change of it is told."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.workspace import load_workspace
from tests.web.world import make_standings

pytestmark = pytest.mark.django_db
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def campaign(shop: Path, settings, person: Callable) -> None:
    settings.WORKSPACE = shop.resolve()
    create_campaign(person("mia", Role.MARKETING), load_workspace(shop), name="Spring sale")


def test_a_dossier_is_written_and_holds_where_there_is_no_workspace(run: Run, shop: Path) -> None:
    written = run("dossier", "spring-sale")
    assert written.exit_code == 0, written.output
    assert re.fullmatch(r"spring-sale-dossier\.html: sealed [0-9a-f]{64}\n", written.output)
    assert run("dossier", "spring-sale", "-o", "out/spring.json").exit_code == 0
    assert [each.action for each in EventRecord.objects.all()][1:] == ["dossier made"] * 2
    assert EventRecord.objects.last().actor.startswith("terminal:")
    (shop / "ringtrue.yaml").unlink()
    held = run("verify", "spring-sale-dossier.html", "out/spring.json")
    assert held.exit_code == 0, held.output
    assert held.output.count("holds, sealed") == 2
    assert "'Spring sale', draft, as it was on" in held.output


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("d.html", '"name":"Spring sale"', '"name":"Summer sale"', "after it was sealed"),
        ("d.html", ">Spring sale</h1>", ">Summer sale</h1>", "the page: it does not show"),
        ("d.html", "ringtrue-dossier", "other", "it holds no dossier"),
        ("d.json", '"draft"', '"clear"', "after it was sealed"),
        ("d.json", '{"about"', '"about"', "does not read"),
    ],
)
def test_a_change_is_told_with_exit_code_1(
    run: Run, shop: Path, name: str, before: str, after: str, told: str
) -> None:
    run("dossier", "spring-sale", "-o", name)
    text = (shop / name).read_text(encoding="utf-8")
    assert text.count(before) >= 1
    (shop / name).write_text(text.replace(before, after), encoding="utf-8")
    result = run("verify", name)
    assert result.exit_code == 1, result.output
    assert "does not hold" in result.output
    assert told in result.output


def test_a_page_of_another_release_is_said_not_to_have_been_compared(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("dossier", "spring-sale")
    monkeypatch.setattr("ringtrue.desk.services.verify_dossier.layout", lambda: "other")
    result = run("verify", "spring-sale-dossier.html")
    assert result.exit_code == 0
    assert "only what is sealed in it was checked" in result.output


def test_a_pdf_is_written_and_verified_by_what_is_attached(
    run: Run, shop: Path, pango: None
) -> None:
    assert run("dossier", "spring-sale", "-o", "d.pdf").exit_code == 0
    (shop / "ringtrue.yaml").unlink()
    held = run("verify", "d.pdf")
    assert held.exit_code == 0, held.output
    assert "holds, sealed" in held.output
    assert "made again from what is attached, and are the same" in held.output
    (shop / "d.pdf").write_bytes((shop / "d.pdf").read_bytes() + b"\n% seen\n")
    unsure = run("verify", "d.pdf")
    assert unsure.exit_code == 0
    assert "cannot be told here" in unsure.output


def test_a_pdf_without_a_dossier_does_not_hold(run: Run, shop: Path) -> None:
    (shop / "other.pdf").write_bytes(b"%PDF-1.4\nnothing")
    result = run("verify", "other.pdf")
    assert result.exit_code == 1
    assert "the PDF cannot be read" in result.output


def test_where_no_pdf_can_be_made_the_terminal_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    before = EventRecord.objects.count()
    result = run("dossier", "spring-sale", "-o", "d.pdf")
    assert result.exit_code == 2
    assert "libpangoft2-1.0-0" in result.output
    assert EventRecord.objects.count() == before


def test_a_promise_has_one_too(run: Run, shop: Path) -> None:
    assert run("dossier", "spring-sale", "--promise").exit_code == 2
    make_standings(1)
    written = run("dossier", "promise-0", "--promise")
    assert written.exit_code == 0, written.output
    assert written.output.startswith("promise-0-dossier.html: sealed ")
    assert EventRecord.objects.last().subject == "standard:promise-0"
    held = run("verify", "promise-0-dossier.html")
    assert held.exit_code == 0, held.output
    assert "'Delivered in 2 days, or your money back', fails, as it was on" in held.output


def test_there_is_no_dossier_of_a_campaign_that_is_not_there(run: Run) -> None:
    result = run("dossier", "autumn")
    assert result.exit_code == 2
    assert "no campaign 'autumn'" in result.output
