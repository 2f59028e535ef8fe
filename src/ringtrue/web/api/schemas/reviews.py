"""Reviews, the progress of one, checks of copy that is not kept, and what promises could mean."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AliasPath, Field

from ringtrue.core.campaign import CampaignState
from ringtrue.core.claim import Kind
from ringtrue.core.finding import Level
from ringtrue.core.verdict import Outlook, State
from ringtrue.desk.report.content import summarise
from ringtrue.desk.services.bind_promises import BoundBy
from ringtrue.desk.services.check_copy import CheckedCopy
from ringtrue.desk.services.review_campaign import JudgedPromise, JudgedStandard
from ringtrue.web.api.schemas.base import Counts, Interval, Sent, Shown
from ringtrue.web.api.schemas.base import Place as FullPlace
from ringtrue.web.api.schemas.materials import CopyToRead, Meaning

MOST_MATERIALS = 200
"""Materials in one check; more are asked for in two."""


class Review(Shown):
    """A review of a campaign in short; `seal` binds all that it saw."""

    number: int = Field(validation_alias="pk")
    at: datetime
    as_of: datetime = Field(description="The moment up to which the data counted.")
    by: str = Field(validation_alias=AliasPath("by", "name"))
    outlook: Outlook = Field(description="The decision, as far as the copy goes.")
    seal: str = Field(description="SHA-256 (hex) of what people sign.")


class Proposed(Shown):
    """A promise of the copy, what it is held to, and what it could mean."""

    place: FullPlace
    text: str
    by: BoundBy
    because: str
    standards: list[str] = Field(description="The ids of those that it is held to.")
    meanings: list[Meaning]


class Proposals(Shown):
    """The promises of the copy with what they could mean."""

    items: list[Proposed]


class CheckIn(Sent):
    """Copy to judge, of which nothing is kept."""

    materials: list[CopyToRead] = Field(min_length=1, max_length=MOST_MATERIALS)
    as_of: str | None = Field(
        None,
        max_length=60,
        description="Judge as at this moment, such as 2026-03-01; the workspace's, else now.",
    )
    lift: float | None = Field(
        None,
        description="The volume that it is to bring, as a multiple of the usual; the workspace's.",
    )
    report: bool = Field(False, description="Whether to make the report for people (HTML) as well.")


class CheckedReason(Shown):
    """One reason for a decision: what it rests on, where, and what would clear it."""

    code: str
    standard: str = Field(description="Empty when it rests on none.")
    level: Level
    message: str
    cure: str
    place: FullPlace | None


class Silenced(Shown):
    """A rule that the copy asks to be silent, and how many findings that hid."""

    rule: str
    reason: str
    place: FullPlace
    hidden: int


class PlannedLoad(Shown):
    """What the source's own history says of a busier period than usual."""

    lift: float = Field(description="The planned volume as a multiple of the usual one.")
    peak: float = Field(description="That of the busiest planned day.")
    usual: float = Field(description="Records of a day as it is now.")
    planned: float = Field(description="Records of the busiest planned day.")
    days: int = Field(description="Days of the history that were at least as busy as that.")
    known: int = Field(description="Days of the history of which that is known.")
    busiest: float = Field(description="The busiest, as a multiple of what was usual then.")
    share_usual: float | None = Field(description="The share kept as usual.")
    share: float | None = Field(description="The share kept when so busy; null if never seen.")
    low: float | None = Field(description="The lower end of its interval.")
    high: float | None = Field(description="The upper end of its interval.")
    level: float | None = Field(description="The level of the interval.")
    shift: float = Field(description="By how many logits it is below the usual share.")
    sd: float = Field(description="The standard error of that.")
    seed: int = Field(description="Of the draws that the interval rests on.")
    first_day: date | None = Field(description="Of the plan; null where all days are alike.")
    last_day: date | None
    peak_day: date | None = Field(description="The busiest planned day.")


class Verdict(Shown):
    """One standard of a promise: will it be kept in the next period?"""

    standard: str
    state: State
    target: float = Field(description="The share that is promised, 0 to 1.")
    measured: float | None = Field(description="The share kept of decided records, 0 to 1.")
    counts: Counts | None = Field(description="The records behind it; null when there are none.")
    interval: Interval | None = Field(description="The interval of the measured share.")
    expected: float | None = Field(description="The share expected of the next period.")
    bound: float | None = Field(description="Its predictive lower bound at `level`.")
    level: float | None
    chance: float | None = Field(description="The probability that it reaches the target.")
    load: PlannedLoad | None = Field(
        description="What a planned volume above the usual does to it; null when as usual."
    )
    reasons: list[str]


class CheckedPromise(Shown):
    """A promise and its verdicts."""

    place: FullPlace
    text: str
    sentence: str
    kind: Kind
    bound_by: BoundBy
    reason: str
    state: State | None = Field(description="The gravest verdict; null when nothing measures it.")
    verdicts: list[Verdict]


class Checked(Shown):
    """The decision on some copy with every reason, as `ringtrue check` tells it."""

    workspace: str
    as_of: datetime
    outlook: Outlook
    summary: str = Field(description="The decision in a sentence.")
    reasons: list[CheckedReason]
    promises: list[CheckedPromise]
    silences: list[Silenced]
    report: str | None = Field(description="One HTML file, when it was asked for.")


class CampaignChecked(Shown):
    """Whether a campaign may go out, as `ringtrue check --campaign` tells it."""

    workspace: str
    slug: str
    name: str
    state: CampaignState
    as_of: datetime
    outlook: Outlook = Field(
        validation_alias=AliasPath("decision", "outlook"),
        description="blocked as long as the launch would be refused, for whatever reason.",
    )
    summary: str = Field(description="The decision in a sentence.")
    seal: str = Field(description="What there is to sign; empty until it is reviewed (again).")
    reasons: list[CheckedReason] = Field(
        validation_alias=AliasPath("decision", "reasons"),
        description="What the launch waits for is an error among them.",
    )


def checked_of(checked: CheckedCopy) -> Checked:
    """The decision on some copy."""
    review = checked.review
    return Checked(
        workspace=review.workspace.name,
        as_of=review.as_of,
        outlook=review.decision.outlook,
        summary=summarise(review),
        reasons=[CheckedReason.of(each) for each in review.decision.reasons],
        promises=[_promise(each) for each in review.promises],
        silences=[
            Silenced(
                rule=each.rule,
                reason=each.reason,
                place=FullPlace.of(each.place),
                hidden=len(each.hidden),
            )
            for material in review.reading.materials
            for each in material.silences
        ],
        report=checked.report,
    )


def _promise(judged: JudgedPromise) -> CheckedPromise:
    claim, verdict = judged.promise.claim, judged.verdict
    return CheckedPromise(
        place=FullPlace.of(claim.place),
        text=claim.text,
        sentence=claim.sentence,
        kind=claim.kind,
        bound_by=judged.promise.by,
        reason=judged.promise.reason,
        state=verdict.state if verdict else None,
        verdicts=[_verdict(each) for each in judged.standards],
    )


def _verdict(judged: JudgedStandard) -> Verdict:
    verdict, found = judged.verdict, judged.measured.evidence
    return Verdict(
        standard=verdict.standard,
        state=verdict.state,
        target=verdict.target,
        measured=verdict.measured,
        counts=Counts.of(found.counts) if found else None,
        interval=Interval.of(found.interval) if found and found.interval else None,
        expected=verdict.expected,
        bound=verdict.bound,
        level=verdict.level,
        chance=verdict.chance,
        load=PlannedLoad.of(verdict.load) if verdict.load else None,
        reasons=list(verdict.reasons),
    )
