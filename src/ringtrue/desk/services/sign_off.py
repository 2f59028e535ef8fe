"""Signing off: a named person approves, in a role, exactly what they saw."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import CampaignStanding, lock, need_open, settle, stand
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import SignOffRecord
from ringtrue.desk.permissions import SIGNING, may, require
from ringtrue.desk.services.create_campaign import subject_of


def sign_off(
    person: Person,
    campaign: Campaign,
    workspace: Workspace,
    *,
    role: Role,
    seal: str,
    share_held: float | None = None,
    note: str = "",
) -> SignOffRecord:
    """Approve what `seal` binds; it counts for the workspace's `sign_off_days`.

    `share_held` is the share (0 to 1) that the signer promises to hold; Operations must say it.
    Raises `UsageError` when the seal is not the present one, for whoever made the campaign or
    wrote a version of its copy that is in it, for a second role of the same person, and for a
    campaign that its review blocks.
    """
    if role not in SIGNING:
        raise UsageError(f"nobody signs for {role.spoken}", cure="Sign for your department.")
    require(person.name, person.roles, SIGNING[role])
    note = words_of(note, "note", needed=False)
    _check_share(role, share_held)
    now = clock.now()
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        standing = stand(campaign, workspace, now)
        refusal = _refusal(person, role, standing)
        if refusal is not None:
            raise refusal
        if seal != standing.seal:
            cure = "Look at the campaign again, and sign what is there now."
            raise UsageError("the campaign is not what it was when you looked", cure=cure)
        assert standing.review is not None, "a seal is that of a review"
        row = SignOffRecord.objects.create(
            campaign=campaign,
            review=standing.review,
            person=person,
            role=role.value,
            seal=seal,
            share_held=share_held,
            note=note,
            valid_until=(now + timedelta(days=workspace.sign_off_days)).date(),
            at=now,
        )
        settle(campaign, workspace, now)
        told = {"role": role.value, "seal": seal, "share_held": share_held}
        told |= {"note": note} if note else {}
        record(person, "sign off", subject_of(campaign), told)
    return row


def why_not_sign(person: Person, role: Role, standing: CampaignStanding) -> str:
    """Why somebody cannot sign what there is to sign in a role; empty when they can."""
    if role not in SIGNING or not may(person.roles, SIGNING[role]):
        return f"It takes the role {role.spoken}."
    found = _refusal(person, role, standing)
    return f"{found.what[:1].upper()}{found.what[1:]}." if found else ""


def _refusal(person: Person, role: Role, standing: CampaignStanding) -> UsageError | None:
    """What stands against a sign-off by somebody who has the role."""
    return (
        _nothing_to_sign(standing)
        or _own_work(person, standing)
        or _signed_before(person, role, standing)
    )


def _nothing_to_sign(standing: CampaignStanding) -> UsageError | None:
    if not standing.seal:
        what = " ".join(standing.changed).rstrip(".") or "nobody has reviewed the campaign"
        cure = "Review the campaign, look at what was found, and sign that."
        return UsageError(f"there is nothing to sign: {what}", cure=cure)
    if standing.decision is not None and standing.decision.outlook is Outlook.BLOCKED:
        cure = "Clear what blocks it first; that makes something else to sign."
        return UsageError("the review blocks the campaign, so there is nothing to sign", cure=cure)
    return None


def _own_work(person: Person, standing: CampaignStanding) -> UsageError | None:
    """Nobody approves their own work: who made the campaign, or wrote copy that is in it."""
    cure = "A colleague signs."
    if standing.campaign.created_by_id == person.pk:
        return UsageError(f"{person.name} made the campaign; nobody signs their own", cure=cure)
    own = [page.name for page in standing.pages if page.version.by_id == person.pk]
    if own:
        return UsageError(f"{person.name} wrote {own[0]!r}; nobody signs their own copy", cure=cure)
    return None


def _signed_before(person: Person, role: Role, standing: CampaignStanding) -> UsageError | None:
    own = [
        each
        for each in standing.sign_offs
        if each.person_id == person.pk and each.withdrawn_at is None
    ]
    other = next((Role(each.role) for each in own if each.role != role.value), None)
    if other is not None:
        cure = "One person signs for one department; withdraw that one first, or ask a colleague."
        return UsageError(f"{person.name} has signed for {other.spoken}", cure=cure)
    today = clock.now().date()
    if any(each.seal == standing.seal and each.valid_until >= today for each in own):
        return UsageError(f"{person.name} has signed this already", cure="There is nothing to do.")
    return None


def _check_share(role: Role, share: float | None) -> None:
    cure = "Give the share that will be kept, for example 95 % as 0.95."
    if share is None and role is Role.OPERATIONS:
        raise UsageError("Operations signs for a number, and there is none", cure=cure)
    if share is not None and not 0 < share <= 1:
        raise UsageError(f"{share:g} is no share", cure=cure)
