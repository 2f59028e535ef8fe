"""A campaign as its page shows it: copy, verdicts, people and the gate; nothing is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from ringtrue.core.campaign import CampaignState
from ringtrue.core.claim import Claim
from ringtrue.core.finding import Finding
from ringtrue.core.proof import ProofKind
from ringtrue.core.role import Role
from ringtrue.core.same_words import plain
from ringtrue.core.verdict import Decision
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.campaign_state import CampaignStanding, signed_of, stand
from ringtrue.desk.copy_blocks import Block
from ringtrue.desk.grouped_reasons import ReasonView, grouped
from ringtrue.desk.history import HistoryItem, items_of
from ringtrue.desk.materials import Page
from ringtrue.desk.models.campaign import Campaign, Override
from ringtrue.desk.models.campaign import Limit as LimitRow
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.proof import ProofRecord
from ringtrue.desk.models.review import Review, SignOffRecord
from ringtrue.desk.objection_view import ObjectionView, view_objections
from ringtrue.desk.permissions import Action, may, require
from ringtrue.desk.present import bound_of
from ringtrue.desk.proof_view import ProofView, view_proofs
from ringtrue.desk.proofs import proof_taken
from ringtrue.desk.review_records import (
    JudgedClaim,
    Judgement,
    Meaning,
    StandardFigures,
    judgement_of,
)
from ringtrue.desk.services.bind_promises import BoundBy
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.services.see_live_copy import open_live_findings
from ringtrue.desk.services.sign_off import why_not_sign
from ringtrue.gap.bound_changes import differences
from ringtrue.gap.gate import Count, Gate, count_of

_PROOFS = Prefetch("proofs", ProofRecord.objects.select_related("by", "withdrawn_by"))
EVENTS = 100
"""So many events of the history are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim of a material, and for a promise what was found.

    `number` counts from 0 in its material; the pieces of its blocks name it. `judged` is what the
    last review said of the same words, None when it has not seen them; `as_reviewed` is False
    when something has changed since. `standards` are those it is held to, `proofs` what is kept
    for it.
    """

    number: int
    claim: Claim
    judged: JudgedClaim | None
    as_reviewed: bool
    standards: tuple[StandardFigures, ...]
    proofs: tuple[ProofView, ...]

    @property
    def proof_taken(self) -> tuple[ProofKind, ...]:
        """The kinds of proof that would answer what rules say of it; () where none would."""
        return proof_taken(self.findings, self.claim.sentence)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say, with the measured shares where they were reviewed."""
        return self.judged.findings if self.judged and self.as_reviewed else self.claim.findings

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What it could mean and be measured by, for a promise that the book does not have."""
        return self.judged.meanings if self.judged and self.judged.by is not BoundBy.BOOK else ()


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment, and where its words stand now; None when they are gone.

    `claim` is the number of the claim that it is about.
    """

    row: Comment
    start: int | None
    end: int | None
    claim: int | None


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material: its text, the passages a reader sees in pieces, its claims and comments.

    `findings` are about the file and no claim of it. Comments are open or settled, as they came.
    """

    version: MaterialVersion
    text: str
    blocks: tuple[Block, ...]
    claims: tuple[ClaimView, ...]
    findings: tuple[Finding, ...]
    comments: tuple[CommentView, ...]

    @property
    def name(self) -> str:
        """What the campaign calls it."""
        return self.version.material.name

    @property
    def open_comments(self) -> tuple[CommentView, ...]:
        """Those that are not settled."""
        return tuple(each for each in self.comments if each.row.resolved_at is None)


@dataclass(frozen=True, slots=True)
class SignOffView:
    """A sign-off, whether it counts, and what has changed since when it does not."""

    row: SignOffRecord
    role: Role
    count: Count
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that must sign: why, the sign-off that counts (None: it waits), and whether you may.

    `why_not` says why the person who looks cannot sign for it now.
    """

    role: Role
    why: tuple[str, ...]
    given: SignOffView | None
    why_not: str

    @property
    def may_sign(self) -> bool:
        """Whether the person who looks can sign for it now."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class CampaignView:
    """Everything that the page of a campaign shows to one person.

    `seal` is what there is to sign, empty when it must be reviewed (again); `changed` says what is
    no longer as it was reviewed. `roles` are those that must sign, `sign_offs` all that were ever
    given, the newest first. `live` is how many findings on its published pages need somebody to
    act. `may` is what the person who looks may do.
    """

    campaign: Campaign
    state: CampaignState
    gate: Gate
    reasons: tuple[ReasonView, ...]
    review: Review | None
    decision: Decision | None
    changed: tuple[str, ...]
    seal: str
    materials: tuple[MaterialView, ...]
    standards: tuple[StandardFigures, ...]
    roles: tuple[RoleView, ...]
    sign_offs: tuple[SignOffView, ...]
    limits: tuple[LimitRow, ...]
    proofs: tuple[ProofView, ...]
    checklist: tuple[ChecklistEntry, ...]
    objections: tuple[ObjectionView, ...]
    overrides: tuple[Override, ...]
    live: int
    may: frozenset[Action]

    @property
    def history(self) -> tuple[HistoryItem, ...]:
        """The last events, read when they are asked for: one tab of the page shows them."""
        return history_of(self.campaign)


def see_campaign(person: Person, campaign: Campaign, workspace: Workspace) -> CampaignView:
    """Where a campaign stands, for somebody who may see campaigns; nothing is written."""
    require(person.name, person.roles, Action.SEE)
    now = clock.now()
    prefetch_related_objects([campaign], "limits", _PROOFS)
    standing = stand(campaign, workspace, now)
    judgement = judgement_of(standing.review) if standing.review else None
    sign_offs = tuple(_sign_off(each, standing, now.date()) for each in standing.sign_offs)
    said = (claim for page in standing.pages for claim in page.read.claims)
    proofs = view_proofs(campaign, workspace.proofs, said, now.date())
    return CampaignView(
        campaign=campaign,
        state=standing.state,
        gate=standing.gate,
        reasons=grouped(standing.gate.reasons),
        review=standing.review,
        decision=standing.decision,
        changed=standing.changed,
        seal=standing.seal,
        materials=_materials(standing, judgement, proofs),
        standards=judgement.standards if judgement else (),
        roles=tuple(_roles(person, standing, sign_offs)),
        sign_offs=sign_offs,
        limits=tuple(campaign.limits.all()),
        proofs=proofs,
        checklist=standing.checklist,
        objections=view_objections(standing.objections, person, now),
        overrides=() if campaign.is_open else tuple(campaign.overrides.select_related("person")),
        live=0 if campaign.is_open else open_live_findings(campaign),
        may=frozenset(action for action in Action if may(person.roles, action)),
    )


def history_of(campaign: Campaign) -> tuple[HistoryItem, ...]:
    """The last events of a campaign, the newest first, with people by their names."""
    found = EventRecord.objects.filter(subject=subject_of(campaign)).order_by("-number")
    return items_of(found[:EVENTS])


def _materials(
    standing: CampaignStanding, judgement: Judgement | None, proofs: tuple[ProofView, ...]
) -> tuple[MaterialView, ...]:
    comments: dict[int, list[Comment]] = {}
    found = Comment.objects.filter(version__material__campaign=standing.campaign)
    for each in found.select_related("by", "version").defer("version__data"):
        comments.setdefault(each.version.material_id, []).append(each)
    judged = _Judged(standing, judgement, proofs)
    return tuple(
        _material(page, judged, comments.get(page.version.material_id, ()))
        for page in standing.pages
    )


class _Judged:
    """What the last review said of claims: by their place, or by their words when those moved."""

    def __init__(
        self,
        standing: CampaignStanding,
        judgement: Judgement | None,
        proofs: tuple[ProofView, ...],
    ) -> None:
        self.proofs: dict[str, list[ProofView]] = {}
        for each in proofs:
            self.proofs.setdefault(plain(each.proof.wording), []).append(each)
        claims = judgement.claims if judgement else ()
        self.fresh = not standing.changed
        self.figures = {each.id: each for each in judgement.standards} if judgement else {}
        self.by_place = {each.place: each for each in claims}
        self.by_words = {(each.place.file, each.sentence, each.text): each for each in claims}

    def view(self, number: int, claim: Claim) -> ClaimView:
        words = (claim.place.file, claim.sentence, claim.text)
        same = self.by_place.get(claim.place)
        if same is None or same.text != claim.text:
            same = self.by_words.get(words)
        names = same.standards if same else ()
        figures = tuple(self.figures[name] for name in names if name in self.figures)
        proofs = tuple(self.proofs.get(plain(claim.text), ())) if self.proofs else ()
        return ClaimView(number, claim, same, same is not None and self.fresh, figures, proofs)


def _material(page: Page, judged: _Judged, comments: Sequence[Comment]) -> MaterialView:
    text = page.read.document.material.text
    claims = tuple(judged.view(number, each) for number, each in enumerate(page.read.claims))
    return MaterialView(
        version=page.version,
        text=text,
        blocks=page.blocks,
        claims=claims,
        findings=page.read.findings,
        comments=tuple(_comment(each, page, text) for each in comments),
    )


def _comment(comment: Comment, page: Page, text: str) -> CommentView:
    """Where the words are now: at their place, or where they stand nearest to it."""
    start = comment.start if comment.version_id == page.version.pk else -1
    if start < 0:
        found = [match.start() for match in re.finditer(re.escape(comment.quote), text)]
        start = min(found, key=lambda at: abs(at - comment.start), default=-1)
    if start < 0:
        return CommentView(comment, None, None, None)
    end = start + comment.end - comment.start
    about = (
        number
        for number, claim in enumerate(page.read.claims)
        if claim.place.start < end and start < claim.place.end
    )
    return CommentView(comment, start, end, next(about, None))


def _sign_off(row: SignOffRecord, standing: CampaignStanding, today: date) -> SignOffView:
    count = count_of(signed_of(row), seal=standing.seal, today=today)
    changed: tuple[str, ...] = ()
    if count is Count.VOID:
        changed = differences(bound_of(row.review), standing.present.bound) or standing.changed
    return SignOffView(row, Role(row.role), count, changed)


def _roles(
    person: Person, standing: CampaignStanding, sign_offs: Sequence[SignOffView]
) -> Iterator[RoleView]:
    given = {each.role: each for each in sign_offs if each.count is Count.COUNTS}
    for role, why in standing.required.items():
        waits = role in standing.gate.waiting
        why_not = why_not_sign(person, role, standing) if waits else "It is signed."
        yield RoleView(role, why, None if waits else given.get(role), why_not)
