"""A first look at copy keeps nothing, and finds what the campaign will find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ringtrue.core.errors import ReadError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.material import Material
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.add_material import Copy, add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.look_at_copy import fetch_copy, look_at_copy, meanings_of
from ringtrue.desk.services.see_campaign import see_campaign

if TYPE_CHECKING:
    from conftest import Office

pytestmark = pytest.mark.django_db

WORDS = b"Delivered in 2 days. The best fruit in town.\n\nFree gift with every order.\n"


@pytest.mark.parametrize("channel", ["web", "radio", "tv"])
def test_it_finds_what_the_campaign_finds(office: Office, shop: Workspace, channel: str) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring")
    look = look_at_copy(office.mia, shop, name="spot.txt", copy=Copy(WORDS), channel=channel)
    add_material(office.mia, campaign, name="spot.txt", data=WORDS, channel=channel)
    (material,) = see_campaign(office.mia, campaign, shop).materials
    assert look.read.claims == tuple(each.claim for each in material.claims)
    assert look.blocks == material.blocks


def test_nothing_of_it_is_kept(office: Office, shop: Workspace) -> None:
    look_at_copy(office.mia, shop, name="page", copy=Copy(WORDS))
    assert not Material.objects.exists()
    assert not EventRecord.objects.exists()


def test_a_promise_is_said_in_terms_that_can_be_measured(office: Office, shop: Workspace) -> None:
    look = look_at_copy(office.mia, shop, name="page", copy=Copy(b"Delivered in 2 days."))
    (claim,) = look.promises
    assert "within 2" in meanings_of(claim)[0]


@pytest.mark.parametrize("data", [b"", b"   \n", b"%PDF-1.7 nothing"])
def test_what_cannot_be_read_is_refused(office: Office, shop: Workspace, data: bytes) -> None:
    with pytest.raises(ReadError):
        look_at_copy(office.mia, shop, name="page", copy=Copy(data))


def test_who_writes_no_copy_looks_at_none(office: Office, shop: Workspace) -> None:
    for stranger in (office.olga, office.vic, office.fay):
        with pytest.raises(NotAllowedError):
            look_at_copy(stranger, shop, name="page", copy=Copy(WORDS))
        with pytest.raises(NotAllowedError):
            fetch_copy(stranger, shop, "https://www.example.com/")
