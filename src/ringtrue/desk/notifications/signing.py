"""Sign-offs as notifications: whose is waited for, which a change has made void, which runs out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ringtrue.core.campaign import CampaignState
from ringtrue.core.dates import day
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.desk.materials import versions_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.review import Review, SignOffRecord
from ringtrue.desk.notifications.kinds import Kind
from ringtrue.desk.notifications.outbox import Draft, told_already
from ringtrue.desk.notifications.said import Link, Said, cut
from ringtrue.desk.notifications.whom import signers_of, these
from ringtrue.desk.permissions import SIGNING
from ringtrue.gap.bound import Bound, BoundLimit, BoundMaterial
from ringtrue.gap.bound_changes import differences

RUNS_OUT = timedelta(days=3)
"""So long before its last day a sign-off is said to run out."""

_JUDGED = {CampaignState.CLEAR, CampaignState.CONDITIONAL, CampaignState.BLOCKED}
_REVIEWED, _WITHDREW = "review campaign", "withdraw sign-off"
_CHANGED = "Something has changed that was signed; the campaign's page says what."


def after(campaign: Campaign, action: str, by: str) -> Iterator[Draft]:
    """What an event of a campaign means for its sign-offs."""
    if not campaign.is_open:
        return
    yield from voided(campaign, by)
    if action in {_REVIEWED, _WITHDREW}:
        yield from awaited(campaign, by)


def awaited(campaign: Campaign, by: str = "") -> Iterator[Draft]:
    """For each role that has yet to sign what was reviewed: to those who can sign for it."""
    review = campaign.reviews.defer("bound", "promises").first()
    if review is None or CampaignState(campaign.state) not in _JUDGED:
        return
    if review.outlook == Outlook.BLOCKED.value:
        return
    for role in map(Role, campaign.waiting):
        if role in SIGNING:
            before = campaign.sign_offs.filter(role=role.value, seal=review.seal)
            key = f"campaign {campaign.pk} {role.value} {review.seal[:16]} {before.count()}"
            said = _to_sign(campaign, review, role)
            yield Draft(Kind.SIGN_OFF_AWAITED, key, said, signers_of(campaign, role), by)


def _to_sign(campaign: Campaign, review: Review, role: Role) -> Said:
    launch = f"It launches on {day(campaign.launch_on)}." if campaign.launch_on else ""
    judged = f"Its review of {day(review.at.date())} says: {review.outlook}."
    return Said(
        title=f"{campaign.name} waits for the sign-off of {role.spoken}",
        link=Link("campaign", (campaign.slug,), "sign-offs"),
        facts=tuple(filter(None, (judged, launch))),
        advice="Look at its promises and their evidence; then sign, or say what stands against it.",
    )


def voided(campaign: Campaign, by: str = "", changed: tuple[str, ...] = ()) -> Iterator[Draft]:
    """Sign-offs that bind what is no longer so: to their signers and the campaign's maker.

    Told once for each review that was signed, with what had changed by then. `changed` is what
    the caller knows of it; without, copy, limits, audience, volume and day are looked at.
    """
    rows = campaign.sign_offs.filter(withdrawn_at=None).select_related("review", "person")
    signed: dict[Review, list[SignOffRecord]] = {}
    for row in rows.defer("review__promises", "review__decision"):
        signed.setdefault(row.review, []).append(row)
    for review, given in signed.items():
        key = f"campaign {campaign.pk} review {review.pk}"
        if not told_already(Kind.SIGN_OFF_VOID, key):
            found = changed or _changes(campaign, review)
            if found:
                to = these([campaign.created_by_id, *(each.person_id for each in given)])
                yield Draft(Kind.SIGN_OFF_VOID, key, _void(campaign, given, found), to, by)


def _changes(campaign: Campaign, signed: Review) -> tuple[str, ...]:
    """What is no longer as it was when a review was signed, a sentence each."""
    from ringtrue.desk.present import bound_of

    newest = campaign.reviews.defer("promises", "decision").first()
    assert newest is not None, "what was signed is a review"
    before, last = bound_of(signed), bound_of(newest)
    found = differences(before, _now(campaign, last))
    if not found and campaign.state == CampaignState.IN_REVIEW:
        return (_CHANGED,)
    return found


def _now(campaign: Campaign, last: Bound) -> Bound:
    """What was last reviewed, with what people have changed since without asking the book."""
    return replace(
        last,
        wording=tuple(
            BoundMaterial(each.material.name, each.material.channel, each.digest)
            for each in versions_of(campaign)
        ),
        limits=tuple(BoundLimit(each.wording, each.text) for each in campaign.limits.all()),
        audience=campaign.audience,
        lift=campaign.lift,
        launch_on=campaign.launch_on,
    )


def _void(campaign: Campaign, given: list[SignOffRecord], changed: tuple[str, ...]) -> Said:
    who = dict.fromkeys(f"{each.person.name} for {Role(each.role).spoken}" for each in given)
    return Said(
        title=f"The sign-offs of {campaign.name} are void",
        link=Link("campaign", (campaign.slug,), "sign-offs"),
        facts=(f"It is not any more what was signed by {', '.join(who)}.",),
        heading="What has changed",
        items=cut(changed),
        advice="After another review it is to be signed again.",
    )


def running_out(today: date) -> Iterator[Draft]:
    """Sign-offs of what is not launched yet that count for three days more, or fewer."""
    rows = SignOffRecord.objects.filter(
        withdrawn_at=None,
        campaign__launched_at=None,
        campaign__ended_at=None,
        valid_until__gte=today,
        valid_until__lte=today + RUNS_OUT,
    )
    for row in rows.select_related("campaign", "person"):
        newest = row.campaign.reviews.values_list("seal", flat=True).first()
        stands = CampaignState(row.campaign.state) in _JUDGED and newest == row.seal
        if stands and not _signed_since(row):
            to = these([row.person_id, row.campaign.created_by_id])
            yield Draft(Kind.SIGN_OFF_ENDS, f"sign-off {row.pk}", _ends(row), to)


def _signed_since(row: SignOffRecord) -> bool:
    """Whether the same role has signed the same again, for longer."""
    later = SignOffRecord.objects.filter(campaign=row.campaign, role=row.role, seal=row.seal)
    return later.filter(withdrawn_at=None, valid_until__gt=row.valid_until).exists()


def _ends(row: SignOffRecord) -> Said:
    campaign, role = row.campaign, Role(row.role).spoken
    launch = f"It launches on {day(campaign.launch_on)}." if campaign.launch_on else ""
    return Said(
        title=f"The sign-off of {role} for {campaign.name} runs out",
        link=Link("campaign", (campaign.slug,), "sign-offs"),
        facts=tuple(
            filter(
                None,
                (f"{row.person.name} gave it; {day(row.valid_until)} is its last day.", launch),
            )
        ),
        advice="Launch before, or sign again after that day.",
    )
