"""Materials of a campaign: adding, revising and removing them; every version is kept.

The copy is read at once, so that what cannot be read never comes before a gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from ringtrue.core.errors import ReadError, UsageError
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import await_review, lock, need_open
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.services.read_materials import MAX_BYTES
from ringtrue.say.document import Document
from ringtrue.say.reading import read_bytes

NAME = 200
CHANNEL = 40


@dataclass(frozen=True, slots=True)
class Copy:
    """Some copy as it came: its bytes, and how they are to be read (empty: as they look)."""

    data: bytes
    format: str = ""
    charset: str = ""


def add_material(
    person: Person,
    campaign: Campaign,
    *,
    name: str,
    data: bytes,
    channel: str = "",
    format: str = "",  # noqa: A002
    address: str = "",
    charset: str = "",
) -> MaterialVersion:
    """Add a material to a campaign; the name of a removed one brings it back in this version.

    `format` names a format, for content whose name does not tell; `charset` is what its carrier
    declared. Raises `ReadError` when the copy cannot be read, `UsageError` for a name that is
    there already.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    name = line_of(name, "name of the material", most=NAME)
    channel = line_of(channel, "channel", most=CHANNEL, needed=False)
    copy = Copy(data, format, charset)
    document = read_copy(name, copy)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        material = _material(campaign, name, channel, address)
        version = _write(person, material, copy, document)
        await_review(campaign)
        told = {"material": name, "version": version.number, "digest": version.digest}
        record(person, "add material", subject_of(campaign), told)
    return version


def revise_material(
    person: Person,
    material: Material,
    *,
    data: bytes,
    format: str = "",  # noqa: A002
    charset: str = "",
    channel: str | None = None,
) -> MaterialVersion:
    """Give a material a new version, or another channel; without any change there is none."""
    require(person.name, person.roles, Action.WRITE_COPY)
    said = None if channel is None else line_of(channel, "channel", most=CHANNEL, needed=False)
    with transaction.atomic():
        campaign = _hold(material)
        last = material.versions.select_related("material").defer("data").first()
        assert last is not None, "a material begins with a version"
        copy = Copy(data, format or last.format, charset or last.charset)
        moved = said is not None and said != material.channel
        changed = sha256(data).hexdigest() != last.digest or copy.format != last.format
        if changed:
            last = _write(person, material, copy, read_copy(material.name, copy))
        if moved:
            material.channel = said or ""
            material.save(update_fields=["channel"])
        if changed or moved:
            await_review(campaign)
            told = {"material": material.name, "version": last.number, "digest": last.digest}
            told |= {"channel": material.channel} if moved else {}
            record(person, "revise material", subject_of(campaign), told)
    return last


def remove_material(person: Person, material: Material) -> bool:
    """Take a material out of its campaign (its versions are kept); whether that was new."""
    require(person.name, person.roles, Action.WRITE_COPY)
    with transaction.atomic():
        campaign = _hold(material)
        if material.removed_at is not None:
            return False
        material.removed_at = clock.now()
        material.save(update_fields=["removed_at"])
        await_review(campaign)
        record(person, "remove material", subject_of(campaign), {"material": material.name})
    return True


def read_copy(name: str, copy: Copy) -> Document:
    """Read copy as the campaign will; raises `ReadError` when it cannot be, or says nothing."""
    if len(copy.data) > MAX_BYTES:
        what = f"{len(copy.data):,} bytes are more than the limit of {MAX_BYTES:,}"
        raise ReadError(what, where=name, cure="Export only the copy.")
    document = read_bytes(name, copy.data, format=copy.format, charset=copy.charset)
    if not document.passages:
        cure = "Paste the words, or upload a file that has some (not a picture of them)."
        raise ReadError("there is no text in it", where=name, cure=cure)
    return document


def _hold(material: Material) -> Campaign:
    campaign = material.campaign
    lock(campaign)
    need_open(campaign)
    material.refresh_from_db(fields=["removed_at", "channel"])
    return campaign


def _material(campaign: Campaign, name: str, channel: str, address: str) -> Material:
    found = Material.objects.filter(campaign=campaign, name=name).first()
    if found is not None and found.removed_at is None:
        cure = "Revise that one, or choose another name."
        raise UsageError(f"the campaign has a material {name!r} already", cure=cure)
    material = found or Material(campaign=campaign, name=name)
    material.channel, material.address, material.removed_at = channel, address, None
    try:
        material.clean_fields()
    except ValidationError as error:
        raise UsageError(f"{address[:80]!r} is no address of a page", cure="Check it.") from error
    material.save()
    return material


def _write(person: Person, material: Material, copy: Copy, document: Document) -> MaterialVersion:
    last = material.versions.values_list("number", flat=True).first() or 0
    return MaterialVersion.objects.create(
        material=material,
        number=last + 1,
        format=document.material.format,
        charset=copy.charset,
        data=copy.data,
        digest=document.material.digest,
        by=person,
    )
