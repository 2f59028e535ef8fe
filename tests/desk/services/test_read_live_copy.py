"""Reading published pages again, from a real server: findings open once and close by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flow import nothing_written, one_event, refused
from live_server import Site, running_site

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.clock import told_at
from ringtrue.desk.live_findings import AS_SIGNED, NOT_OUT, READ_AGAIN
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.material import Material
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.publish_material import publish_material
from ringtrue.desk.services.read_live_copy import PagesRead, read_live_copy
from ringtrue.gap.same_page import Unread

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

PAGE = """<html><title>Spring</title><nav>Home Sofas Basket</nav><h1>Spring is here</h1>
<p>Delivered in 5 working days to your door.</p><p>Free returns within 30 days.</p>
<footer>© Plum &amp; Pear. We use cookies.</footer></html>"""
BOLDER = PAGE.replace("5 working days", "2 days")
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as found:
        found.pages["/spring"] = PAGE
        yield found


@pytest.fixture
def own(shop: Workspace) -> Workspace:
    return replace(shop, allow_private_addresses=True)


@pytest.fixture
def material(office: Office, own: Workspace, site: Site) -> Material:
    return launched(office, own, site, "Spring", PAGE)


def launched(
    office: Office, own: Workspace, site: Site, name: str, page: str, path: str = "/spring"
) -> Material:
    campaign = create_campaign(office.mia, own, name=name)
    version = add_material(
        office.mia, campaign, name="page.html", channel="web", data=page.encode()
    )
    publish_material(office.mia, version.material, address=f"{site.address}{path}")
    launch = MORNING if name == "Spring" else MORNING + timedelta(days=1)
    Campaign.objects.filter(pk=campaign.pk).update(launched_at=launch, state="launched")
    return version.material


def read(office: Office, own: Workspace, hours: int = 0) -> PagesRead:
    with told_at(MORNING + timedelta(hours=hours)):
        return read_live_copy(office.olga, own)


def told(found: PagesRead) -> list[tuple[str, str, str]]:
    return [(each.what, each.signed, each.live) for each in found.opened]


def test_a_page_as_it_was_signed_opens_nothing_and_is_read_politely(office, own, site, material):
    found = read(office, own)
    assert (found.opened, found.closed, found.alarming) == ((), (), False)
    (path, headers), *more = site.asked
    assert (path, more) == ("/spring", [])
    assert headers["User-Agent"].startswith("ringtrue/")


def test_a_stronger_promise_is_found_once_and_over_when_it_is_taken_back(
    office, own, site, material
) -> None:
    site.pages["/spring"] = BOLDER
    assert told(read(office, own)) == [
        (
            "strengthened",
            "Delivered in 5 working days to your door",
            "Delivered in 2 days to your door",
        )
    ]
    again = read(office, own, 1)
    assert (again.opened, again.alarming) == ((), True)
    site.pages["/spring"] = PAGE
    over = read(office, own, 2)
    assert [(each.what, each.closed_because) for each in over.closed] == [
        ("strengthened", AS_SIGNED)
    ]
    assert not over.alarming
    assert LiveFinding.objects.count() == 1


def test_an_unchanged_page_is_asked_for_only_if_it_is_new_and_kept_once(
    office, own, site, material
) -> None:
    site.pages["/spring"] = BOLDER
    for hour in range(3):
        read(office, own, hour)
    assert [("If-None-Match" in headers) for _, headers in site.asked] == [False, True, True]
    (row,) = LiveCopyRecord.objects.all()
    assert (row.readings, bytes(row.data)) == (3, BOLDER.encode())
    assert row.last_at - row.first_at == timedelta(hours=2)


def test_bytes_that_no_reader_sees_make_no_other_copy(office, own, site, material) -> None:
    read(office, own)
    site.pages["/spring"] = PAGE.replace("<html>", "<html><script>token = 7</script>")
    read(office, own, 1)
    assert [each.readings for each in LiveCopyRecord.objects.all()] == [2]


def test_a_page_that_is_gone_is_a_finding_of_its_own_and_says_nothing_of_promises(
    office, own, site, material
) -> None:
    site.pages["/spring"] = BOLDER
    read(office, own)
    site.status = 503
    found = read(office, own, 1)
    assert [(each.what, each.live) for each in found.opened] == [
        ("unread", "the server answered 503")
    ]
    assert found.closed == ()
    site.status = 200
    over = read(office, own, 2)
    assert [(each.what, each.closed_because) for each in over.closed] == [("unread", READ_AGAIN)]
    assert [each.what for each in LiveFinding.objects.filter(closed_at=None)] == ["strengthened"]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<title>x</title><h1>Sign in</h1><p>User name</p><p>Password</p>", "asks to sign in"),
        ("<h1>Page not found</h1><p>Nothing is at this address.</p>", "is another page"),
        ("<html><body><div id=app></div></body></html>", "shows no text"),
    ],
)
def test_a_page_that_is_another_one_says_so(office, own, site, material, page, why) -> None:
    site.pages["/spring"] = page
    (only,) = read(office, own).opened
    assert (only.what, why in only.live) == ("unread", True)


def test_one_page_that_fails_keeps_no_other_from_being_read(office, own, site, material) -> None:
    launched(office, own, site, "Summer", PAGE, "/summer")
    site.pages["/spring"] = BOLDER
    found = read(office, own, 48)
    assert sorted(each.what for each in found.opened) == ["strengthened", "unread"]


def test_a_private_address_is_not_read_unless_the_workspace_allows_it(
    office, shop, own, site, material
) -> None:
    (only,) = read(office, shop).opened
    assert "private address" in only.live
    assert site.asked == []


def test_a_promise_signed_for_a_later_campaign_on_the_page_is_no_finding(
    office, own, site, material
) -> None:
    site.pages["/spring"] = BOLDER
    read(office, own)
    launched(office, own, site, "Summer", BOLDER)
    found = read(office, own, 48)
    assert found.opened == ()
    assert [each.closed_because for each in found.closed] == [NOT_OUT]
    assert len(site.asked) == 2


def test_what_was_found_is_over_when_the_campaign_has_ended(office, own, site, material) -> None:
    site.pages["/spring"] = BOLDER
    read(office, own)
    Campaign.objects.update(ended_at=MORNING)
    found = read(office, own, 1)
    assert ([each.closed_because for each in found.closed], found.pages) == ([NOT_OUT], ())


def test_every_finding_is_in_the_history_of_its_campaign(office, own, site, material) -> None:
    site.pages["/spring"] = BOLDER
    read(office, own)
    site.pages["/spring"] = PAGE
    read(office, own, 1)
    events = EventRecord.objects.filter(subject="campaign:spring").values_list("action", flat=True)
    assert list(events)[-4:] == [
        "read live copy",
        "open live finding",
        "read live copy",
        "close live finding",
    ]


def test_the_dossier_carries_what_was_live_when_and_holds(office, own, site, material) -> None:
    from ringtrue.desk.services.make_dossier import make_dossier
    from ringtrue.desk.services.verify_dossier import verify_dossier_text

    site.pages["/spring"] = BOLDER
    read(office, own)
    site.status = 404
    read(office, own, 1)
    site.status, site.pages["/spring"] = 200, PAGE
    read(office, own, 2)
    made = make_dossier(office.vic, material.campaign, own)
    checked = verify_dossier_text(made.data.decode())
    assert (checked.problems, checked.compared) == ((), True)
    assert checked.dossier is not None
    (dossier,) = checked.dossier.campaigns
    assert [(each.unread, bool(each.data)) for each in dossier.live] == [
        ("", True),
        (Unread.UNREACHABLE.value, False),
        ("", True),
    ]
    assert {(each.what, each.closed is None) for each in dossier.live_findings} == {
        ("strengthened", False),
        ("unread", False),
    }
    for words in ("What was published", "published: “Delivered in 2 days", AS_SIGNED):
        assert words in made.data.decode(), words


def test_marketing_and_legal_are_told_once_of_a_page_that_is_not_as_signed(
    office, own, site, material
) -> None:
    from ringtrue.desk.models.notification import NotificationRecord

    NotificationRecord.objects.all().delete()
    site.pages["/spring"] = BOLDER.replace("30 days", "60 days")
    found = read(office, own)
    assert len(found.opened) == 2
    read(office, own, 1)
    (notification,) = NotificationRecord.objects.filter(kind="published page not as signed")
    assert "stronger than signed" in str(notification.said)


def test_a_draft_is_not_read(office, own, site) -> None:
    campaign = create_campaign(office.mia, own, name="Draft")
    version = add_material(office.mia, campaign, name="page.html", data=PAGE.encode())
    publish_material(office.mia, version.material, address=f"{site.address}/spring")
    assert read(office, own).pages == ()
    assert site.asked == []


def test_who_may_not_ask_for_a_review_reads_no_page(office, own, site, material) -> None:
    for person in (office.vic, office.fay):
        refused(NotAllowedError, "may not", lambda who=person: read_live_copy(who, own))
    assert site.asked == []


def test_where_it_is_published_can_be_said_after_the_launch_and_is_recorded(
    office, own, site, material
) -> None:
    with one_event("publish material", "mia"):
        assert publish_material(office.mia, material, address="https://example.com/spring")
    with nothing_written():
        assert not publish_material(office.mia, material, address="https://example.com/spring")
    for bad in ("example.com/spring", "ftp://example.com/", "https://u:p@example.com/", "http://"):
        refused(
            UsageError,
            "no address",
            lambda at=bad: publish_material(office.mia, material, address=at),
        )
    refused(NotAllowedError, "may not", lambda: publish_material(office.olga, material, address=""))


def test_another_address_is_read_afresh(office, own, site, material) -> None:
    site.status = 404
    read(office, own)
    site.status, site.pages["/new"] = 200, PAGE
    publish_material(office.mia, material, address=f"{site.address}/new")
    found = read(office, own, 1)
    assert [each.closed_because for each in found.closed] == [READ_AGAIN]
    assert found.pages[0].copy.address.endswith("/new")
