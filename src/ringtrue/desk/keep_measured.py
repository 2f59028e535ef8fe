"""Writing down what was measured: evidence as rows, how each standard stands, and its study."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence
from ringtrue.core.trees import plant
from ringtrue.desk import clock
from ringtrue.desk.models.standing import EvidenceRecord, Standing
from ringtrue.desk.models.study import StudyRecord
from ringtrue.desk.promise_study import Study
from ringtrue.desk.review_records import StandardFigures
from ringtrue.desk.services.review_campaign import JudgedStandard
from ringtrue.gap.evidence_file import differences, evidence_from_json, evidence_to_json
from ringtrue.gap.shares import ShareRow

_SAME_NUMBERS = frozenset({"as_of", "query", "fingerprint"})
"""What may differ between two pieces of evidence that say the same."""


def keep_evidence_rows(judged: Iterable[JudgedStandard]) -> dict[str, str]:
    """Add the evidence of standards, and answer with the seals of the files by standard.

    Where the numbers, days and definition are those of the last evidence, that one stands: to
    look again without finding anything new changes nothing that people have signed.
    """
    found = {each.measured.standard.id: each for each in judged}
    last = _last_of(found)
    seals, new = {}, []
    for name, each in found.items():
        evidence = each.measured.evidence
        if evidence is None:
            continue
        row = last.get(name)
        if row is None or not _stands(row, evidence):
            row = _evidence_row(evidence, zone_of(each))
            new.append(row)
        seals[name] = row.digest
    EvidenceRecord.objects.bulk_create(new, ignore_conflicts=True)
    return seals


def keep_standings(
    judged: Mapping[str, JudgedStandard],
    figures: Iterable[StandardFigures],
    strongest: Mapping[str, str],
) -> None:
    """Write anew how standards stand: those in `figures`, each of them judged.

    A standing is that of the usual volume, whatever volume a campaign was judged at; `strongest`
    are the wordings that hold then, by standard.
    """
    rows = [_standing(judged[each.id], each, strongest.get(each.id, "")) for each in figures]
    Standing.objects.filter(standard__in=[row.standard for row in rows]).delete()
    Standing.objects.bulk_create(rows)


def keep_studies(
    studies: Mapping[str, Study], seals: Mapping[str, str], as_of: Mapping[str, datetime]
) -> None:
    """Keep the studies of standards that have evidence, anew where the evidence stands.

    `seals` are the SHA-256 of the evidence files, `as_of` the moments of judgement.
    """
    rows = [
        StudyRecord(
            standard=name,
            evidence=seals[name],
            as_of=as_of[name],
            made_at=clock.now(),
            content=plant(study),
        )
        for name, study in studies.items()
        if name in seals
    ]
    StudyRecord.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["standard", "evidence"],
        update_fields=["as_of", "made_at", "content"],
    )


def moment_in(moment: datetime, zone: str = "UTC") -> datetime:
    """A moment that knows its zone; one without is wall-clock time in `zone`."""
    if moment.tzinfo is not None:
        return moment
    from zoneinfo import ZoneInfo

    return moment.replace(tzinfo=ZoneInfo(zone))


def zone_of(judged: JudgedStandard) -> str:
    """The time zone in which the days of a standard's source begin."""
    return judged.measured.measured.profile.source.time_zone


def _last_of(names: Iterable[str]) -> dict[str, EvidenceRecord]:
    """The newest evidence of each standard."""
    newest = EvidenceRecord.objects.filter(standard__in=list(names)).order_by("standard")
    ids = newest.values_list("standard").annotate(last=Max("id")).values_list("last", flat=True)
    rows = EvidenceRecord.objects.filter(id__in=list(ids))
    return {row.standard: row for row in rows}


def _stands(row: EvidenceRecord, evidence: Evidence) -> bool:
    try:
        recorded = evidence_from_json(row.content)
    except UsageError:
        return False
    return all(each.field in _SAME_NUMBERS for each in differences(recorded, evidence))


def _evidence_row(evidence: Evidence, zone: str) -> EvidenceRecord:
    content = evidence_to_json(evidence)
    return EvidenceRecord(
        standard=evidence.standard,
        as_of=moment_in(evidence.as_of, zone),
        digest=json.loads(content)["seal"],
        content=content,
    )


def _standing(judged: JudgedStandard, figures: StandardFigures, strongest: str) -> Standing:
    counts, interval, verdict = figures.counts, figures.interval, judged.as_usual
    months = judged.measured.months
    return Standing(
        standard=figures.id,
        promise=figures.promise,
        wordings=list(judged.measured.standard.wordings),
        source=figures.source,
        definition=figures.definition,
        target=figures.target,
        as_of=figures.as_of,
        first_day=figures.first_day,
        last_day=figures.last_day,
        kept=counts.kept,
        broken=counts.broken,
        pending=counts.pending,
        void=counts.void,
        share=figures.share,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        method=interval.method if interval else "",
        state=verdict.state.value,
        expected=verdict.expected,
        bound=verdict.bound,
        level=verdict.level,
        chance=verdict.chance,
        reasons=list(verdict.reasons),
        months=[[row.period.label, *_numbers(row)] for row in months if row.period],
        parts=[[list(row.segment), *_numbers(row)] for row in judged.measured.segments],
        strongest=strongest,
    )


def _numbers(row: ShareRow) -> list[object]:
    found = row.interval
    ends = [found.low, found.high] if found else [None, None]
    return [row.counts.kept, row.counts.broken, row.share, *ends]
