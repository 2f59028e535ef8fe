"""An objection in the instant of a launch: it is seen by the gate, or it comes after the launch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RACE = """
import sys, threading
from pathlib import Path
from types import SimpleNamespace as Plain
from ringtrue.desk.store import open_store
open_store(Path(sys.argv[1]))
from django.db import connection
from ringtrue.core.role import Role
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.services import launch_campaign as launching
from ringtrue.desk.services.object_to_promise import object_to_promise

mia, fay = (Person.objects.create(username=name) for name in ("mia", "fay"))
RoleGrant.objects.create(person=mia, role=Role.MARKETING.value)
RoleGrant.objects.create(person=fay, role=Role.FRONT_LINE.value)
spring = Campaign.objects.create(slug="spring", name="Spring", created_by=mia)
asked, filed = threading.Event(), threading.Event()

def stand(campaign, workspace, now):
    may = not ObjectionRecord.objects.filter(answered_at=None).exists()
    asked.set()
    filed.wait(1.5)  # between the gate's answer and the launch
    return Plain(gate=Plain(may_launch=may, reasons=()), review=None, seal="", pages=())

def objecting():
    asked.wait()
    object_to_promise(fay, Plain(objection_days=2), wording="In 2 days", reason="No vans.")
    filed.set()
    connection.close()

launching.stand = stand
other = threading.Thread(target=objecting)
other.start()
launching.launch_campaign(mia, spring, None)
other.join()
print(*EventRecord.objects.values_list("action", flat=True), sep=", ")
"""


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_no_objection_gets_between_the_gate_and_the_launch(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    address = request.getfixturevalue("empty_database") if kind == "PostgreSQL" else ""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("RINGTRUE_")}
    done = subprocess.run(
        [sys.executable, "-c", RACE, str(tmp_path)], capture_output=True, text=True, check=False,
        env={**ours, "DATABASE_URL": address},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "launch campaign, object"
