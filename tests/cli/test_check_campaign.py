"""`check --campaign`: the gate of a campaign, with the outputs and codes of `check`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import Result

from ringtrue.core.role import Role
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.change_campaign import LimitText, change_campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.launch_campaign import override_launch
from ringtrue.desk.workspace import load_workspace
from tests.cli.serving_a_desk import COMMAND, environment, served

Run = Callable[..., Result]
Done = subprocess.CompletedProcess[str]
_MAKE = """
import sys
from pathlib import Path
from ringtrue.core.role import Role
from ringtrue.desk.store import open_store
open_store(Path.cwd())
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.change_campaign import LimitText, change_campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.workspace import load_workspace
mia = Person.objects.create(username="mia")
RoleGrant.objects.create(person=mia, role="marketing")
shop = load_workspace(Path.cwd())
spring = create_campaign(mia, shop, name="Spring sale")
add_material(mia, spring, name="page.md", channel="web", data=b"Delivered within 2 days.")
limits = [LimitText("Delivered within 2 days", "not on islands")]
change_campaign(mia, spring, shop, limits=limits)
"""


@pytest.fixture
def campaign(shop: Path, settings, person: Callable, db: None) -> Campaign:
    """One that was not reviewed, and whose page does not say its limit."""
    settings.WORKSPACE = shop.resolve()
    mia, workspace = person("mia", Role.MARKETING), load_workspace(shop)
    made = create_campaign(mia, workspace, name="Spring sale")
    add_material(mia, made, name="page.md", channel="web", data=b"Delivered within 2 days.")
    limits = [LimitText("Delivered within 2 days", "not on islands")]
    change_campaign(mia, made, workspace, limits=limits)
    return made


def check(run: Run, *words: str) -> Result:
    return run("check", "--campaign", "spring-sale", *words)


def test_a_campaign_that_may_not_go_out_is_blocked_with_every_reason(
    run: Run, campaign: Campaign
) -> None:
    result = check(run)
    assert result.exit_code == 1, result.output
    assert result.output.startswith("Spring sale: BLOCKED\nIt may not be launched: ")
    for told in ("error [not-reviewed]", "page.md:1:1: error [limit-missing]", "→ Ask for a"):
        assert told in result.output, result.output


def test_a_launched_campaign_may_go_out(run: Run, campaign: Campaign, person: Callable) -> None:
    from django.conf import settings

    workspace = load_workspace(Path(settings.WORKSPACE))
    override_launch(person("ada", Role.ADMIN), campaign, workspace, reason="We must.")
    result = check(run)
    assert result.exit_code == 0, result.output
    assert "Spring sale: CLEAR" in result.output


def test_annotations_stand_on_the_lines_of_the_material(run: Run, campaign: Campaign) -> None:
    found = json.loads(check(run, "--format", "sarif").output)
    results = found["runs"][0]["results"]
    places = {
        each["ruleId"]: [one["physicalLocation"] for one in each.get("locations", [])]
        for each in results
    }
    (place,) = places["decision/limit-missing"]
    assert place["artifactLocation"]["uri"] == "page.md"
    assert place["region"]["startLine"] == 1
    github = check(run, "--format", "github").output
    assert "::error file=page.md,line=1" in github
    junit = check(run, "--format", "junit").output
    assert int(re.findall(r'failures="(\d+)"', junit)[0]) >= 2


def test_the_json_is_as_its_schema_says(run: Run, campaign: Campaign) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="no jsonschema: the schema is not tried")
    found = json.loads(check(run, "--format", "json").output)
    schema = files("ringtrue.desk.schema").joinpath("gate.schema.json").read_text("utf-8")
    jsonschema.validate(found, json.loads(schema))
    assert (found["campaign"], found["state"], found["outlook"]) == (
        "spring-sale", "draft", "blocked",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--campaign", "autumn"), "there is no campaign 'autumn'"),
        (("--campaign", "spring-sale", "page.md"), "FILE is not for --campaign"),
        (("--campaign", "spring-sale", "--refresh"), "--refresh is not for --campaign"),
        (("--campaign", "spring-sale", "--as-of", "2025-01-01"), "--as-of is not for --campaign"),
        (("--campaign", "spring-sale", "--lift", "2"), "--lift is not for --campaign"),
        (("--campaign", "spring-sale", "--media", "media.yaml"), "--media is not for --campaign"),
        (("--lift", "0", "page.md"), "a lift of 0 cannot be"),
        (
            ("--server", "http://localhost", "--token", "x", "--media", "m.yaml", "page.md"),
            "--media is not for a desk",
        ),
        (("--campaign", "spring-sale", "--format", "html"), "ringtrue dossier spring-sale"),
    ],
)
def test_what_cannot_be_asked_of_a_gate_is_refused(
    run: Run, campaign: Campaign, words: tuple[str, ...], told: str
) -> None:
    result = run("check", *words)
    assert result.exit_code == 2, result.output
    assert told in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")
def test_a_desk_says_the_same_as_its_workspace(shop: Path) -> None:
    made = [sys.executable, "-c", _MAKE]
    subprocess.run(made, cwd=shop, env=environment(), check=True, timeout=120)

    def ask(*words: str, token: str = "", slug: str = "spring-sale") -> Done:
        told = {"RINGTRUE_TOKEN": token} if token else {}
        return subprocess.run(
            [*COMMAND, "check", "--campaign", slug, *words], cwd=shop,
            env=environment(**told), capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    with served(shop) as desk:
        server = ("--server", desk.address)
        for scope in ("review", "read"):
            there = ask(*server, token=desk.token(scope))
            assert there.returncode == 1, there.stderr
        assert there.stdout == ask().stdout
        sarif = ask(*server, "--format", "sarif", token=desk.token("review"))
        assert "decision/limit-missing" in sarif.stdout
        nowhere = ask(*server, token=desk.token("review"), slug="autumn")
        assert "there is no campaign 'autumn'" in nowhere.stderr
        refused = ask(*server, token=desk.token("object"))
        assert "has not the scope" in refused.stderr
        assert nowhere.returncode == refused.returncode == 2
