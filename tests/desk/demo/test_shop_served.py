"""`ringtrue demo` at the second time: a shop that is built is served at once, to this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

COMMAND = [sys.executable, "-c", "from ringtrue.cli.main import main; main()"]
PEOPLE_ONLY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ringtrue.desk.services.build_shop import end_for, write_shop
from ringtrue.desk.store import open_store
folder, now = Path(sys.argv[1]), datetime(2026, 11, 22, 9, tzinfo=UTC)
workspace = write_shop(folder, end_for(now))
open_store(folder)
from ringtrue.desk.demo.shop import story
story.play_past = story.play_now = lambda *_: None
story.tell_story(workspace, end_for(now), now, lambda *_: None)
(folder / ".ringtrue" / "demonstration").write_text("built\\n")
"""
PATIENT: dict[str, Any] = {"trust_env": False, "timeout": 60}
"""Worker and server begin at once, which a busy machine takes its time for."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="gunicorn does not run on Windows")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a shop with its people and without its campaigns is served."""
    folder = tmp_path_factory.mktemp("served") / "shop"
    told = {name: value for name, value in os.environ.items() if not name.startswith("RINGTRUE_")}
    told.pop("DATABASE_URL", None)
    told.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([sys.executable, "-c", PEOPLE_ONLY, folder], env=told, check=True)
    served = subprocess.Popen(
        [*COMMAND, "demo", "--port", "0", "--folder", str(folder)],
        env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert served.stdout is not None
    try:
        said = [served.stdout.readline() for _ in range(4)]
        found = re.search(r"http://127\.0\.0\.1:\d+", said[0])
        assert found, said
        assert "Ctrl-C" in said[-1]
        yield found[0]
    finally:
        served.terminate()
        rest = served.communicate(timeout=60)[0]
    assert "abrt" not in rest.casefold(), "it stops quietly"


def test_a_click_on_the_page_to_sign_in_leads_into_the_desk(address: str) -> None:
    with httpx.Client(base_url=address, follow_redirects=True, **PATIENT) as browser:
        page = browser.get("/").text
        assert "This is a demonstration." in page
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "username": "priya"}
        entered = browser.post("/walk-in/", data=form, headers={"referer": address})
        assert entered.status_code == 200
        assert "Priya Nair" in entered.text


def test_what_a_proxy_passes_on_is_asked_for_a_password(address: str) -> None:
    passed_on = {"x-forwarded-for": "192.0.2.7"}
    with httpx.Client(base_url=address, headers=passed_on, **PATIENT) as browser:
        page = browser.get("/sign-in/").text
        assert "walk-in" not in page
        assert "This is a demonstration." in page
