"""What is behind a promise, from the store: how it is measured, who makes it, who objected."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from ringtrue.core.errors import UsageError
from ringtrue.core.event import Event
from ringtrue.core.evidence import Evidence
from ringtrue.core.outcome import Counts
from ringtrue.core.same_words import plain
from ringtrue.core.trees import grow
from ringtrue.core.verdict import State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import event_of
from ringtrue.desk.campaign_state import stand
from ringtrue.desk.config.writing import standard_yaml
from ringtrue.desk.dossier.gathering import Only, gather_campaign, tell_objections
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.review import Review
from ringtrue.desk.models.standard import StandardEntry
from ringtrue.desk.models.standing import EvidenceRecord, Standing
from ringtrue.desk.present import bound_of
from ringtrue.desk.promise_words import Wordings
from ringtrue.desk.review_records import judgement_of
from ringtrue.desk.services.whole_book import open_book
from ringtrue.desk.standings import months_of
from ringtrue.gap.alert_words import AlertWords
from ringtrue.gap.dossier import (
    AlertTold,
    CampaignFile,
    MonthTold,
    PromiseFile,
    StandardTold,
    campaign_subject,
)
from ringtrue.gap.dossier_events import names
from ringtrue.gap.evidence_file import evidence_from_json

_OF_CAMPAIGN = frozenset(
    {
        "review campaign",
        "sign off",
        "withdraw sign-off",
        "launch campaign",
        "override launch",
        "end campaign",
    }
)
_OF_MATERIAL = frozenset(
    {
        "add material",
        "revise material",
        "remove material",
        "publish material",
        "read live copy",
        "take up live copy",
        "open live finding",
        "close live finding",
    }
)


def gather_promise(
    standing: Standing, workspace: Workspace, now: datetime
) -> tuple[PromiseFile, tuple[CampaignFile, ...]]:
    """Everything behind a promise as it was last measured, and behind all who ever made it."""
    campaigns = _campaigns(standing.standard)
    spoken = _wordings(standing, campaigns)
    rows = ObjectionRecord.objects.select_related("campaign", "by", "owner", "answered_by")
    objections = [each for each in rows if spoken.has(each.wording, each.campaign_id)]
    only = Only(standing.standard, frozenset(each.pk for each in objections))
    every = {each.pk: each for each in campaigns}
    every |= {each.campaign.pk: each.campaign for each in objections if each.campaign}
    files = tuple(
        gather_campaign(stand(every[pk], workspace, now), now, only) for pk in sorted(every)
    )
    free = [each for each in objections if each.campaign_id is None]
    return _promise(standing, workspace, free, only), files


def gather_promise_events(promise: PromiseFile, files: Sequence[CampaignFile]) -> Iterator[Event]:
    """Those of the chain that speak of the promise, in their order."""
    standard = promise.standard.id
    own = f"standard:{standard}"
    objections = [*promise.objections, *(each for file in files for each in file.objections)]
    numbers = {each.number for each in objections}
    materials = {(campaign_subject(file), each.name) for file in files for each in file.materials}
    told = Q(subject__in=[own, *map(campaign_subject, files)])
    told |= Q(subject__in=[f"objection:{number}" for number in numbers])
    book = Q(subject="book") | Q(subject__startswith="book:") | Q(action="confirm standard")
    named = book & Q(payload__contains=json.dumps(standard, ensure_ascii=False))
    for row in EventRecord.objects.filter(told | named).order_by("number"):
        said = json.loads(row.payload)
        if (
            row.subject == own
            or row.action in _OF_CAMPAIGN
            or (row.action in _OF_MATERIAL and (row.subject, said.get("material")) in materials)
            or said.get("objection") in numbers
            or (_is_of_book(row) and names(row.payload, standard))
        ):
            yield event_of(row)


def _is_of_book(row: EventRecord) -> bool:
    return row.subject.partition(":")[0] == "book" or row.action == "confirm standard"


def reviews_naming(standard: str) -> QuerySet[Review]:
    """Reviews that bound a standard, and perhaps some that only say its id in another place."""
    reviews = Review.objects.annotate(told=Cast("bound", TextField()))
    return reviews.filter(told__contains=json.dumps(standard))


def _campaigns(standard: str) -> list[Campaign]:
    """Those of which a review ever bound the standard."""
    made = {
        review.campaign_id
        for review in reviews_naming(standard).only("bound", "campaign_id")
        if any(each.id == standard for each in bound_of(review).standards)
    }
    return list(Campaign.objects.filter(pk__in=made).select_related("created_by"))


def _wordings(standing: Standing, campaigns: Sequence[Campaign]) -> Wordings:
    """The words of the book, and those that any review ever held to the promise."""
    copy: dict[int, frozenset[str]] = {}
    for review in Review.objects.filter(campaign__in=campaigns).only("id", "at", "campaign_id"):
        words = {
            plain(words)
            for claim in judgement_of(review).claims
            if standing.standard in claim.standards
            for words in (claim.text, claim.sentence)
        }
        copy[review.campaign_id] = copy.get(review.campaign_id, frozenset()) | words
    told = filter(None, (standing.promise, *map(str, standing.wordings)))
    return Wordings(tuple(dict.fromkeys(told)), copy)


def _promise(
    standing: Standing, workspace: Workspace, objections: Sequence[ObjectionRecord], only: Only
) -> PromiseFile:
    entry = StandardEntry.objects.filter(slug=standing.standard).first()
    digest, found = _evidence(standing)
    alerts = AlertRecord.objects.filter(standard=standing.standard).order_by("id")
    return PromiseFile(
        standard=_standard(standing, _yaml(standing, entry, workspace), digest, found),
        wordings=tuple(map(str, standing.wordings)),
        managed_by=entry.managed_by if entry else FILE_NAME,
        as_of=standing.as_of,
        months=tuple(
            MonthTold(each.month, each.counts, each.low, each.high)
            for each in (months_of(standing) if found else ())
        ),
        alerts=tuple(map(_alert, alerts)),
        objections=tell_objections(objections, only),
    )


def _yaml(standing: Standing, entry: StandardEntry | None, workspace: Workspace) -> str:
    """What the book has now; empty when it has the standard no more, or never had."""
    if entry is not None:
        return entry.body
    found = open_book(workspace).find(standing.standard)
    return standard_yaml(found) if found else ""


def _evidence(standing: Standing) -> tuple[str, Evidence | None]:
    """The newest file, where it has the numbers of the standing."""
    row = EvidenceRecord.objects.filter(standard=standing.standard).first()
    if row is None:
        return "", None
    try:
        found = evidence_from_json(row.content)
    except UsageError:
        return "", None
    counts = Counts(standing.kept, standing.broken, standing.pending, standing.void)
    same = (found.counts, found.definition) == (counts, standing.definition)
    return (row.digest, found) if same else ("", None)


def _standard(standing: Standing, yaml: str, digest: str, found: Evidence | None) -> StandardTold:
    interval = found.interval if found else None
    return StandardTold(
        id=standing.standard,
        promise=standing.promise,
        source=standing.source,
        yaml=yaml,
        definition=standing.definition,
        confirmed=bool(yaml),
        target=standing.target,
        counts=found.counts if found else Counts(),
        share=found.share if found else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        first_day=found.first_day if found else None,
        last_day=found.last_day if found else None,
        state=State(standing.state),
        expected=standing.expected,
        bound=standing.bound,
        level=standing.level,
        chance=standing.chance,
        reasons=tuple(map(str, standing.reasons)),
        strongest=standing.strongest,
        evidence=digest,
    )


def _alert(row: AlertRecord) -> AlertTold:
    words = grow(AlertWords, row.words)
    return AlertTold(
        severity=row.severity,
        began_on=row.began_on,
        found_on=row.found_on,
        opened=row.opened_at,
        risen=row.risen_at,
        closed=row.closed_at,
        closed_because=row.closed_because,
        title=words.title,
        facts=words.facts,
        advice=words.advice,
    )
