"""The cycle: what a scenario is asked with, and what it comes to beside its honest twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from pydantic import AliasPath, BeforeValidator, Field

from ringtrue.core.cycle import Named, Period
from ringtrue.core.figure import Basis
from ringtrue.cost.cycle.answer import DRAWS, MOST_DRAWS
from ringtrue.cost.cycle.equations import MOST_WEEKS
from ringtrue.cost.loop.detecting import LinkState, LoopState
from ringtrue.cost.loop.series import FigureKind
from ringtrue.web.api.schemas.base import Sent, Share, Shown


def _numbers(values: Iterable[float]) -> list[float]:
    return [round(float(each), 9) for each in values]


Values = Annotated[list[float], BeforeValidator(_numbers)]
"""An array as a list."""


class CycleIn(Sent):
    """What to run; what is left out is as ringtrue.yaml says, as measured, or as is usual."""

    scenario: str = Field("", max_length=200, description="One of ringtrue.yaml, by its name.")
    promise: Share | None = Field(
        None, description="The share of cases that the copy says will be kept."
    )
    figures: dict[str, float] = Field(
        default_factory=dict,
        max_length=50,
        description="Figures that are known, by the names of docs/cycle.md, such as told: 4.",
    )
    start: Share | None = Field(None, description="Customers at the start, of the market.")
    weeks: int | None = Field(None, ge=1, le=MOST_WEEKS)
    draws: int = Field(DRAWS, ge=1, le=MOST_DRAWS, description="How often figures are drawn.")
    seed: int = Field(1, ge=0, le=2**31 - 1, description="The same gives the same.")


class Band(Shown):
    """The median of the draws and the ends of the interval of 95 % of them, week by week."""

    low: Values
    middle: Values
    high: Values


class Bands(Shown):
    """Customers and advertising from week 0 on, profit and its sum from week 1 on.

    Customers are a share of the market, advertising the share of potential customers won a week,
    money is for each person of the market.
    """

    customers: Band
    advertising: Band
    profit: Band
    worth: Band = Field(description="Profit added up, in the money of the start.")


class Overtaking(Shown):
    """From which week on the honest promise has earned more; null where not within the weeks."""

    week: int | None
    low: int | None
    high: int | None
    share: float = Field(description="In so many of the draws it overtakes.")


class BestPromise(Shown):
    """The promise that earns most within so many weeks."""

    weeks: int
    promise: float
    low: float
    high: float
    honest: float = Field(description="In so many of the draws none beyond what is kept is best.")


class CycleFigure(Shown):
    """One figure that the answer rests on."""

    key: str = Field(description="Its name in ringtrue.yaml.")
    name: str
    best: float
    low: float
    high: float
    unit: str
    basis: Basis
    source: str


def _figures(pairs: Named) -> list[dict[str, object]]:
    return [{"key": key, **asdict(figure)} for key, figure in pairs]


class CycleScenario(Shown):
    """What is said, and whether that is more than is kept as far as one knows."""

    name: str
    promise: float
    overstates: bool


class CycleAnswer(Shown):
    """The course as said and with the honest promise, how they compare, and what that rests on."""

    scenario: CycleScenario
    weeks: int
    start: float
    seed: int
    draws: int
    bold: Bands = Field(description="As said.")
    honest: Bands = Field(description="With the promise that operations keep.")
    overtaking: Overtaking | None = Field(description="null where the scenario does not overstate.")
    best: list[BestPromise]
    figures: Annotated[list[CycleFigure], BeforeValidator(_figures)]


class KeptFigure(Shown):
    """A share that was measured, with its interval and where it comes from."""

    best: float
    low: float
    high: float
    source: str


class KeptHere(Shown):
    """What is promised and kept here: of launched campaigns where there are some, else of all."""

    capability: KeptFigure
    promised: float
    promises: int
    live: bool


class CycleRow(Shown):
    """How it stands after so many weeks, in words."""

    week: int
    customers: str
    customers_range: str
    honest_customers: str
    honest_customers_range: str
    advertising: str
    honest_advertising: str
    profit: str
    honest_profit: str
    earned: str
    honest_earned: str


class Cycle(Shown):
    """One scenario of the cycle."""

    told: str = Field(description="When honesty overtakes, as a sentence.")
    answer: CycleAnswer
    rows: list[CycleRow]
    names: list[str] = Field(description="The scenarios of ringtrue.yaml.")
    kept: KeptHere | None = Field(description="null where nothing was measured yet.")


class Following(Shown):
    """How the news of the effect go with those of the cause so many periods before."""

    lag: int
    correlation: float
    low: float = Field(description="Of an interval that holds at all lags together, 95 %.")
    high: float
    p: float = Field(description="How often unrelated figures look as related, at some lag.")
    periods: int


class Arrow(Shown):
    """One arrow of the loop."""

    cause: FigureKind = Field(validation_alias=AliasPath("link", "cause"))
    effect: FigureKind = Field(validation_alias=AliasPath("link", "effect"))
    sign: int = Field(
        validation_alias=AliasPath("link", "sign"),
        description="1: more of the cause means more of the effect; -1: less.",
    )
    state: LinkState
    following: Following | None = Field(description="null where one cannot tell.")
    reason: str = Field(description="Why one cannot tell; else empty.")


class LoopFound(Shown):
    """The arrows in the order of the cycle."""

    state: LoopState
    period: Period
    links: list[Arrow]
    periods: int
    seed: int


class OwnReading(Shown):
    """The firm's own figures by period; null where one is not known."""

    period: Period
    starts: list[date]
    spend: list[float | None]
    new_customers: list[float | None]
    broken_share: list[float | None]
    repeat_rate: list[float | None]
    returning_share: list[float | None]
    days: int = Field(description="Within how many days somebody comes again.")
    troubles: list[str]


class CycleLoop(Shown):
    """Whether the cycle shows in the firm's own figures."""

    loop: LoopFound | None = Field(description="null where nothing was read yet.")
    reading: OwnReading | None
    as_of: datetime | None
    missing: list[str] = Field(description="Settings with which more could be told.")
