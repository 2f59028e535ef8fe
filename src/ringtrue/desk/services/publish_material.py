"""Saying where a material is published, so that its page can be read again after the launch."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.material import Material
from ringtrue.desk.page_address import is_page_address
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.terminal import Actor

ADDRESS = 2_000


def publish_material(by: Actor, material: Material, *, address: str) -> bool:
    """Say at which address a material can be read, before or after the launch; whether it is new.

    Nothing that was signed changes by it. An empty address says that it is nowhere any more.
    Raises `UsageError` for what is no address of a page, and when the campaign has ended.
    """
    require(by.name, by.roles, Action.WRITE_COPY)
    address = line_of(address, "address", most=ADDRESS, needed=False)
    if address and not is_page_address(address):
        cure = "Give the whole address of the page, with https:// before it."
        raise UsageError(f"{address[:80]!r} is no address of a page", cure=cure)
    with transaction.atomic():
        campaign = material.campaign
        lock(campaign)
        material.refresh_from_db(fields=["removed_at", "address"])
        if campaign.ended_at is not None or material.removed_at is not None:
            gone = "has ended" if campaign.ended_at else "does not have it any more"
            raise UsageError(f"{campaign.name!r} {gone}", cure="There is nothing to do.")
        if material.address == address:
            return False
        material.address = address
        material.save(update_fields=["address"])
        told = {"material": material.name, "address": address}
        record(by.username, "publish material", subject_of(campaign), told)
    return True
