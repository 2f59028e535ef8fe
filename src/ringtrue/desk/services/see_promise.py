"""One promise with everything it rests on: numbers, definition, evidence, campaigns, objections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ringtrue.core.errors import NotFoundError
from ringtrue.core.outcome import Counts
from ringtrue.desk import clock
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standing import EvidenceRecord, Standing
from ringtrue.desk.objection_view import ObjectionView, view_objection
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.standings import MonthShare, PartShare, budget_left, months_of, parts_of
from ringtrue.gap.budget import Budget

SHOWN = 12
"""So many evidence files and objections are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One evidence file: when it was made and its SHA-256 (hex)."""

    number: int
    as_of: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class PromiseView:
    """What the page of a promise shows; `evidence` is None before there is any."""

    standing: Standing
    counts: Counts
    months: tuple[MonthShare, ...]
    parts: tuple[PartShare, ...]
    budget: Budget | None
    campaigns: tuple[Campaign, ...]
    objections: tuple[ObjectionView, ...]
    evidence: tuple[EvidenceLine, ...]


def see_promise(person: Person, standard: str) -> PromiseView:
    """A promise by the id of its standard; raises `NotFoundError` when none was measured so."""
    require(person.name, person.roles, Action.SEE)
    standing = Standing.objects.filter(standard=standard).first()
    if standing is None:
        cure = "A new one is measured with the next review; a removed one is forgotten."
        raise NotFoundError(f"no promise has been measured as {standard!r}", cure=cure)
    months = months_of(standing)
    return PromiseView(
        standing=standing,
        counts=Counts(standing.kept, standing.broken, standing.pending, standing.void),
        months=months,
        parts=parts_of(standing),
        budget=budget_left(months, standing.target),
        campaigns=_campaigns(standard),
        objections=_objections(standing, person),
        evidence=_evidence(standard),
    )


def read_evidence(person: Person, standard: str, digest: str) -> str:
    """The text of one evidence file as it was made; raises `NotFoundError` when there is none."""
    require(person.name, person.roles, Action.SEE)
    found = EvidenceRecord.objects.filter(standard=standard, digest=digest).first()
    if found is None:
        raise NotFoundError(f"there is no evidence {digest[:12]}", cure="Open it from its promise.")
    return found.content


def _campaigns(standard: str) -> tuple[Campaign, ...]:
    return tuple(
        each for each in Campaign.objects.exclude(standards=[]) if standard in each.standards
    )


def _objections(standing: Standing, person: Person) -> tuple[ObjectionView, ...]:
    if not standing.promise:
        return ()
    found = ObjectionRecord.objects.filter(wording__iexact=standing.promise)
    rows = found.select_related("campaign", "by", "owner", "answered_by")[:SHOWN]
    return tuple(view_objection(row, person, clock.now()) for row in rows)


def _evidence(standard: str) -> tuple[EvidenceLine, ...]:
    rows = EvidenceRecord.objects.filter(standard=standard).defer("content")
    return tuple(EvidenceLine(row.pk, row.as_of, row.digest) for row in rows[:SHOWN])
