"""How busy a campaign is to make each source: its media plan against the records of a usual day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.outcome import Tally, to_number
from ringtrue.core.planned_volume import AS_USUAL, PlannedVolume
from ringtrue.core.source import GrowsWith, Source
from ringtrue.core.workspace import Workspace
from ringtrue.desk.services.measure_standards import MeasuredBook
from ringtrue.do.demand import DayBrought, brought_by_day
from ringtrue.gap.columns import Columns
from ringtrue.gap.load import usual_records

PERIOD_DAYS = 30
"""A verdict is about a month."""


@dataclass(frozen=True, slots=True)
class PlannedVolumes:
    """How busy each source is to be: what the media plan brings to it, else `every` source's."""

    every: PlannedVolume = AS_USUAL
    by_source: Mapping[str, PlannedVolume] = field(default_factory=dict)

    def of(self, source: str) -> PlannedVolume:
        """That of one source, by its name."""
        return self.by_source.get(source, self.every)


AS_USUAL_EVERYWHERE = PlannedVolumes()


def planned_volumes(
    workspace: Workspace, book: MeasuredBook, every: PlannedVolume, media: MediaPlan
) -> PlannedVolumes:
    """What a plan makes of each source that grows with it, in all never less than `every` source's.

    A promise is judged over the `PERIOD_DAYS` days in which the plan brings most. What is usual for
    a source is the most records a day that any measured standard counts of it.
    """
    found = {}
    for source in workspace.sources if media.placements else ():
        grows, usual = grows_with(source, workspace), usual_records_of(source.name, book)
        if grows is not None and usual:
            days = brought_by_day(media, ZoneInfo(source.time_zone))
            found[source.name] = _volume(days, grows, usual, every.lift)
    return PlannedVolumes(every, found)


def grows_with(source: Source, workspace: Workspace) -> GrowsWith | None:
    """What of a media plan adds records to a source: as it says, else by what it is used for."""
    purchases = workspace.cost.purchases if workspace.cost else None
    if source.grows_with is not None:
        return source.grows_with
    if purchases and purchases.source == source.name:
        return GrowsWith.ORDERS
    if workspace.calls and workspace.calls.source == source.name:
        return GrowsWith.CONTACTS
    return None


def usual_records_of(source: str, book: MeasuredBook) -> float:
    """Records of a day as it is now, by the standard that counts most of them; 0 without one."""
    tallies = (each.tally for each in book.standards if each.standard.source == source)
    return max((usual_records(_columns(each, book.as_of)) for each in tallies), default=0.0)


def _columns(tally: Tally, as_of: datetime) -> Columns:
    columns = Columns.of(tally)
    return columns.take(columns.day <= to_number(as_of.date()))


def _volume(
    days: Sequence[DayBrought], grows: GrowsWith, usual: float, least: float
) -> PlannedVolume:
    """The period of the days that bring most, evenly raised where `least` is more than all of it.

    Days that bring nothing are as usual.
    """
    brought = [each.orders if grows is GrowsWith.ORDERS else each.contacts for each in days]
    brought += [0.0] * (PERIOD_DAYS - len(brought))
    begins = range(len(brought) - PERIOD_DAYS + 1)
    at = max(begins, key=lambda start: sum(brought[start : start + PERIOD_DAYS]))
    times = [1 + each / usual for each in brought[at : at + PERIOD_DAYS]]
    short = max(0.0, least - sum(times) / PERIOD_DAYS)
    return PlannedVolume(tuple(each + short for each in times), days[at].day)
