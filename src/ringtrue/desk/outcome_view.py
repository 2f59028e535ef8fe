"""What became of objections, as pages and dossiers show it; never by whom they were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ringtrue.core.outcome import Counts
from ringtrue.desk.models.outcome import OutcomeRecord
from ringtrue.gap.foretold import Foretold, Tried, together


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What became of one objection: the outcome of all its standards together, and each."""

    outcome: Foretold
    tried: tuple[Tried, ...]


def outcomes_of(objections: Iterable[int]) -> dict[int, OutcomeView]:
    """By the number of the objection, for those that were put to the test."""
    found: dict[int, list[Tried]] = {}
    for row in OutcomeRecord.objects.filter(objection__in=list(objections)):
        found.setdefault(row.objection_id, []).append(_view(row))
    return {
        number: OutcomeView(together([each.outcome for each in tried]), tuple(tried))
        for number, tried in found.items()
    }


def _view(row: OutcomeRecord) -> Tried:
    return Tried(
        standard=row.standard,
        outcome=Foretold(row.outcome),
        because=row.because,
        target=row.target,
        since=row.since,
        last_day=row.last_day,
        counts=Counts(row.kept, row.broken),
        low=row.low,
        high=row.high,
    )
