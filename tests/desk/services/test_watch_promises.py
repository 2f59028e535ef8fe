"""Watching launched promises: alerts open once, rise, say where to act, and close."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flow import given_review, nothing_written, refused

from ringtrue.core.campaign import CampaignState
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk.clock import told_at
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.review import Review
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.review_records import Judgement, judgement_of
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.see_alerts import open_alerts, see_alerts
from ringtrue.desk.services.watch_promises import CALM, GONE, SILENT, BookWatched, watch_promises
from ringtrue.desk.workspace import load_workspace
from ringtrue.gap.burning import Severity
from ringtrue.gap.watching import Stand

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

BOOK = """\
name: Plum & Pear
sources:
  orders:
    location: orders.csv
    time_zone: UTC
standards:
  - id: two-days
    promise: Delivered within 2 days.
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
    target: 90%
"""
LAUNCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE, A_DAY = 300, 20
GOOD, BAD, WORST = 1, 8, 20
"""So many of the orders of a day are late."""


@dataclass
class Shop:
    """A shop whose orders come day by day, and its launched campaign."""

    office: Office
    folder: Path
    campaign: Campaign | None = None
    day: int = 0

    def live(self, *late: int) -> None:
        """Let days go by, each with so many late orders."""
        with (self.folder / "orders.csv").open("a", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            for number in late:
                start = LAUNCH.replace(hour=8) + timedelta(days=self.day)
                for order in range(A_DAY):
                    took = timedelta(days=3 if order < number else 1)
                    rows.writerow([start.isoformat(), (start + took).isoformat()])
                self.day += 1

    @property
    def workspace(self) -> Workspace:
        return load_workspace(self.folder)

    def watch(self) -> BookWatched:
        """Look when the last day is decided: its late orders come after three days."""
        now = LAUNCH + timedelta(days=self.day + 3)
        with told_at(now):
            return watch_promises(self.office.olga, self.workspace, as_of=now)


@pytest.fixture
def shop(office: Office, tmp_path: Path) -> Shop:
    """A shop that has been good for 300 days, and has just launched "Spring"."""
    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "orders.csv").write_text("ordered_at,delivered_at\n", encoding="utf-8")
    shop = Shop(office, tmp_path, day=-BEFORE)
    shop.live(*[GOOD] * BEFORE)
    campaign = create_campaign(office.mia, shop.workspace, name="Spring")
    add_material(
        office.mia, campaign, name="page.md", channel="web",
        data=b"Delivered within 2 days.\n", format="markdown",
    )  # fmt: skip
    launch(shop, campaign)
    shop.campaign = campaign
    return shop


def launch(shop: Shop, campaign: Campaign) -> None:
    """Launch as if it had been reviewed and signed."""
    row = given_review(campaign, shop.office.mia, shop.workspace)
    found = judgement_of(row)
    claims = tuple(replace(each, standards=("two-days",)) for each in found.claims)
    row.delete()
    row.promises = plant(Judgement(found.book, found.judging, claims, ()))
    row.pk = None
    row.save(force_insert=True)
    assert Review.objects.count() == 1
    Campaign.objects.filter(pk=campaign.pk).update(
        state=CampaignState.LAUNCHED.value, launched_at=LAUNCH, standards=["two-days"]
    )
    campaign.refresh_from_db()


def events() -> list[str]:
    """What was done to alerts."""
    return [each.action for each in EventRecord.objects.all() if each.action.endswith("alert")]


def test_a_promise_that_is_kept_opens_nothing(shop: Shop) -> None:
    shop.live(*[GOOD] * 20)
    found = shop.watch()
    assert [each.watched.stand for each in found.promises] == [Stand.KEPT]
    assert not found.alarming
    assert (AlertRecord.objects.count(), events()) == (0, [])


def test_just_launched_nothing_can_be_told_yet(shop: Shop) -> None:
    shop.live(GOOD)
    (promise,) = shop.watch().promises
    assert promise.watched.stand is Stand.UNKNOWN
    assert "of the 30 records" in promise.watched.reason


def test_an_alert_opens_once_rises_once_and_closes(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[BAD] * 6)
    found = shop.watch()
    assert (found.opened, found.risen, found.closed) == (("two-days",), (), ())
    again = shop.watch()
    assert (again.opened, again.risen, again.closed) == ((), (), ())
    assert again.alarming
    shop.live(*[WORST] * 2)
    assert shop.watch().risen == ("two-days",)
    assert shop.watch().risen == ()
    (row,) = AlertRecord.objects.all()
    assert (row.severity, row.began_on.isoformat()) == ("acute", "2026-03-22")
    shop.live(*[GOOD] * 3)
    assert shop.watch().closed == ()
    shop.live(*[0] * 20)
    found = shop.watch()
    assert (found.closed, found.alarming) == (("two-days",), False)
    assert shop.watch().closed == ()
    row.refresh_from_db()
    assert row.closed_because == CALM
    assert events() == ["open alert", "raise alert", "close alert"]


def test_a_second_break_between_two_looks_is_another_alert(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[WORST] * 2)
    shop.watch()
    shop.live(*[0] * 30, *[WORST] * 2)
    found = shop.watch()
    assert (found.closed, found.opened) == (("two-days",), ("two-days",))
    assert AlertRecord.objects.filter(closed_at=None).count() == 1


def test_an_alert_says_how_bad_since_when_and_where_to_act(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[BAD] * 14)
    shop.watch()
    (view,) = see_alerts(shop.office.vic)
    assert view.is_open
    assert view.severity is Severity.FAST
    words = view.words
    assert words.title == "'Delivered within 2 days.' is being broken fast"
    assert words.facts[0] == ("Promised 90 %; kept 60 % in the 7 days to 4 April 2026 (84 of 140).")
    assert words.facts[1].startswith("It began to go wrong on 22 March 2026;")
    assert [each.title for each in words.places] == [
        "page.md (web) of Spring: 'Delivered within 2 days'"
    ]
    assert "3 days" in words.instead, "within three days all of them came, break or not"
    assert words.advice == f"Soften it to {words.instead!r}, or pull it."
    assert open_alerts(shop.office.vic) == 1


def test_where_nothing_held_the_only_advice_is_to_pull(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[WORST] * 2)
    (promise,) = shop.watch().promises
    assert promise.words is not None
    assert promise.words.instead == ""
    assert promise.words.advice == "Pull it now."


def test_the_end_of_the_campaign_and_a_standard_that_left_close_the_alert(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[WORST] * 2)
    shop.watch()
    book = shop.folder / "ringtrue.yaml"
    book.write_text(BOOK.replace("id: two-days", "id: two"), encoding="utf-8")
    found = shop.watch()
    assert (found.closed, found.unmeasured) == (("two-days",), ("two-days",))
    assert AlertRecord.objects.get().closed_because == GONE
    book.write_text(BOOK, encoding="utf-8")
    assert shop.watch().opened == ("two-days",)
    assert shop.campaign is not None
    end_campaign(shop.office.mia, shop.campaign)
    found = shop.watch()
    assert (found.promises, found.closed) == ((), ("two-days",))
    assert AlertRecord.objects.first().closed_because == SILENT  # type: ignore[union-attr]
    with nothing_written():
        shop.watch()


def test_an_older_extract_of_the_data_takes_no_alarm_back(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[WORST] * 2)
    shop.watch()
    table = shop.folder / "orders.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[: -5 * A_DAY]), encoding="utf-8")
    found = shop.watch()
    assert (found.closed, found.alarming) == ((), True)
    assert AlertRecord.objects.get().closed_at is None


def test_before_the_launch_nobody_is_alarmed(shop: Shop) -> None:
    Campaign.objects.update(state=CampaignState.CLEAR.value, launched_at=None)
    shop.live(*[WORST] * 20)
    assert shop.watch().promises == ()


def test_if_it_cannot_be_measured_alerts_stay_as_they_are(shop: Shop) -> None:
    shop.live(*[GOOD] * 20, *[WORST] * 2)
    shop.watch()
    (shop.folder / "orders.csv").unlink()
    refused(Exception, "orders", shop.watch)


@pytest.mark.parametrize("act", [see_alerts, open_alerts])
def test_the_front_line_does_not_see_alerts(office: Office, act: Callable[..., object]) -> None:
    refused(NotAllowedError, "may not", lambda: act(office.fay))


def test_viewers_may_not_ask_for_a_watch(shop: Shop) -> None:
    refused(NotAllowedError, "may not", lambda: watch_promises(shop.office.vic, shop.workspace))


def test_the_database_itself_allows_one_open_alert(office: Office) -> None:
    from django.db import IntegrityError

    row = {
        "standard": "two-days", "severity": "slow", "began_on": LAUNCH.date(),
        "found_on": LAUNCH.date(), "opened_at": LAUNCH, "words": {},
    }  # fmt: skip
    AlertRecord.objects.create(**row, closed_at=LAUNCH)
    AlertRecord.objects.create(**row, closed_at=LAUNCH)
    AlertRecord.objects.create(**row)
    with pytest.raises(IntegrityError):
        AlertRecord.objects.create(**row)
