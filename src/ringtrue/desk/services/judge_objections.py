"""Objections against what really broke: settled whenever the book is measured.

An objection is judged on the promise that it names, by the standards that a launched campaign was
held to for it (see `ringtrue.gap.foretold` for what "came true" means). Who objected plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from ringtrue.core.same_words import plain, says
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.keep_measured import moment_in
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.outcome import OutcomeRecord
from ringtrue.desk.models.review import Review
from ringtrue.desk.review_records import JudgedClaim, judgement_of
from ringtrue.desk.services.measure_standards import MeasuredBook, MeasuredStandard
from ringtrue.desk.services.object_to_promise import subject_of_objection
from ringtrue.desk.terminal import Actor
from ringtrue.gap.foretold import Foretold, Judged, judge_objection

NOT_MADE = "The campaign went out without this promise."
UNMEASURED = "Nothing in the book measures this promise."


@dataclass(frozen=True, slots=True)
class _Launched:
    """A campaign that went out, and what its last review read."""

    row: Campaign
    launched: datetime
    claims: tuple[JudgedClaim, ...]

    def standards(self, wording: str) -> tuple[str, ...] | None:
        """What it is held to for a wording; None when it does not make the promise."""
        found = [each for each in self.claims if _same(wording, each)]
        if not found:
            return None
        return tuple(dict.fromkeys(name for each in found for name in each.standards))


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when an objection is put to the test; `until` is None while it is out."""

    since: datetime
    until: datetime | None


def judge_objections(by: Actor, measured: MeasuredBook, workspace: Workspace) -> int:
    """Work out what became of every objection to a launched promise; how many turned out anew.

    Within the transaction of the measuring. Each new outcome is an event of the audit chain.
    """
    rows = list(ObjectionRecord.objects.select_related("campaign"))
    if not rows:
        return 0
    launched, books = tuple(_launched()), _Books(by, measured, workspace)
    for row in rows:
        books.settle(row, launched)
    return books.turned


def _launched() -> Iterator[_Launched]:
    reviews = Review.objects.order_by("-id").defer("decision", "bound")
    found = Campaign.objects.filter(launched_at__isnull=False).order_by("launched_at", "id")
    for campaign in found.prefetch_related(Prefetch("reviews", reviews)):
        last = next(iter(campaign.reviews.all()), None)
        if last is not None and campaign.launched_at is not None:
            yield _Launched(campaign, campaign.launched_at, judgement_of(last).claims)


def _same(wording: str, claim: JudgedClaim) -> bool:
    said = plain(claim.text)
    return said == plain(wording) or says(wording, claim.sentence) or says(claim.text, wording)


class _Books:
    """The outcomes of the store within one transaction."""

    def __init__(self, by: Actor, measured: MeasuredBook, workspace: Workspace) -> None:
        self._by, self._now = by.username, clock.now()
        self._measured, self._workspace = measured, workspace
        self._standards = {each.standard.id: each for each in measured.standards}
        self.turned = 0

    def settle(self, row: ObjectionRecord, launched: Sequence[_Launched]) -> None:
        """Write down what became of one objection; nothing before a campaign with it is out."""
        tried = [
            each
            for each in launched
            if row.campaign_id == each.row.pk
            or (row.campaign_id is None and each.standards(row.wording) is not None)
        ]
        if not tried:
            return
        names = [each.standards(row.wording) for each in tried]
        held = dict.fromkeys(name for each in names for name in each or ())
        span = _span(row, tried)
        if all(each is None for each in names):
            wanted = {"": self._without(row, Foretold.NOT_MADE, NOT_MADE, span)}
        else:
            wanted = {
                name: self._judge(row, name, span) for name in held if name in self._standards
            }
            wanted = wanted or {"": self._without(row, Foretold.UNKNOWN, UNMEASURED, span)}
        self._write(row, wanted)

    def _judge(self, row: ObjectionRecord, name: str, span: _Span) -> OutcomeRecord:
        standard = self._standards[name]
        zone = ZoneInfo(standard.measured.profile.source.time_zone)
        today = moment_in(self._measured.as_of, zone.key).astimezone(zone).date()
        until = min(today, _day(span.until, zone)) if span.until else today
        judged = _try(standard, _day(span.since, zone), until, self._workspace)
        limits = judged.limits
        return OutcomeRecord(
            objection=row,
            standard=name,
            target=judged.target,
            since=judged.since,
            until=_day(span.until, zone) if span.until else None,
            last_day=judged.last_day,
            kept=judged.counts.kept,
            broken=judged.counts.broken,
            low=limits.low if limits else None,
            high=limits.high if limits else None,
            broke_on=judged.broke_on,
            outcome=judged.outcome.value,
            because=judged.because,
            at=self._now,
        )

    def _without(
        self, row: ObjectionRecord, outcome: Foretold, because: str, span: _Span
    ) -> OutcomeRecord:
        return OutcomeRecord(
            objection=row,
            standard="",
            target=0.0,
            since=span.since.date(),
            until=span.until.date() if span.until else None,
            outcome=outcome.value,
            because=because,
            at=self._now,
        )

    def _write(self, row: ObjectionRecord, wanted: dict[str, OutcomeRecord]) -> None:
        before = {each.standard: each for each in OutcomeRecord.objects.filter(objection=row)}
        for name, old in before.items():
            if name not in wanted:
                old.delete()
        for name, new in wanted.items():
            known = before.get(name)
            if known is not None:
                new.pk = known.pk
            new.save()
            if known is None or known.outcome != new.outcome:
                self.turned += 1
                told = {"objection": row.pk, "standard": name, "outcome": new.outcome}
                told |= {"because": new.because}
                record(self._by, "judge objection", subject_of_objection(row), told)


def _try(standard: MeasuredStandard, since: date, until: date, workspace: Workspace) -> Judged:
    return judge_objection(
        standard.tally,
        standard.standard.target,
        since,
        max(since, until),
        min_decided=workspace.policy.min_decided,
        independent=standard.independent,
    )


def _span(row: ObjectionRecord, tried: Iterable[_Launched]) -> _Span:
    """From the first launch, or from the objection when that came later, to the last end."""
    found = list(tried)
    since = max(row.opened_at, min(each.launched for each in found))
    ends = [each.row.ended_at for each in found]
    known = [end for end in ends if end is not None]
    return _Span(since, max(known) if len(known) == len(ends) else None)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
