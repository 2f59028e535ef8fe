"""Every review of a campaign, in short."""

from __future__ import annotations

from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import Review
from ringtrue.desk.permissions import Action, require


def see_reviews(person: Person, campaign: Campaign) -> tuple[Review, ...]:
    """The newest first, without what each of them found."""
    require(person.name, person.roles, Action.SEE)
    found = campaign.reviews.select_related("by").defer("bound", "decision", "promises")
    return tuple(found)
