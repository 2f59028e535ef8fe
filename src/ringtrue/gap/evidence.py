"""From counts to evidence: a share with its interval and all that is needed to derive it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ringtrue import __version__
from ringtrue.core.errors import MeasureError
from ringtrue.core.evidence import Evidence, Slice
from ringtrue.core.outcome import Tally, to_day
from ringtrue.gap.columns import Columns, Runs
from ringtrue.gap.periods import Grain, Period, period_numbers
from ringtrue.gap.shares import LEVEL, share_of_all


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
        slices=(*_by_month(columns), *_by_segment(columns, tally)),
    )


def _by_month(columns: Columns) -> Iterator[Slice]:
    runs = Runs.by(columns, period_numbers(columns.day, Grain.MONTH))
    for number, counts in zip(runs.values, runs.totals, strict=True):
        yield Slice(Period(Grain.MONTH, number).label, (), counts)


def _by_segment(columns: Columns, tally: Tally) -> Iterator[Slice]:
    if tally.segment_columns:
        runs = Runs.by(columns, columns.segment)
        for code, counts in zip(runs.values, runs.totals, strict=True):
            yield Slice("", tally.segments[code], counts)
