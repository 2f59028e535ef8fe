"""A review of a campaign, kept: what was judged, on what evidence, and the seal to be signed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.call_study import keep_study, study_of
from ringtrue.desk.campaign_proofs import on_file
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.keep_measured import (
    keep_evidence_rows,
    keep_standings,
    keep_studies,
    moment_in,
    zone_of,
)
from ringtrue.desk.known_cost import keep_costs
from ringtrue.desk.materials import pages_of, reading_of
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import Review
from ringtrue.desk.offer_limits import forecasts_of
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.present import bind, limits_of
from ringtrue.desk.promise_study import Study, studies_of
from ringtrue.desk.readiness import readiness_of
from ringtrue.desk.review_records import (
    Judgement,
    StandardFigures,
    figures_of,
    judged_claims,
    strongest_of,
)
from ringtrue.desk.services.advise_promises import Advised, advise_promises
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.services.review_campaign import JudgedStandard, review_campaign
from ringtrue.desk.services.review_campaign import Review as Judged
from ringtrue.desk.services.run_backtest import run_backtest
from ringtrue.desk.services.whole_book import Book, open_book
from ringtrue.gap.answering import unanswered, unforeseen
from ringtrue.gap.bound import Bound, BoundEvidence, BoundStandard
from ringtrue.gap.decision import with_reason
from ringtrue.gap.offer import said_limits, short_offer
from ringtrue.gap.seal import seal_of, to_json


def run_review(
    person: Person,
    campaign: Campaign,
    workspace: Workspace,
    *,
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> Review:
    """Read, measure and judge the campaign as it now stands, and keep what was found.

    Nothing is locked while it measures; what is changed meanwhile makes the review one of what
    was there before, and is said. Raises `UsageError` for a campaign without materials, and
    `MeasureError` when a number could not be had: then nothing is written.
    """
    require(person.name, person.roles, Action.REVIEW)
    need_open(campaign)
    book = open_book(workspace)
    pages = pages_of(campaign, book)
    if not pages:
        cure = "Add the copy first: paste it, upload it, or name its address."
        raise UsageError(f"{campaign.name!r} has no material to review", cure=cure)
    filed = on_file(campaign, book.workspace, clock.now().date())
    seen = bind(campaign, pages, limits_of(campaign), (), (), filed)
    judged = review_campaign(
        book.workspace,
        reading_of(pages),
        as_of=as_of,
        whole_book=False,
        lift=seen.lift,
        on_file=filed,
        media=media_plan_of(campaign),
        progress=progress,
    )
    used = used_standards(judged)
    advised, studies = _look_further(judged, used, progress)
    keep_study(book.workspace, study_of(book.workspace, judged.as_of))
    judged = _with_offers(_with_load(judged, campaign, book.workspace), campaign)
    strongest = _strongest_as_planned(judged, used) or strongest_of(advised)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        figures = _figures(judged, used, strongest, book)
        known = [each for each in figures if each.confirmed]
        keep_standings(used, known, strongest_of(advised))
        keep_costs(workspace)
        _keep_studies(studies, known)
        judgement = Judgement(book.key, book.judging, judged_claims(judged), figures)
        bound = _sealed(seen, figures)
        review = _keep(person, campaign, bound, judged, judgement)
        campaign.standards = [each.id for each in figures]
        campaign.save(update_fields=["standards"])
        settle(campaign, workspace)
        told = {"review": review.pk, "outlook": review.outlook, "seal": review.seal}
        record(person, "review campaign", subject_of(campaign), told)
    return review


def used_standards(judged: Judged) -> dict[str, JudgedStandard]:
    """The judged standards that the copy is held to, by id."""
    return {
        each.measured.standard.id: each
        for each in judged.standards
        if judged.promised(each.measured.standard.id)
    }


def _with_load(judged: Judged, campaign: Campaign, workspace: Workspace) -> Judged:
    """What the campaign's calls add to the decision, where its media plan can be held to it."""
    try:
        ready = readiness_of(campaign, workspace).ready
        reason = unanswered(ready.plan, ready.share) if ready else None
    except UsageError as error:
        reason = unforeseen(error.what, error.cure)
    return replace(judged, decision=with_reason(judged.decision, reason))


def _with_offers(judged: Judged, campaign: Campaign) -> Judged:
    """What the campaign offers adds to the decision, where there is too little of it."""
    said, policy = said_limits(judged.reading.claims), judged.workspace.policy
    decision = judged.decision
    for each in forecasts_of(campaign):
        decision = with_reason(decision, short_offer(each, said, policy))
    return replace(judged, decision=decision)


def _look_further(
    judged: Judged, used: dict[str, JudgedStandard], progress: Progress | None
) -> tuple[tuple[Advised, ...], dict[str, Study]]:
    """What could be promised instead, and how often judging was wrong, for what the copy uses."""
    if not used:
        return (), {}
    policy, only = judged.workspace.policy, tuple(used)
    advised = advise_promises(judged.book, policy, only=only, progress=progress)
    tested = run_backtest(judged.book, policy, only=only, progress=progress)
    return advised, studies_of(advised, tested, policy.confidence)


def _strongest_as_planned(judged: Judged, used: dict[str, JudgedStandard]) -> dict[str, str] | None:
    """The strongest wordings at the planned volume; None where all of it is as usual."""
    busy = {each.measured.standard.source for each in used.values()}
    if not any(judged.planned.of(each).is_more for each in busy):
        return None
    policy, only = judged.workspace.policy, tuple(used)
    return strongest_of(advise_promises(judged.book, policy, only=only, planned=judged.planned))


def _keep_studies(studies: dict[str, Study], figures: Sequence[StandardFigures]) -> None:
    keep_studies(
        {each.id: studies[each.id] for each in figures},
        {each.id: each.evidence for each in figures if each.evidence},
        {each.id: each.as_of for each in figures},
    )


def _figures(
    judged: Judged, used: dict[str, JudgedStandard], strongest: dict[str, str], book: Book
) -> tuple[StandardFigures, ...]:
    seals = keep_evidence_rows(used.values())
    confirmed = {standard.id for standard in book.workspace.standards}
    return tuple(
        figures_of(
            each,
            moment_in(judged.as_of, zone_of(each)),
            seals.get(name, ""),
            strongest.get(name, ""),
            confirmed=name in confirmed,
        )
        for name, each in used.items()
    )


def _sealed(seen: Bound, figures: Sequence[StandardFigures]) -> Bound:
    """What was seen before measuring, with the standards and the evidence found since."""
    return replace(
        seen,
        standards=tuple(BoundStandard(each.id, each.yaml) for each in figures),
        evidence=tuple(BoundEvidence(each.id, each.evidence) for each in figures if each.evidence),
    )


def _keep(
    person: Person, campaign: Campaign, bound: Bound, judged: Judged, judgement: Judgement
) -> Review:
    return Review.objects.create(
        campaign=campaign,
        at=clock.now(),
        as_of=moment_in(judged.as_of),
        by=person,
        outlook=judged.decision.outlook.value,
        seal=seal_of(bound),
        bound=json.loads(to_json(bound)),
        decision=plant(judged.decision),
        promises=plant(judgement),
    )
