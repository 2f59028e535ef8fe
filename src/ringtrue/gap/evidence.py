"""From counts to evidence: a share with its interval and all that is needed to derive it again."""

from __future__ import annotations

from datetime import datetime

from ringtrue import __version__
from ringtrue.core.errors import MeasureError
from ringtrue.core.evidence import Evidence, Slice
from ringtrue.core.outcome import Tally, to_day
from ringtrue.gap.columns import Columns
from ringtrue.gap.shares import LEVEL, ShareRow, share_of_all, shares_by_period, shares_by_segment


def make_evidence(
    tally: Tally,
    *,
    definition: str,
    source: str,
    query: str,
    fingerprint: str,
    as_of: datetime,
    level: float = LEVEL,
    independent: bool = False,
) -> Evidence:
    """The evidence that a tally gives, with its counts by month and by segment.

    The interval is clustered by day, or Wilson's when the records are `independent`. Share and
    interval are None when no record is decided yet. First and last day are those of decided
    records, so that one that is pending for a far day does not keep old evidence young.

    Raises:
        MeasureError: The tally has no row, so that there is no period to speak of.
    """
    if not len(tally):
        cure = "Look at its population: no record was selected."
        raise MeasureError("There is nothing to make evidence of", where=tally.standard, cure=cure)
    columns = Columns.of(tally)
    days = columns.day[columns.decided > 0] if columns.decided.any() else columns.day
    whole = share_of_all(tally, level=level, independent=independent)
    return Evidence(
        standard=tally.standard,
        definition=definition,
        source=source,
        query=query,
        fingerprint=fingerprint,
        as_of=as_of,
        first_day=to_day(int(days.min())),
        last_day=to_day(int(days.max())),
        counts=whole.counts,
        share=whole.share,
        interval=whole.interval,
        version=__version__,
        slices=tuple(map(_slice, (*shares_by_period(tally), *_segments(tally)))),
    )


def _segments(tally: Tally) -> tuple[ShareRow, ...]:
    return shares_by_segment(tally) if tally.segment_columns else ()


def _slice(row: ShareRow) -> Slice:
    return Slice(row.period.label if row.period else "", row.segment, row.counts)
