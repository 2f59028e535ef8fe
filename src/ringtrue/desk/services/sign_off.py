"""Signing off: a named person approves, in a role, exactly what they saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import CampaignStanding, lock, need_open, settle, stand
from ringtrue.desk.inputs import words_of
from ringtrue.desk.materials import Page
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import SignOffRecord
from ringtrue.desk.permissions import SIGNING, require
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
    now = datetime.now(UTC)
    with transaction.atomic():
        lock(campaign)
        need_open(campaign)
        standing = stand(campaign, workspace, now)
        _check_seal(standing, seal)
        _check_author(person, campaign, standing.pages)
        _check_twice(person, role, seal, standing)
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


def may_not_sign(person: Person, campaign: Campaign, pages: Sequence[Page]) -> str:
    """Why somebody may not sign a campaign in any role; empty when they may.

    Nobody approves their own work.
    """
    if campaign.created_by_id == person.pk:
        return f"{person.name} made the campaign, and nobody signs their own"
    own = [page.name for page in pages if page.version.by_id == person.pk]
    return f"{person.name} wrote {own[0]!r}, and nobody signs their own copy" if own else ""


def _check_share(role: Role, share: float | None) -> None:
    cure = "Give the share that will be kept, for example 95 % as 0.95."
    if share is None and role is Role.OPERATIONS:
        raise UsageError("Operations signs for a number, and there is none", cure=cure)
    if share is not None and not 0 < share <= 1:
        raise UsageError(f"{share:g} is no share", cure=cure)


def _check_seal(standing: CampaignStanding, seal: str) -> None:
    if not standing.seal:
        what = " ".join(standing.changed) or "nobody has reviewed the campaign"
        cure = "Review the campaign, look at what was found, and sign that."
        raise UsageError(f"there is nothing to sign: {what}", cure=cure)
    if seal != standing.seal:
        cure = "Look at the campaign again, and sign what is there now."
        raise UsageError("the campaign is not what it was when you looked", cure=cure)
    if standing.decision is not None and standing.decision.outlook is Outlook.BLOCKED:
        cure = "Clear what blocks it first; that makes something else to sign."
        raise UsageError("the review blocks the campaign, so there is nothing to sign", cure=cure)


def _check_author(person: Person, campaign: Campaign, pages: Sequence[Page]) -> None:
    why = may_not_sign(person, campaign, pages)
    if why:
        raise UsageError(why, cure="A colleague signs.")


def _check_twice(person: Person, role: Role, seal: str, standing: CampaignStanding) -> None:
    own = [
        each
        for each in standing.sign_offs
        if each.person_id == person.pk and each.withdrawn_at is None
    ]
    other = next((Role(each.role) for each in own if each.role != role.value), None)
    if other is not None:
        cure = "One person signs for one department; withdraw that one first, or ask a colleague."
        raise UsageError(f"{person.name} has signed for {other.spoken}", cure=cure)
    today = datetime.now(UTC).date()
    if any(each.seal == seal and each.valid_until >= today for each in own):
        raise UsageError(f"{person.name} has signed this already", cure="There is nothing to do.")
