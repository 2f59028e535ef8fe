"""A dossier: everything behind a campaign or a promise in one file, for people who do not trust us.

It is made to be checked where there is no store and no network, so it carries what it speaks of:
the bytes of every version, the standards and the queries, the evidence, what each sign-off bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ringtrue.core.campaign import CampaignState
from ringtrue.core.event import Event
from ringtrue.core.finding import Level
from ringtrue.core.outcome import Counts
from ringtrue.core.proof import ProofKind
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook, State
from ringtrue.gap.foretold import Tried
from ringtrue.gap.gate import Count


@dataclass(frozen=True, slots=True)
class About:
    """The campaign itself; `lift` is the expected volume as a multiple of the usual."""

    slug: str
    name: str
    state: CampaignState
    audience: str
    lift: float
    launch_on: date | None
    created_by: str
    created_at: datetime
    launched_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a material: `data` are its bytes in base64, `digest` their SHA-256 (hex).

    `text` is what was read from the bytes by their `format` and `charset`.
    """

    number: int
    format: str
    charset: str
    digest: str
    data: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MaterialFile:
    """A material with every version that ever was, the first one first."""

    name: str
    channel: str
    address: str
    removed_at: datetime | None
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A sealed evidence file (see `ringtrue.gap.evidence_file`); `digest` is its seal."""

    standard: str
    digest: str
    content: str


@dataclass(frozen=True, slots=True)
class ReasonTold:
    """One reason for a decision; `place` is where in the copy, empty for none."""

    code: str
    level: Level
    message: str
    cure: str
    place: str


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """A claim as a review read it; `state` is None where nothing measures it.

    `standards` are the ids of what it is held to, `because` says how it came by them.
    """

    material: str
    line: int
    column: int
    text: str
    sentence: str
    label: str
    kind: str
    state: State | None
    because: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandardTold:
    """A standard with what a review measured and expected; shares lie between 0 and 1.

    `evidence` is the seal of the evidence file, empty where no record was selected.
    """

    id: str
    promise: str
    source: str
    yaml: str
    definition: str
    confirmed: bool
    target: float
    counts: Counts
    share: float | None
    low: float | None
    high: float | None
    first_day: date | None
    last_day: date | None
    state: State
    expected: float | None
    bound: float | None
    level: float | None
    chance: float | None
    reasons: tuple[str, ...]
    strongest: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ReviewTold:
    """One review: `bound` is what a sign-off of it binds (JSON of `gap.seal`), `seal` its hash."""

    number: int
    at: datetime
    as_of: datetime
    by: str
    outlook: Outlook
    seal: str
    bound: str
    reasons: tuple[ReasonTold, ...]
    claims: tuple[ClaimTold, ...]
    standards: tuple[StandardTold, ...]


@dataclass(frozen=True, slots=True)
class SignOffTold:
    """A sign-off, the review that it is of, and whether it counted when the dossier was made.

    `person` is the name in the audit chain, `name` the one that people see.
    """

    role: Role
    person: str
    name: str
    review: int
    seal: str
    at: datetime
    valid_until: date
    share_held: float | None
    note: str
    withdrawn_at: datetime | None
    count: Count


@dataclass(frozen=True, slots=True)
class LiveTold:
    """What a published page showed from `first_at` to `last_at`, against a signed version.

    `data` are the bytes of the first of these readings in base64 and `digest` their SHA-256 (hex).
    Bytes are left away, but not their digest, where nothing was found and the page has changed
    since. `unread` says why the page said nothing of what was signed, empty when it did.
    """

    material: str
    version: int
    address: str
    shown_at: str
    first_at: datetime
    last_at: datetime
    readings: int
    unread: str
    why: str
    digest: str
    data: str


@dataclass(frozen=True, slots=True)
class LiveFindingTold:
    """Where a published page was not as signed, from when to when; `closed` is None while it is."""

    material: str
    what: str
    level: Level
    signed: str
    live: str
    because: tuple[str, ...]
    opened: datetime
    closed: datetime | None
    closed_because: str


@dataclass(frozen=True, slots=True)
class ObjectionTold:
    """An objection, its answer and what became of it; `by` is never a masked name."""

    number: int
    wording: str
    reason: str
    by: str
    opened: datetime
    due: datetime
    owner: str
    answer: str
    answered_by: str
    answered: datetime | None
    upheld: bool | None
    came: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class ItemTold:
    """One item of the checklist, and what shows that it was done."""

    key: str
    title: str
    blocking: bool
    owner: str
    due: date | None
    done_by: str
    done_at: datetime | None
    evidence: str


@dataclass(frozen=True, slots=True)
class LimitTold:
    """What must be said (`text`) beside a promise (`wording`)."""

    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class ProofTold:
    """A proof (see `core.proof.Proof`), who added it, and whether and why it was withdrawn.

    `digest` is the SHA-256 (hex) of its file, and `data` the bytes in base64 where they are few;
    of more bytes there is only the digest. `number` is 0 for a proof of ringtrue.yaml, which has no
    day of its own.
    """

    number: int
    wording: str
    title: str
    kind: ProofKind
    dated: date
    valid_until: date | None
    reference: str
    file_name: str
    digest: str
    data: str
    by: str
    at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_because: str


@dataclass(frozen=True, slots=True)
class OverrideTold:
    """A launch against the gate: who, why, and what stood against it."""

    person: str
    name: str
    reason: str
    at: datetime
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """Everything behind one campaign.

    `seal` is what there is to sign, empty when it must be reviewed (again) because of what
    `changed`. `reasons` are those of the gate. `reviews` and `sign_offs` stand in the order in
    which they were made. `live` is what its published pages showed after the launch, the first
    first, and `live_findings` where they were not as signed.
    """

    about: About
    seal: str
    changed: tuple[str, ...]
    reasons: tuple[ReasonTold, ...]
    waiting: tuple[Role, ...]
    materials: tuple[MaterialFile, ...]
    limits: tuple[LimitTold, ...]
    proofs: tuple[ProofTold, ...]
    reviews: tuple[ReviewTold, ...]
    sign_offs: tuple[SignOffTold, ...]
    objections: tuple[ObjectionTold, ...]
    checklist: tuple[ItemTold, ...]
    overrides: tuple[OverrideTold, ...]
    live: tuple[LiveTold, ...]
    live_findings: tuple[LiveFindingTold, ...]


@dataclass(frozen=True, slots=True)
class MonthTold:
    """One month ("2026-03") of a promise: its counts, and the ends of the share's interval."""

    month: str
    counts: Counts
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class AlertTold:
    """An alert: a launched promise that was being broken.

    `began_on` and `found_on` come from the data, `opened` to `closed` are when the desk noticed.
    """

    severity: str
    began_on: date
    found_on: date
    opened: datetime
    risen: datetime | None
    closed: datetime | None
    closed_because: str
    title: str
    facts: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class PromiseFile:
    """One promise of the book: how it is measured, what was found, and what was said against it.

    `standard` is as it was last measured, at `as_of`, with the YAML that the book has now. It has
    no numbers where the evidence for them is not kept. `wordings` are further ways in which the
    book tells it, `managed_by` is the file that has it, empty for the desk. `objections` are those
    that were made to no campaign.
    """

    standard: StandardTold
    wordings: tuple[str, ...]
    managed_by: str
    as_of: datetime
    months: tuple[MonthTold, ...]
    alerts: tuple[AlertTold, ...]
    objections: tuple[ObjectionTold, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything behind one campaign, or behind one promise, at the moment `made_at`.

    Behind a campaign there is that one of `campaigns` and no `promise`. Behind a promise there are
    all that ever made it, each with every review and sign-off, but only with the standard, the
    materials and the objections that are about the promise, and without its gate and checklist.
    `evidence` is what they judged by. `events` are those of the audit chain that speak of all this,
    and `head` was the end of the whole chain (`NUMBER:HASH`). `version` is the release that wrote
    it, `layout` the SHA-256 (hex) of what lays its page out.
    """

    promise: PromiseFile | None
    campaigns: tuple[CampaignFile, ...]
    made_at: datetime
    made_by: str
    version: str
    layout: str
    evidence: tuple[EvidenceFile, ...]
    events: tuple[Event, ...]
    head: str

    @property
    def subject(self) -> str:
        """What it is about, as the audit chain names it."""
        if self.promise is not None:
            return f"standard:{self.promise.standard.id}"
        return campaign_subject(self.campaigns[0]) if self.campaigns else ""

    @property
    def subject_id(self) -> str:
        """The id of its standard, or the short name of its campaign."""
        return self.subject.partition(":")[2]

    @property
    def title(self) -> str:
        """What it is about, as people say it."""
        if self.promise is not None:
            return self.promise.standard.promise or self.promise.standard.id
        return self.campaigns[0].about.name if self.campaigns else ""

    @property
    def state(self) -> str:
        """How that stands, in a word."""
        if self.promise is not None:
            return self.promise.standard.state.value
        return self.campaigns[0].about.state.value if self.campaigns else ""


def campaign_subject(file: CampaignFile) -> str:
    """A campaign as the subject of its events."""
    return f"campaign:{file.about.slug}"
