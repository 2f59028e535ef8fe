"""Noting who has passed the briefing on a promise, so that training is seen before the launch."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open
from ringtrue.desk.inputs import line_of
from ringtrue.desk.models.briefing import Briefing
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of

MOST_NAMES = 2_000
_NAME = 120


def brief_people(person: Person, campaign: Campaign, *, promise: str, names: Sequence[str]) -> int:
    """Note that people passed the briefing on a promise (the id of its standard); how many anew.

    Raises `UsageError` for names that are none, and for a promise that the campaign, as last
    reviewed, is not held to.
    """
    require(person.name, person.roles, Action.TICK)
    wanted = dict.fromkeys(line_of(each, "name", most=_NAME) for each in names)
    if not 0 < len(wanted) <= MOST_NAMES:
        cure = f"Give 1 to {MOST_NAMES:,} names."
        raise UsageError(f"{len(wanted):,} names", cure=cure)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        _need_promise(campaign, promise)
        known = set(campaign.briefings.filter(promise=promise).values_list("who", flat=True))
        new = [each for each in wanted if each not in known]
        if new:
            now = clock.now()
            Briefing.objects.bulk_create(
                Briefing(campaign=campaign, promise=promise, who=each, at=now, by=person)
                for each in new
            )
            told = {"promise": promise, "names": new}
            record(person, "brief people", subject_of(campaign), told)
    return len(new)


def take_back_briefing(person: Person, briefing: Briefing) -> None:
    """Take back that somebody passed a briefing."""
    require(person.name, person.roles, Action.TICK)
    with transaction.atomic():
        campaign = briefing.campaign
        lock(campaign)
        need_open(campaign)
        told = {"promise": briefing.promise, "name": briefing.who}
        briefing.delete()
        record(person, "take back briefing", subject_of(campaign), told)


def _need_promise(campaign: Campaign, promise: str) -> None:
    if promise not in campaign.standards:
        cure = (
            f"It is held to {', '.join(campaign.standards)}."
            if campaign.standards
            else "Review the campaign first: that says what its promises are held to."
        )
        raise UsageError(f"the campaign is not held to {promise[:60]!r}", cure=cure)
