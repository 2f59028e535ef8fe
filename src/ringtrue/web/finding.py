"""What an address or a form of a campaign names, fetched or refused."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Material

_Row = TypeVar("_Row", bound=Model)


def material_of(campaign: Campaign, number: int) -> Material:
    """A material of a campaign that was not removed; raises `NotFoundError`."""
    return one_of(campaign.materials.filter(removed_at=None), number, "material")


def one_of(rows: QuerySet[_Row], number: int | None, what: str) -> _Row:
    """The row of a number among those that may be meant; raises `NotFoundError`."""
    found = rows.filter(pk=number).first() if number is not None else None
    if found is None:
        cure = "It was taken away, perhaps; look at the campaign again."
        raise NotFoundError(f"the campaign has no {what} {number}", cure=cure)
    return found
