"""One promise with everything it rests on: numbers, definition, evidence, campaigns, objections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ringtrue.core.errors import NotFoundError
from ringtrue.core.outcome import Counts
from ringtrue.core.trees import grow
from ringtrue.desk import clock
from ringtrue.desk.history import HistoryItem, items_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standing import EvidenceRecord, Standing
from ringtrue.desk.models.study import StudyRecord
from ringtrue.desk.objection_view import ObjectionView, view_objections
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.promise_study import ReadyWording, Study
from ringtrue.desk.promise_words import wordings_of
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.standings import MonthShare, PartShare, budget_left, months_of, parts_of
from ringtrue.gap.backtest import Rule
from ringtrue.gap.backtest_words import tell_backtest
from ringtrue.gap.budget import Budget

SHOWN = 12
"""So many evidence files and objections are listed, the newest first."""

EVENTS = 30
"""So many events of the history are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One evidence file: when it was made and its SHA-256 (hex)."""

    number: int
    as_of: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class StudyView:
    """What was worked out beside the numbers: when, from which evidence file, and in words.

    `told` says how often judging this promise would have been wrong; `current` is False when the
    promise has been measured since without it.
    """

    study: Study
    as_of: datetime
    evidence: str
    told: str
    current: bool

    @property
    def everyone(self) -> tuple[ReadyWording, ...]:
        """The wordings for everyone, the boldest that holds first."""
        return tuple(each for each in self.study.wordings if not each.segment)

    @property
    def parts(self) -> tuple[ReadyWording, ...]:
        """One wording for each segment, or why there is none."""
        return tuple(each for each in self.study.wordings if each.segment)


@dataclass(frozen=True, slots=True)
class PromiseView:
    """What the page of a promise shows; `study` is None before it was measured with one."""

    standing: Standing
    counts: Counts
    months: tuple[MonthShare, ...]
    parts: tuple[PartShare, ...]
    budget: Budget | None
    campaigns: tuple[Campaign, ...]
    objections: tuple[ObjectionView, ...]
    evidence: tuple[EvidenceLine, ...]
    study: StudyView | None
    history: tuple[HistoryItem, ...]


def see_promise(person: Person, standard: str) -> PromiseView:
    """A promise by the id of its standard; raises `NotFoundError` when none was measured so."""
    require(person.name, person.roles, Action.SEE)
    standing = find_promise(standard)
    months, campaigns = months_of(standing), _campaigns(standard)
    return PromiseView(
        standing=standing,
        counts=Counts(standing.kept, standing.broken, standing.pending, standing.void),
        months=months,
        parts=parts_of(standing),
        budget=budget_left(months, standing.target),
        campaigns=campaigns,
        objections=_objections(standing, campaigns, person),
        evidence=_evidence(standard),
        study=_study(standing),
        history=_history(standard, campaigns),
    )


def find_promise(standard: str) -> Standing:
    """A promise by the id of its standard; raises `NotFoundError`."""
    standing = Standing.objects.filter(standard=standard).first()
    if standing is None:
        cure = "A new one is measured with the next review; a removed one is forgotten."
        raise NotFoundError(f"no promise has been measured as {standard[:120]!r}", cure=cure)
    return standing


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


def _objections(
    standing: Standing, campaigns: Sequence[Campaign], person: Person
) -> tuple[ObjectionView, ...]:
    """Those against words that the promise is told in, the newest first."""
    spoken = wordings_of(standing, campaigns)
    about = ObjectionRecord.objects.values_list("id", "campaign_id", "wording")
    found = [pk for pk, campaign, words in about if spoken.has(words, campaign)][:SHOWN]
    rows = ObjectionRecord.objects.filter(id__in=found)
    told = rows.select_related("campaign", "by", "owner", "answered_by")
    return view_objections(told, person, clock.now())


def _study(standing: Standing) -> StudyView | None:
    row = StudyRecord.objects.filter(standard=standing.standard).first()
    if row is None:
        return None
    try:
        study = grow(Study, row.content)
    except ValueError:  # as an older version kept it; it is worked out anew with the next measuring
        return None
    own = next(
        (
            each
            for each in study.tested
            if each.rule is Rule.PREDICTIVE and each.target == study.target
        ),
        None,
    )
    told = tell_backtest(own, study.months, study.min_next) if own else ""
    return StudyView(study, row.as_of, row.evidence, told, row.as_of >= standing.as_of)


def _history(standard: str, campaigns: Sequence[Campaign]) -> tuple[HistoryItem, ...]:
    """What was done about the promise: confirmed, brought by a book, turned, alarmed."""
    named = f'"{standard}"'
    own = Q(subject=f"standard:{standard}")
    book = Q(subject="book") | Q(subject__startswith="book:")
    confirmed = Q(subject__in=[subject_of(each) for each in campaigns], action="confirm standard")
    told = (book | confirmed) & Q(payload__contains=named)
    return items_of(EventRecord.objects.filter(own | told).order_by("-number")[:EVENTS])


def _evidence(standard: str) -> tuple[EvidenceLine, ...]:
    rows = EvidenceRecord.objects.filter(standard=standard).defer("content")
    return tuple(EvidenceLine(row.pk, row.as_of, row.digest) for row in rows[:SHOWN])
