"""A dossier that a worker makes: one at a time, fetched by who may, and not kept for ever."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flow import refused

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.dossier import shelf
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.jobs.lease import held_by, holding, reap, take
from ringtrue.desk.jobs.presence import appear
from ringtrue.desk.jobs.running import Ending, run_next
from ringtrue.desk.models.dossier_file import DossierFile
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import RoleGrant
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.ask_for_dossier import ask_for_dossier, fetch_dossier, see_dossiers
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.keep_dossier import keep_dossier
from ringtrue.desk.services.verify_dossier import verify_dossier_pdf, verify_dossier_text

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.desk.models.campaign import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(office: Office, shop: Workspace, settings) -> Iterator[Campaign]:
    settings.WORKSPACE = Path(shop.folder)
    yield create_campaign(office.mia, shop, name="Spring")
    shutil.rmtree(shelf.folder(), ignore_errors=True)


def made() -> list[str]:
    return [each.actor for each in EventRecord.objects.filter(action="dossier made")]


def files() -> list[str]:
    return sorted(path.name for path in shelf.folder().iterdir())


def test_a_worker_makes_it_as_who_asked_and_it_can_be_fetched(
    office: Office, campaign: Campaign
) -> None:
    ask_for_dossier(office.vic, campaign, Form.HTML)
    assert see_dossiers(office.sam, campaign).files == ()
    ended = run_next("worker")
    assert ended is not None
    assert ended.ending is Ending.DONE, ended.said
    seen = see_dossiers(office.sam, campaign)
    (line,) = seen.files
    assert (seen.asked, line.by, made()) == ((), "Vic", ["vic"])
    found = fetch_dossier(office.sam, line.number)
    assert (found.name, len(found.data)) == ("spring-dossier.html", line.size)
    checked = verify_dossier_text(found.data.decode())
    assert (checked.holds, checked.seal) == (True, line.seal)


def test_as_pdf_too(office: Office, campaign: Campaign, pango: None) -> None:
    ask_for_dossier(office.vic, campaign, Form.PDF)
    run_next("worker")
    (line,) = see_dossiers(office.vic, campaign).files
    found = fetch_dossier(office.vic, line.number)
    assert found.name == "spring-dossier.pdf"
    assert verify_dossier_pdf(found.data).holds


def test_two_who_ask_for_the_same_get_one_and_another_form_is_another(
    office: Office, campaign: Campaign
) -> None:
    first = ask_for_dossier(office.vic, campaign, Form.PDF)
    assert ask_for_dossier(office.sam, campaign, Form.PDF) == first
    assert ask_for_dossier(office.sam, campaign, Form.HTML) != first
    assert [each.form for each in see_dossiers(office.vic, campaign).under_way] == [
        Form.HTML,
        Form.PDF,
    ]


def test_it_is_seen_whether_a_worker_is_there_and_how_far_it_is(
    office: Office, campaign: Campaign
) -> None:
    ask_for_dossier(office.vic, campaign, Form.PDF)
    asked = see_dossiers(office.sam, campaign).asked[0].job
    assert (asked.by, asked.waiting, asked.manned, asked.failed) == ("Vic", True, False, False)
    appear("worker")
    assert see_dossiers(office.sam, campaign).asked[0].job.manned
    take("worker")
    asked = see_dossiers(office.sam, campaign).asked[0].job
    assert (asked.waiting, asked.manned) == (False, True)


def test_why_one_failed_is_seen_until_another_is_there_and_nothing_is_recorded(
    office: Office, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringtrue.gap.dossier_file.MAX_CHARACTERS", 10)
    ask_for_dossier(office.vic, campaign, Form.HTML)
    run_next("worker")
    asked = see_dossiers(office.vic, campaign).asked[0].job
    assert asked.failed
    assert "a dossier of" in asked.trouble
    assert (made(), DossierFile.objects.count()) == ([], 0)
    monkeypatch.undo()
    ask_for_dossier(office.vic, campaign, Form.HTML)
    run_next("worker")
    seen = see_dossiers(office.vic, campaign)
    assert (seen.asked, len(seen.files), made()) == ((), 1, ["vic"])


def test_who_may_not_see_campaigns_may_neither_ask_nor_look_nor_fetch(
    office: Office, campaign: Campaign, shop: Workspace
) -> None:
    row = keep_dossier(office.vic, campaign, shop, Form.HTML)
    for ask in (
        lambda: ask_for_dossier(office.fay, campaign, Form.HTML),
        lambda: see_dossiers(office.fay, campaign),
        lambda: fetch_dossier(office.fay, row.pk),
    ):
        refused(NotAllowedError, "may not see", ask)
    assert JobRecord.objects.count() == 0


def test_who_lost_their_role_meanwhile_gets_none(office: Office, campaign: Campaign) -> None:
    ask_for_dossier(office.vic, campaign, Form.HTML)
    RoleGrant.objects.filter(person=office.vic).update(role=Role.FRONT_LINE.value)
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.FAILED
    assert (made(), DossierFile.objects.count()) == ([], 0)


def test_a_worker_lost_after_the_file_was_there_makes_no_second_one(
    office: Office, campaign: Campaign, shop: Workspace
) -> None:
    ask_for_dossier(office.vic, campaign, Form.HTML)
    job = take("lost")
    assert job is not None
    with holding(held_by(job)):
        keep_dossier(office.vic, campaign, shop, Form.HTML)
    JobRecord.objects.update(lease_until=datetime.now(UTC) - timedelta(minutes=1))
    reap()
    ended = run_next("worker")
    assert ended is not None and ended.ending is Ending.DONE
    assert (made(), len(files())) == (["vic"], 1)


def test_what_cannot_be_recorded_leaves_no_file(
    office: Office, campaign: Campaign, shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DossierFile.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep_dossier(office.vic, campaign, shop, Form.HTML)
    assert (files(), made()) == ([], [])


def test_a_file_that_was_changed_or_is_gone_is_not_handed_out(
    office: Office, campaign: Campaign, shop: Workspace
) -> None:
    row = keep_dossier(office.vic, campaign, shop, Form.HTML)
    path = shelf.folder() / row.stored_as
    path.write_bytes(path.read_bytes() + b" ")
    refused(NotFoundError, "not as it was written", lambda: fetch_dossier(office.vic, row.pk))
    path.unlink()
    refused(NotFoundError, "not on the shelf", lambda: fetch_dossier(office.vic, row.pk))
    refused(NotFoundError, "there is no dossier", lambda: fetch_dossier(office.vic, row.pk + 1))


def test_files_go_when_they_are_old_or_too_many_or_nobody_knows_them(
    office: Office, campaign: Campaign, shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_FILES", 2)
    rows = [keep_dossier(office.vic, campaign, shop, Form.HTML) for _ in range(3)]
    assert files() == sorted(row.stored_as for row in rows[1:])
    DossierFile.objects.filter(pk=rows[1].pk).update(made_at=rows[1].made_at - shelf.KEPT)
    refused(NotFoundError, "there is no dossier", lambda: fetch_dossier(office.vic, rows[1].pk))
    (shelf.folder() / "new.pdf").write_bytes(b"being written")
    assert shelf.prune() == 1
    assert files() == sorted([rows[2].stored_as, "new.pdf"])
    monkeypatch.setattr(shelf, "_ORPHANED", -1.0)
    shelf.prune()
    assert files() == [rows[2].stored_as]
    monkeypatch.setattr(shelf, "MOST_BYTES", 1)
    assert shelf.prune() == 0, "the newest one stays, however large"
    assert fetch_dossier(office.vic, rows[2].pk).data


def test_a_folder_that_cannot_be_written_is_told(
    office: Office, campaign: Campaign, shop: Workspace
) -> None:
    shelf.folder().parent.mkdir(exist_ok=True)
    shelf.folder().write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        keep_dossier(office.vic, campaign, shop, Form.HTML)
    assert made() == []
    shelf.folder().unlink()
