"""Whom a notification concerns: by what their roles allow, and by what is theirs."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from ringtrue.core.role import Role
from ringtrue.desk.materials import versions_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import SignOffRecord
from ringtrue.desk.permissions import ALLOWED, SIGNING, Action


def those_who_may(action: Action) -> QuerySet[Person]:
    """Everybody who is active and whose roles allow it."""
    roles = [role.value for role in ALLOWED[action]]
    return Person.objects.filter(is_active=True, grants__role__in=roles).distinct()


def those_of(*roles: Role) -> QuerySet[Person]:
    """Everybody who is active and has one of the roles."""
    wanted = [role.value for role in roles]
    return Person.objects.filter(is_active=True, grants__role__in=wanted).distinct()


def answerers_of(row: ObjectionRecord) -> QuerySet[Person]:
    """Who is to answer an objection: its owner, or everybody who may when it has none (any more).

    Never whoever objected: nobody answers their own.
    """
    found = those_who_may(Action.ANSWER_OBJECTION).exclude(pk=row.by_id)
    own = found.filter(pk=row.owner_id or 0)
    return own if row.owner_id and own.exists() else found


def signers_of(campaign: Campaign, role: Role) -> QuerySet[Person]:
    """Who can sign for a role: not the maker, nor an author, nor a signer for another role."""
    authors = [version.by_id for version in versions_of(campaign)]
    elsewhere = SignOffRecord.objects.filter(campaign=campaign, withdrawn_at=None)
    taken = elsewhere.exclude(role=role.value).values_list("person_id", flat=True)
    found = those_who_may(SIGNING[role])
    return found.exclude(pk__in=[campaign.created_by_id, *authors, *taken])


def these(pks: Collection[int | None]) -> QuerySet[Person]:
    """People by their numbers."""
    return Person.objects.filter(pk__in=[pk for pk in pks if pk is not None])
