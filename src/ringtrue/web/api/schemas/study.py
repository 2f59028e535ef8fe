"""What could be promised instead, and how judging a promise fared in the past."""

from __future__ import annotations

from datetime import datetime

from pydantic import AliasPath, Field

from ringtrue.gap.backtest import Rule
from ringtrue.web.api.schemas.base import Counts, Interval, Shown

_SHARE = "0 to 1; null when there is nothing to divide by."


class FrontierPoint(Shown):
    """One limit: how bold against how sure; null where nothing is known."""

    limit: float = Field(description="In the study's unit.")
    counts: Counts
    interval: Interval | None
    expected: float | None = Field(description="The share that the next period keeps within it.")
    bound: float | None = Field(description="The share that it keeps at least, so surely.")


class ReadyWording(Shown):
    """Words that may be said, for everyone when `segment` is empty."""

    segment: list[str]
    text: str = Field(description="Empty when nothing may be said: `reason` says why.")
    limit: float | None = Field(description="In the study's unit.")
    measured: float | None = Field(description="The share kept within it so far.")
    bound: float | None = Field(description="The share that the next month keeps at least.")
    reason: str


class AdviceRecord(Shown):
    """How such advice fared: of `cases` limits that would have been advised, `held` held."""

    cases: int
    held: int
    share: float | None = Field(description=_SHARE)
    interval: Interval | None


class BacktestLine(Shown):
    """One rule at one target, or at all targets together: how often it would have been wrong."""

    rule: Rule = Field(description="The gate judges by the predictive bound.")
    target: float | None = Field(description="null for all targets together.")
    cases: int
    cleared: int = Field(description="So many the rule would have let go out.")
    wrong: int = Field(description="So many of those were not kept in the month after.")
    held: int = Field(description="So many of all cases were kept.")
    wrong_share: float | None = Field(description=f"Wrong of cleared, {_SHARE}")
    wrong_interval: Interval | None
    cleared_of_held: float | None = Field(description=f"Cleared of held, {_SHARE}")
    cleared_of_held_interval: Interval | None


def _of(name: str) -> AliasPath:
    return AliasPath("study", name)


class Study(Shown):
    """What could be promised, in which words, and how judging fared; from one evidence file."""

    as_of: datetime
    evidence: str = Field(description="The SHA-256 (hex) of the evidence file.")
    current: bool = Field(description="False when it was measured since, without a study.")
    target: float = Field(validation_alias=_of("target"), description="The promised share.")
    confidence: float = Field(validation_alias=_of("confidence"))
    unit: str = Field(validation_alias=_of("unit"), description="Of all limits; may be empty.")
    promised: float | None = Field(validation_alias=_of("promised"))
    strongest: float | None = Field(
        validation_alias=_of("strongest"), description="The boldest limit that holds for everyone."
    )
    columns: list[str] = Field(validation_alias=_of("columns"), description="Of the segments.")
    frontier: list[FrontierPoint] = Field(validation_alias=_of("frontier"))
    wordings: list[ReadyWording] = Field(validation_alias=_of("wordings"))
    record: AdviceRecord | None = Field(validation_alias=_of("record"))
    no_advice: str = Field(
        validation_alias=_of("no_advice"), description="Why there is no other limit; else empty."
    )
    told: str = Field(description="How often judging would have been wrong, in a sentence.")
    tested: list[BacktestLine] = Field(validation_alias=_of("tested"))
    months: int = Field(validation_alias=_of("months"), description="So many could be judged.")
    first_month: str = Field(validation_alias=_of("first_month"))
    last_month: str = Field(validation_alias=_of("last_month"))
    no_test: str = Field(
        validation_alias=_of("no_test"), description="Why judging was not tested; else empty."
    )
