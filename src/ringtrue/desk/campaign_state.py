"""Where a campaign stands: what was reviewed against what is there now, and the gate over both.

Everything that asks whether a campaign may go out, or writes its state, comes through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ringtrue.core.campaign import CampaignState, ChecklistItem, Objection, SignOff
from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.same_words import says
from ringtrue.core.verdict import Decision
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.materials import Page, copy_of, pages_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.review import Review, SignOffRecord
from ringtrue.desk.present import Present, limits_of, present_of
from ringtrue.desk.review_records import READ_ONCE, decision_of, judgement_of
from ringtrue.desk.services.whole_book import Book, open_book
from ringtrue.gap.gate import Gate, weigh
from ringtrue.gap.limits import idle_limits, missing_limits
from ringtrue.gap.signing import required_roles


@dataclass(frozen=True, slots=True)
class CampaignStanding:
    """All that the gate looked at, and what it said.

    `review` is the last one and `decision` the one that it kept; both are None before the first.
    `present` is what would be signed now, and what is no longer as it was reviewed; `seal` is the
    one to sign, empty when there is none because the campaign must be reviewed (again). `required`
    are the roles that must sign, and why.
    """

    campaign: Campaign
    book: Book
    pages: tuple[Page, ...]
    review: Review | None
    decision: Decision | None
    present: Present
    seal: str
    required: dict[Role, tuple[str, ...]]
    sign_offs: tuple[SignOffRecord, ...]
    objections: tuple[ObjectionRecord, ...]
    checklist: tuple[ChecklistEntry, ...]
    gate: Gate

    @property
    def changed(self) -> tuple[str, ...]:
        """What is no longer as it was reviewed, a sentence each."""
        return self.present.changed

    @property
    def state(self) -> CampaignState:
        """Where the campaign is on its way."""
        if self.campaign.ended_at:
            return CampaignState.ENDED
        if self.campaign.launched_at:
            return CampaignState.LAUNCHED
        if self.review is None:
            return CampaignState.DRAFT
        return CampaignState.IN_REVIEW if self.changed else self.gate.state


def lock(campaign: Campaign) -> None:
    """Hold a campaign until the transaction ends, and read it anew."""
    campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update())


def need_open(campaign: Campaign) -> None:
    """Refuse to change what has been launched or has ended."""
    if not campaign.is_open:
        was = "has ended" if campaign.ended_at else "has been launched"
        cure = "What went out stays as it was signed; make a new campaign for a change."
        raise UsageError(f"{campaign.name!r} {was}", cure=cure)


def settle(
    campaign: Campaign, workspace: Workspace, now: datetime | None = None
) -> CampaignStanding:
    """Ask the gate and write down the state, and whom the campaign waits for."""
    standing = stand(campaign, workspace, now)
    campaign.state = standing.state.value
    campaign.waiting = [role.value for role in standing.gate.waiting] if campaign.is_open else []
    campaign.save(update_fields=["state", "waiting"])
    return standing


def settle_judged(workspace: Workspace) -> None:
    """Ask the gate again for every open campaign that was judged: the book has changed."""
    judged = (CampaignState.CLEAR, CampaignState.CONDITIONAL, CampaignState.BLOCKED)
    rows = Campaign.objects.select_for_update().filter(launched_at=None, ended_at=None)
    for campaign in rows.filter(state__in=judged).order_by("pk"):
        settle(campaign, workspace)


def await_review(campaign: Campaign) -> None:
    """Write down that the copy is not what was reviewed, without asking the gate."""
    if campaign.state != CampaignState.DRAFT:
        campaign.state = CampaignState.IN_REVIEW.value
    campaign.waiting = []
    campaign.save(update_fields=["state", "waiting"])


def stand(
    campaign: Campaign, workspace: Workspace, now: datetime | None = None
) -> CampaignStanding:
    """Where a campaign stands, from what the store has and without measuring."""
    now = now or clock.now()
    book = open_book(workspace)
    pages = pages_of(campaign, book)
    review = campaign.reviews.select_related("by").defer(*READ_ONCE).first()
    limits, copies = (
        limits_of(campaign),
        tuple(copy_of(page.read.document, page.read.claims) for page in pages),
    )
    present = present_of(campaign, pages, limits, book, review, now.date())
    decision, changed = decision_of(review) if review else None, present.changed
    seal = review.seal if review and not changed else ""
    required = _required(pages, review, workspace)
    sign_offs = tuple(_sign_offs(campaign))
    objections = objections_to(campaign, pages)
    checklist = tuple(campaign.checklist.select_related("owner", "done_by"))
    gate = weigh(
        decision,
        required=required,
        signed=tuple(map(signed_of, sign_offs)),
        objections=tuple(map(_objected, objections)),
        checklist=tuple(map(_item, checklist)),
        missing_limits=missing_limits(limits, copies),
        idle_limits=idle_limits(limits, copies),
        seal=seal,
        today=now.date(),
        now=now,
        hold_at=workspace.hold_at,
        changed=changed,
    )
    return CampaignStanding(
        campaign,
        book,
        pages,
        review,
        decision,
        present,
        seal,
        required,
        sign_offs,
        objections,
        checklist,
        gate,
    )


def objections_to(campaign: Campaign, pages: Sequence[Page]) -> tuple[ObjectionRecord, ...]:
    """Those made to the campaign, and those to a wording that its copy says.

    Of the latter the ones that were answered before the campaign was made are another story.
    """
    lately = Q(answered_at=None) | Q(answered_at__gte=campaign.created_at)
    found = ObjectionRecord.objects.filter(Q(campaign=campaign) | Q(lately, campaign=None))
    sentences = {claim.sentence for page in pages for claim in page.read.claims}
    return tuple(
        each
        for each in found.select_related("campaign", "by", "owner", "answered_by")
        if each.campaign_id or any(says(each.wording, sentence) for sentence in sentences)
    )


def _sign_offs(campaign: Campaign) -> QuerySet[SignOffRecord]:
    rows = campaign.sign_offs.select_related("person", "review")
    return rows.defer(*(f"review__{name}" for name in READ_ONCE))


def _required(
    pages: Sequence[Page], review: Review | None, workspace: Workspace
) -> dict[Role, tuple[str, ...]]:
    return required_roles(
        workspace.sign_offs,
        {claim.kind for page in pages for claim in page.read.claims},
        {page.version.material.channel for page in pages},
        {each.source for each in judgement_of(review).standards} if review else (),
    )


def signed_of(row: SignOffRecord) -> SignOff:
    """A row as the noun."""
    return SignOff(
        role=Role(row.role),
        person=row.person.username,
        seal=row.seal,
        at=row.at,
        valid_until=row.valid_until,
        share_held=row.share_held,
        withdrawn=row.withdrawn_at is not None,
    )


def _objected(row: ObjectionRecord) -> Objection:
    answered = row.answered_at is not None
    return Objection(row.wording, row.reason, row.opened_at, row.due_at, answered)


def _item(row: ChecklistEntry) -> ChecklistItem:
    return ChecklistItem(row.key, row.title, row.blocking, row.done_at is not None, row.due)
