"""A review that says how far it is: it runs where it was asked for, and everybody can look on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import OperationalError, transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.campaign_state import lock
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import Review
from ringtrue.desk.models.review_run import ReviewRun
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.run_review import run_review

SILENT = timedelta(minutes=5)
"""A run that has given no sign of life for so long was killed."""

_STEP = 200
_LOG = logging.getLogger("ringtrue.desk")


def review_openly(person: Person, campaign: Campaign, workspace: Workspace) -> Review:
    """Review a campaign as `run_review` does, and keep how far it is where `under_way` sees it.

    Raises `UsageError` while another review of the campaign is under way.
    """
    require(person.name, person.roles, Action.REVIEW)
    run = _begin(person, campaign)

    def tell(step: str, share: float) -> None:
        step, share = step[:_STEP], min(max(share, 0.0), 1.0)
        if (step, round(share, 2)) != (run.step, round(run.share, 2)):
            run.step, run.share, run.seen_at = step, share, datetime.now(UTC)
            with _courtesy():
                run.save(update_fields=["step", "share", "seen_at"])

    try:
        return run_review(person, campaign, workspace, progress=tell)
    finally:
        with _courtesy():
            run.delete()


def under_way(campaign: Campaign) -> ReviewRun | None:
    """The review of a campaign that is under way, if any."""
    since = datetime.now(UTC) - SILENT
    return (
        ReviewRun.objects.select_related("by").filter(campaign=campaign, seen_at__gt=since).first()
    )


@contextmanager
def _courtesy() -> Iterator[None]:
    """A store too busy to be told how far a review is does not end the review."""
    try:
        yield
    except OperationalError:
        _LOG.warning("could not keep how far a review is", exc_info=True)


def _begin(person: Person, campaign: Campaign) -> ReviewRun:
    now = datetime.now(UTC)
    with transaction.atomic():
        lock(campaign)
        other = under_way(campaign)
        if other is not None:
            what = f"{other.by.name} asked for a review already, and it is under way"
            raise UsageError(what, cure="Wait until it has ended; it is shown on this page.")
        ReviewRun.objects.filter(campaign=campaign).delete()
        return ReviewRun.objects.create(
            campaign=campaign, by=person, began_at=now, seen_at=now, step="Reading the copy"
        )
