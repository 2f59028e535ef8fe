"""Bringing what a page says now into a campaign of its own, so that it can be reviewed and signed.

What was launched stays as it was signed; a change goes the way of every campaign.
"""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.live import LiveCopyRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import NAME, create_campaign, subject_of

_SUFFIX = ", as published"


def take_up_live_copy(person: Person, workspace: Workspace, copy: LiveCopyRecord) -> Campaign:
    """A draft with the copy that was read, published at the same address.

    Once it is launched, the page is compared with it. Raises `UsageError` when nothing was read.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    if not copy.digest or copy.unread:
        cure = "Read the page again when it is there."
        raise UsageError("the page could not be read", where=copy.address, cure=cure)
    material = copy.material
    old = material.campaign
    name = f"{old.name[: NAME - len(_SUFFIX)]}{_SUFFIX}"
    with transaction.atomic():
        campaign = create_campaign(
            person, workspace, name=name, audience=old.audience, lift=old.lift
        )
        add_material(
            person,
            campaign,
            name=material.name,
            channel=material.channel,
            data=bytes(copy.data),
            format=copy.format,
            charset=copy.charset,
            address=copy.address,
        )
        told = {"material": material.name, "campaign": campaign.slug, "digest": copy.digest}
        record(person, "take up live copy", subject_of(old), told)
    return campaign
