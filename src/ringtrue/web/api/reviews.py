"""Reviews: asked for, looked back on, and a check of copy that is not kept."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.core.material import RawMaterial
from ringtrue.desk.config.reading import parse_moment
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.answer_once import Doing
from ringtrue.desk.services.ask_for_review import ask_for_review
from ringtrue.desk.services.check_campaign import check_campaign
from ringtrue.desk.services.check_copy import check_copy
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_reviews import see_reviews
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.jobs import job_of
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.jobs import Job
from ringtrue.web.api.schemas.reviews import (
    CampaignChecked,
    Checked,
    CheckIn,
    Proposals,
    Proposed,
    Review,
    checked_of,
)

reviews = Router()


@operation(reviews.post, "/campaigns/{slug}/reviews", to=Action.REVIEW, status=202)
def ask_review(request: HttpRequest, slug: str) -> Job:
    """Let a worker read, measure and judge a campaign as it now stands.

    The answer is the job; while a review of the campaign is under way, that one is the answer.
    """
    return job_of(ask_for_review(asker(request), find_campaign(slug)))


@operation(reviews.get, "/campaigns/{slug}/reviews", to=Action.SEE)
def list_reviews(request: HttpRequest, slug: str, asked: Query[PageIn]) -> Page[Review]:
    """Every review of a campaign, the newest first."""
    rows = see_reviews(asker(request), find_campaign(slug))
    return page_of(rows, asked, keys=[row.pk for row in rows], tell=Review.of)


@operation(reviews.get, "/campaigns/{slug}/meanings", to=Action.SEE)
def show_meanings(request: HttpRequest, slug: str) -> Proposals:
    """What the promises of the copy could mean; opens the sources to see their columns."""
    found = propose_standards(asker(request), find_campaign(slug), workspace_here())
    return Proposals(items=[Proposed.of(each) for each in found])


@operation(reviews.get, "/campaigns/{slug}/check", to=(Action.SEE, Action.REVIEW))
def check_gate(request: HttpRequest, slug: str) -> CampaignChecked:
    """May this campaign go out? What its gate says, for a pipeline that publishes it."""
    found = check_campaign(asker(request), find_campaign(slug), workspace_here())
    return CampaignChecked.of(found)


@operation(reviews.post, "/check", to=Action.REVIEW, doing=Doing.LONG)
def check(request: HttpRequest, sent: CheckIn) -> Checked:
    """May this copy go out? Judged as `ringtrue check` does, by the whole book; nothing is kept."""
    copies = [
        RawMaterial(
            each.name,
            each.data(f"body.materials.{at}.base64"),
            each.format,
            each.known_charset,
            each.channel,
        )
        for at, each in enumerate(sent.materials)
    ]
    as_of = parse_moment(sent.as_of) if sent.as_of else None
    found = check_copy(
        asker(request),
        workspace_here(),
        copies,
        as_of=as_of,
        lift=sent.lift,
        report=sent.report,
    )
    return checked_of(found)
