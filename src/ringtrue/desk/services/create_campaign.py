"""A new campaign, with the checklist of the workspace."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ringtrue.core.campaign import lift_of
from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.inputs import line_of, words_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require

NAME = 120
AUDIENCE = 2_000
_SLUG = 70


def create_campaign(
    person: Person,
    workspace: Workspace,
    *,
    name: str,
    audience: str = "",
    launch_on: date | None = None,
    lift: float = 1.0,
) -> Campaign:
    """Make a campaign in draft; items of the checklist get their days from the launch.

    Raises `UsageError` for a name that is none and for a lift that cannot be.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    name = line_of(name, "name of the campaign", most=NAME)
    with transaction.atomic():
        campaign = _create(
            slug=_free_slug(name),
            name=name,
            audience=words_of(audience, "audience", most=AUDIENCE, needed=False),
            launch_on=launch_on,
            lift=lift_of(lift),
            created_by=person,
        )
        ChecklistEntry.objects.bulk_create(
            ChecklistEntry(
                campaign=campaign,
                key=item.key,
                title=item.title,
                blocking=item.blocking,
                due=due_of(item.days_before, launch_on),
            )
            for item in workspace.checklist
        )
        record(person, "create campaign", subject_of(campaign), {"name": name})
    return campaign


def due_of(days_before: int | None, launch_on: date | None) -> date | None:
    """When something is due that is to be done so many days before the launch."""
    if days_before is None or launch_on is None:
        return None
    return launch_on - timedelta(days=days_before)


def subject_of(campaign: Campaign) -> str:
    """A campaign as the subject of an event."""
    return f"campaign:{campaign.slug}"


def _create(**values: object) -> Campaign:
    try:
        with transaction.atomic():
            return Campaign.objects.create(**values)
    except IntegrityError as error:
        cure = "Somebody made a campaign of this name just now; look at it, or choose another name."
        raise UsageError(f"there is already a campaign {values['slug']!r}", cure=cure) from error


def _free_slug(name: str) -> str:
    """One that no other campaign has, and not "new", at whose address campaigns begin."""
    base = slugify(name)[:_SLUG].strip("-") or "campaign"
    taken = {"new"} | set(
        Campaign.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
