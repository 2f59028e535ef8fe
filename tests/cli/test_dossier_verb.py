"""dossier and verify: a campaign's file is written, holds anywhere, and a change of it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.workspace import load_workspace

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


def test_there_is_no_dossier_of_a_campaign_that_is_not_there(run: Run) -> None:
    result = run("dossier", "autumn")
    assert result.exit_code == 2
    assert "no campaign 'autumn'" in result.output
