"""Materials of a campaign: every version kept, nothing taken in that cannot be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from flow import given_review, nothing_written, one_event, refused

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import ReadError, UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.materials import pages_of, reading_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import MaterialVersion
from ringtrue.desk.services.add_material import add_material, remove_material, revise_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.fetch_material import fetch_material
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.whole_book import open_book

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

COPY = b"Delivered in 5 days. Call us."
PAGE = "<h1>Caf\u00e9</h1><p>Ordered today, <b>delivered in 5 days</b> &amp; free.</p>".encode(
    "latin-1"
)


@pytest.fixture
def campaign(office: Office, shop: Workspace) -> Campaign:
    return create_campaign(office.mia, shop, name="Spring")


def test_copy_is_read_as_it_is_kept(office: Office, shop: Workspace, campaign: Campaign) -> None:
    version = add_material(office.mia, campaign, name=" home   page ", channel="web", data=COPY)
    assert (version.number, version.format, version.material.name) == (1, "text", "home page")
    (claim,) = reading_of(pages_of(campaign, open_book(shop))).claims
    assert str(claim.place) == "home page:1:1"
    assert COPY.decode()[claim.place.start : claim.place.end] == claim.text == "Delivered in 5 days"


def test_a_page_is_shown_in_pieces_that_lose_no_word(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    add_material(office.mia, campaign, name="page.html", data=PAGE, charset="iso-8859-15")
    (material,) = see_campaign(office.vic, campaign, shop).materials
    texts = ["".join(piece.text for piece in block.pieces) for block in material.blocks]
    assert texts == ["Café", "Ordered today, delivered in 5 days & free."]
    made = [piece for block in material.blocks for piece in block.pieces if piece.claim is not None]
    assert [piece.text for piece in made] == [each.claim.text for each in material.claims]
    for piece in made:
        place = material.claims[piece.claim or 0].claim.place
        assert (piece.start, piece.end) == (place.start, place.end)


def test_the_same_bytes_make_no_version(office: Office, campaign: Campaign) -> None:
    version = add_material(office.mia, campaign, name="a.txt", data=COPY)
    with nothing_written():
        assert revise_material(office.max, version.material, data=COPY).pk == version.pk
        assert revise_material(office.max, version.material, data=COPY, channel="") == version


def test_a_new_version_leaves_the_old_one_and_awaits_a_review(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    version = add_material(office.mia, campaign, name="a.txt", data=COPY)
    given_review(campaign, office.mia, shop)
    with one_event("revise material", "max"):
        newer = revise_material(office.max, version.material, data=b"Delivered in 6 days.")
    assert (newer.number, newer.by.username) == (2, "max")
    assert bytes(MaterialVersion.objects.get(pk=version.pk).data) == COPY
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.IN_REVIEW
    (claim,) = reading_of(pages_of(campaign, open_book(shop))).claims
    assert claim.text == "Delivered in 6 days"


def test_another_channel_is_a_change_without_a_version(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    version = add_material(office.mia, campaign, name="a.txt", channel="web", data=COPY)
    given_review(campaign, office.mia, shop)
    with one_event("revise material", "mia"):
        revise_material(office.mia, version.material, data=COPY, channel="radio")
    assert MaterialVersion.objects.count() == 1
    (told,) = see_campaign(office.mia, campaign, shop).changed
    assert told == "The material 'a.txt' goes out by 'radio', no longer by 'web'."


def test_a_removed_material_is_gone_and_comes_back_with_a_new_version(
    office: Office, shop: Workspace, campaign: Campaign
) -> None:
    version = add_material(office.mia, campaign, name="a.txt", data=COPY)
    assert remove_material(office.max, version.material)
    assert not reading_of(pages_of(campaign, open_book(shop))).materials
    with nothing_written():
        assert not remove_material(office.max, version.material)
    again = add_material(office.mia, campaign, name="a.txt", data=COPY)
    assert (again.material_id, again.number) == (version.material_id, 2)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"  \n ", "no text"),
        ("a.bin", bytes(range(256)), "not text"),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
        ("a.docx", b"PK\x03\x04broken", "a.docx|DOCX|zip|Word"),
        ("a.txt", b"x" * (20 * 2**20 + 1), "more than the limit"),
    ],
    ids=["empty", "blank", "binary", "pdf", "docx", "huge"],
)
def test_what_cannot_be_read_is_not_taken_in(
    office: Office, campaign: Campaign, name: str, data: bytes, words: str
) -> None:
    refused(ReadError, words, lambda: add_material(office.mia, campaign, name=name, data=data))


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\0b"])
def test_a_name_must_be_one(office: Office, campaign: Campaign, name: str) -> None:
    refused(UsageError, "name", lambda: add_material(office.mia, campaign, name=name, data=COPY))


def test_a_name_is_taken_once(office: Office, campaign: Campaign) -> None:
    add_material(office.mia, campaign, name="a.txt", data=COPY)
    refused(
        UsageError, "already", lambda: add_material(office.max, campaign, name="a.txt", data=b"x")
    )


def test_a_format_that_nobody_knows_is_refused(office: Office, campaign: Campaign) -> None:
    refused(
        ReadError,
        "no format",
        lambda: add_material(office.mia, campaign, name="a", data=COPY, format="exe"),
    )


def test_an_address_must_be_one(office: Office, campaign: Campaign) -> None:
    refused(
        UsageError,
        "no address",
        lambda: add_material(office.mia, campaign, name="a", data=COPY, address="javascript:x"),
    )


def test_what_has_ended_stays_as_it_is(office: Office, campaign: Campaign) -> None:
    version = add_material(office.mia, campaign, name="a.txt", data=COPY)
    end_campaign(office.mia, campaign)
    for act in (
        lambda: add_material(office.mia, campaign, name="b.txt", data=COPY),
        lambda: revise_material(office.mia, version.material, data=b"New words."),
        lambda: remove_material(office.mia, version.material),
    ):
        refused(UsageError, "has ended", act)


@pytest.fixture
def site() -> Iterator[str]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=iso-8859-15")
            self.end_headers()
            self.wfile.write("<p>Delivered for \u20ac5 in 5 days.</p>".encode("iso-8859-15"))

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched_with_its_charset(
    office: Office, shop: Workspace, campaign: Campaign, site: str
) -> None:
    here = replace(shop, allow_private_addresses=True)
    version = fetch_material(office.mia, campaign, here, address=f"{site}/offer.php?x=1")
    assert version.material.name == "127.0.0.1/offer.php"
    assert version.material.channel == "web"
    (material,) = see_campaign(office.mia, campaign, here).materials
    assert "€5" in material.text
    assert material.version.format == "html"


def test_a_host_of_the_intranet_is_read_where_it_is_named(
    office: Office, shop: Workspace, campaign: Campaign, site: str, monkeypatch
) -> None:
    from ringtrue.desk.services.publish_material import publish_material
    from ringtrue.say import connecting

    ask, port = connecting.socket.getaddrinfo, site.rpartition(":")[2]
    monkeypatch.setattr(
        connecting.socket, "getaddrinfo", lambda host, *more, **kinds: ask("127.0.0.1", *more)
    )
    address = f"http://shop:{port}/offer.php"
    refused(
        ReadError,
        "'shop' is a private address",
        lambda: fetch_material(office.mia, campaign, shop, address=address),
    )
    here = replace(shop, private_hosts=("shop", "127.0.0.0/8"))
    version = fetch_material(office.mia, campaign, here, address=address)
    assert version.material.address == address
    assert version.material.name == "shop/offer.php"
    assert publish_material(office.mia, version.material, address="http://wiki.local/offer")


def test_private_addresses_are_refused(
    office: Office, shop: Workspace, campaign: Campaign, site: str
) -> None:
    refused(
        ReadError,
        "private|loopback",
        lambda: fetch_material(office.mia, campaign, shop, address=f"{site}/"),
    )
