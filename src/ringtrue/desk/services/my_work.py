"""What waits for somebody: to sign, answer, do, reply, review; what is due soonest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ringtrue.core.campaign import CampaignState
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.desk import clock
from ringtrue.desk.live_words import title_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.checklist import ChecklistEntry
from ringtrue.desk.models.event import ChainHead
from ringtrue.desk.models.live import LiveFinding
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import Review, SignOffRecord
from ringtrue.desk.permissions import SIGNING, Action, may, require
from ringtrue.desk.work_afterwards import alerts_of, failed_reviews, running_out, to_confirm
from ringtrue.desk.work_tasks import Sort, Task, end_of, task


def my_work(person: Person) -> tuple[Task, ...]:
    """Everything that waits for somebody, by the states as last seen."""
    require(person.name, person.roles, Action.SEE)
    now = clock.now()
    found = [
        *_to_sign(person, now),
        *_to_answer(person, now),
        *_to_do(person, now),
        *_to_settle(person),
        *_to_move_on(person, now),
        *_to_look_at(person),
        *alerts_of(person),
        *failed_reviews(person),
        *running_out(person, now),
        *to_confirm(person, now),
    ]
    return tuple(sorted(found, key=lambda each: (each.due is None, each.due or now)))


def waiting_for(person: Person) -> int:
    """How many things wait for somebody, for the number beside the link on every page.

    Counted anew once something was done at the desk, or a few minutes have passed: whatever is
    done moves the head of the audit chain.
    """
    require(person.name, person.roles, Action.SEE)
    head = ChainHead.objects.values_list("hash", flat=True).first()
    key = (person.pk, head or "", int(clock.now().timestamp()) // _MINUTES)
    if key not in _COUNTED:
        if len(_COUNTED) >= _REMEMBERED:
            _COUNTED.clear()
        _COUNTED[key] = len(my_work(person))
    return _COUNTED[key]


_MINUTES, _REMEMBERED = 300, 1_000
_COUNTED: dict[tuple[int, str, int], int] = {}


def _to_sign(person: Person, now: datetime) -> Iterator[Task]:
    roles = [role for role in Role if role in SIGNING and may(person.roles, SIGNING[role])]
    if not roles:
        return
    own = SignOffRecord.objects.filter(
        campaign=OuterRef("pk"), person=person, withdrawn_at=None
    ).values("role")[:1]
    last = Review.objects.filter(campaign=OuterRef("pk")).order_by("-id").values("outlook")[:1]
    open_ones = _open().exclude(created_by=person).filter(~_wrote(person))
    judged = open_ones.filter(state__in=_JUDGED).annotate(
        _outlook=Subquery(last), signed_for=Subquery(own)
    )
    for campaign in judged.exclude(_outlook=Outlook.BLOCKED.value):
        for role in roles:
            if role.value in campaign.waiting and campaign.signed_for in {None, role.value}:
                title = f"Sign for {role.spoken}"
                yield task(Sort.SIGN, title, campaign, end_of(campaign.launch_on), now)


def _to_answer(person: Person, now: datetime) -> Iterator[Task]:
    if not may(person.roles, Action.ANSWER_OBJECTION):
        return
    mine = Q(owner=person) | Q(owner=None) | Q(owner__is_active=False)
    rows = ObjectionRecord.objects.filter(mine, answered_at=None).exclude(by=person)
    for row in rows.select_related("campaign"):
        yield task(Sort.ANSWER, row.wording, row.campaign, row.due_at, now, row.pk)


def _to_do(person: Person, now: datetime) -> Iterator[Task]:
    rows = ChecklistEntry.objects.filter(owner=person, done_at=None, campaign__in=_open())
    for row in rows.select_related("campaign"):
        yield task(Sort.DO, row.title, row.campaign, end_of(row.due), now, row.pk)


def _to_settle(person: Person) -> Iterator[Task]:
    """Open comments on copy that somebody wrote."""
    rows = Comment.objects.filter(
        version__by=person, resolved_at=None, version__material__campaign__in=_open()
    ).exclude(by=person)
    for row in rows.select_related("version__material__campaign").defer("version__data"):
        campaign = row.version.material.campaign
        yield task(Sort.REPLY, row.text, campaign, None, row.at, row.pk)


def _to_move_on(person: Person, now: datetime) -> Iterator[Task]:
    """Campaigns of one's own that nobody else can move: to be reviewed, or to be launched."""
    for campaign in _open().filter(created_by=person):
        state, due = CampaignState(campaign.state), end_of(campaign.launch_on)
        if state in {CampaignState.DRAFT, CampaignState.IN_REVIEW}:
            yield task(Sort.REVIEW, campaign.name, campaign, due, now)
        elif state is not CampaignState.BLOCKED and not campaign.waiting:
            yield task(Sort.LAUNCH, campaign.name, campaign, due, now)


def _to_look_at(person: Person) -> Iterator[Task]:
    """Published pages that are not as they were signed, for those who write or answer for them."""
    if person.roles.isdisjoint({Role.MARKETING, Role.LEGAL}):
        return
    rows = LiveFinding.objects.filter(closed_at=None).exclude(level=Level.NOTE.value)
    found: dict[int, list[LiveFinding]] = {}
    for row in rows.select_related("material__campaign").order_by("id"):
        found.setdefault(row.material_id, []).append(row)
    for rows_of in found.values():
        first, more = rows_of[0], len(rows_of) - 1
        rest = f", and {more} more" if more else ""
        title = f"{first.material.name}: {title_of(first.what)}{rest}"
        campaign = first.material.campaign
        since = first.opened_at
        yield Task(Sort.PAGE, title, campaign.slug, campaign.name, since, late=False)


_JUDGED = (CampaignState.CLEAR, CampaignState.CONDITIONAL, CampaignState.BLOCKED)


def _open() -> QuerySet[Campaign]:
    return Campaign.objects.filter(launched_at=None, ended_at=None)


def _wrote(person: Person) -> Exists:
    """Whether the newest version of a material in the campaign is by this person."""
    newest = MaterialVersion.objects.filter(material=OuterRef("material")).order_by("-number")
    return Exists(
        MaterialVersion.objects.filter(
            material__campaign=OuterRef("pk"),
            material__removed_at=None,
            by=person,
            number=Subquery(newest.values("number")[:1]),
        )
    )
