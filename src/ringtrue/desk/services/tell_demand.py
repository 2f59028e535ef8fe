"""What a media plan brings, on top of the calls that usually come: the answer of the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import MediaPlan
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.media import MediaFile
from ringtrue.desk.services.measure_standards import moment
from ringtrue.do.arrivals import ArrivalProfile, intervals, said_profile
from ringtrue.do.demand import DRAWS, Demand, forecast_demand
from ringtrue.do.stock import (
    SPREAD_OF_DAYS,
    CapacityAnswer,
    StockAnswer,
    UsualOrders,
    will_days_suffice,
    will_it_last,
)

MOST_DAYS = 366
_NO_ORDERS = Figure(
    "usual orders", 0, 0, 0, "orders a day", Basis.ASSUMED, "nobody said it: only the campaign's"
)
FADES = 3.0
"""After so many mean delays one in twenty of those who respond is still to come."""


@dataclass(frozen=True, slots=True)
class DemandTold:
    """The demand, where its usual calls come from, and what becomes of what is limited.

    `usual` is a sentence, also where there are none. `stock` and `places` are None where nothing
    of the kind is limited.
    """

    demand: Demand
    usual: str
    stock: StockAnswer | None = None
    places: CapacityAnswer | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that it rests on, once."""
        limits = (each.figures for each in (self.stock, self.places) if each)
        found = (self.demand.load.figures, *limits)
        return tuple(dict.fromkeys(figure for part in found for figure in part))

    @property
    def assumed(self) -> tuple[Figure, ...]:
        """Those that nobody knows."""
        return tuple(each for each in self.figures if each.basis is Basis.ASSUMED)


def tell_demand(
    media: MediaFile,
    workspace: Workspace | None,
    *,
    seconds: int,
    days: int | None = None,
    seed: int = 0,
    draws: int = DRAWS,
) -> DemandTold:
    """The demand of a plan from midnight of its first day until it has faded, or for `days`.

    Usual calls are those that the file says, else those of the workspace's table of calls, else
    none. Raises `UsageError` for intervals and days that cannot be, `MeasureError` for a table that
    cannot be read.
    """
    usual, told = _usual(media, workspace, seconds)
    starts = _starts(media.plan, ZoneInfo(media.time_zone), seconds, days)
    demand = forecast_demand(media.plan, starts, seconds, usual=usual, seed=seed, draws=draws)
    stock, places = _limits(media, starts[0].date(), seed)
    return DemandTold(demand, told, stock, places)


def _limits(
    media: MediaFile, first: date, seed: int
) -> tuple[StockAnswer | None, CapacityAnswer | None]:
    """What becomes of stock and places, from the first day of the plan."""
    usual = UsualOrders(media.orders or _NO_ORDERS, media.spread or SPREAD_OF_DAYS)
    zone = ZoneInfo(media.time_zone)
    stock = places = None
    if media.stock:
        stock = will_it_last(
            media.stock.amount,
            media.plan,
            usual,
            first=first,
            last=media.stock.until,
            zone=zone,
            per_order=media.stock.per_order,
            seed=seed,
        )
    if media.places:
        last = media.places.until
        places = will_days_suffice(
            media.places.amount, media.plan, usual, first=first, last=last, zone=zone, seed=seed
        )
    return stock, places


def _starts(
    plan: MediaPlan, zone: ZoneInfo, seconds: int, days: int | None
) -> tuple[datetime, ...]:
    """The intervals of whole days, on the clock of a zone."""
    if plan.first is None or plan.last is None:
        raise UsageError("the media plan has no placement", cure="Say what goes out, and when.")
    first, last = (
        each.astimezone(zone) if each.tzinfo else each.replace(tzinfo=zone)
        for each in (plan.first, plan.last)
    )
    if days is None:
        fades = max(each.delay.best for each in plan.placements) * FADES
        days = (last + timedelta(hours=fades)).date().toordinal() - first.date().toordinal() + 1
    if not 0 < days <= MOST_DAYS:
        raise UsageError(f"{days:,} days cannot be told", cure=f"Ask for 1 to {MOST_DAYS}.")
    end = datetime.combine(first.date() + timedelta(days=days), time(), zone)
    return intervals(datetime.combine(first.date(), time(), zone), end, seconds)


def _usual(
    media: MediaFile, workspace: Workspace | None, seconds: int
) -> tuple[ArrivalProfile | None, str]:
    said = media.usual
    if said is not None:
        hours = (said.first_hour, said.last_hour)
        zone = ZoneInfo(media.time_zone)
        told = f"Usual calls: {said.calls_a_day:,.0f} a day, as the file says."
        return said_profile(said.calls_a_day, *hours, zone, seconds), told
    if workspace is None or workspace.calls is None:
        told = "Usual calls are not in it: name 'calls' in ringtrue.yaml, or 'usual' in the file."
        return None, told
    return _measured(workspace, seconds)


def _measured(workspace: Workspace, seconds: int) -> tuple[ArrivalProfile | None, str]:
    from ringtrue.do.call_traits import usual_calls
    from ringtrue.do.calls import read_calls

    columns = workspace.calls
    assert columns is not None
    source = next(each for each in workspace.sources if each.name == columns.source)
    folder = Path(workspace.folder)
    found = read_calls(source, columns, folder=folder, as_of=moment(workspace))
    usual = usual_calls(found, seconds)
    if usual is None:
        return None, f"Usual calls are not in it: {source.name} has fewer than four whole weeks."
    return usual, f"Usual calls: {usual.usual_day:,.0f} a day, from {usual.days} days of calls."
