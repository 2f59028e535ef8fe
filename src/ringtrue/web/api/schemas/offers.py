"""What a campaign offers of which there is only so much, and whether it is enough."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ringtrue.core.offer_limit import LEAST_SURE, MOST_SURE, SURE, Supply
from ringtrue.desk.services.limit_offers import MOST_LIMITS
from ringtrue.web.api.schemas.base import Sent, Shown
from ringtrue.web.api.schemas.cost import Figure
from ringtrue.web.api.schemas.load import MediaTold, RangeIn

_SUPPLY = "`stock`: so many in all; `capacity`: so many on every day anew."
_SURE = "So sure one wants to be that all who order are served."


class OfferLimitIn(Sent):
    """How much there is of something that is offered."""

    name: str = Field(min_length=1, max_length=120)
    supply: Supply = Field(Supply.STOCK, description=_SUPPLY)
    amount: RangeIn = Field(description="Units in all, or on every day.")
    first: date = Field(description="The first day of the offer.")
    last: date = Field(description="The last day on which it can be had.")
    usual: RangeIn = Field(description="Orders of it on a usual day, without the campaign.")
    spread: RangeIn | None = Field(
        None,
        description="How much usual days differ, standard deviation over mean; 0.2 (0.1 to 0.4),"
        " assumed, when left out.",
    )
    wanted: RangeIn | None = Field(
        None, description="Share of the campaign's orders that want it; all when left out."
    )
    per_order: RangeIn | None = Field(None, description="Units of one order; 1 when left out.")
    sure: float = Field(SURE, ge=LEAST_SURE, le=MOST_SURE, description=_SURE)


class OfferLimitsIn(Sent):
    """All offer limits that there shall be."""

    limits: list[OfferLimitIn] = Field(max_length=MOST_LIMITS)


class OfferLimit(Shown):
    """How much there is of something that is offered."""

    name: str
    supply: Supply = Field(description=_SUPPLY)
    amount: Figure
    first: date
    last: date
    usual: Figure
    spread: Figure
    wanted: Figure
    per_order: Figure
    sure: float = Field(description=_SURE)


class OfferForecast(Shown):
    """Whether it is enough for those who will want it."""

    limit: OfferLimit
    is_short: bool = Field(description="Whether `chance` is greater than 1 - `sure`.")
    chance: float = Field(description="That somebody orders until the last day and gets nothing.")
    chances: tuple[float, ...] = Field(
        description="For each day from the first: that a stock is gone by its end, or that a"
        " capacity is too small on it."
    )
    runs_out: tuple[date, date, date] | None = Field(
        description="The first day on which somebody gets nothing: the middle, the earliest and the"
        " latest of the draws in which it happens; null where it hardly ever does."
    )
    unserved: float = Field(description="Units ordered in vain, on average.")
    unserved_low: float
    unserved_high: float
    needed: int = Field(description="Units that are enough for all, as surely as wished.")
    lasts_until: date | None = Field(
        description="The last day to which it is enough so surely; null where not on the first."
    )
    begins: date | None = Field(
        description="The day on which the campaign first goes out; null where nothing does."
    )
    outside: float = Field(
        description="Orders of the campaign that want it before the first day or after the last."
    )
    level: float = Field(description="Of the intervals.")
    figures: tuple[Figure, ...]
    draws: int
    seed: int


class Offer(Shown):
    """One offer limit."""

    forecast: OfferForecast
    told: str = Field(description="How likely it is that somebody gets nothing, in words.")
    cure: str = Field(description="What would do, in words; empty where there is enough.")


class Offers(Shown):
    """All of a campaign, as its page shows them."""

    media: MediaTold
    offers: tuple[Offer, ...]
    figures: tuple[Figure, ...] = Field(description="All that they rest on, each once.")
