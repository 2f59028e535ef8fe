"""Taking back one's own sign-off, as long as the campaign is not launched."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.review import SignOffRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.create_campaign import subject_of


def withdraw_sign_off(
    person: Person, signed: SignOffRecord, workspace: Workspace, *, reason: str
) -> bool:
    """Withdraw a sign-off, with a reason; whether that was new. Only its signer may."""
    if signed.person_id != person.pk or not person.is_active:
        what = f"{person.name} may not withdraw the sign-off of {signed.person.name}"
        raise NotAllowedError(what, cure="Only who signed can; object to the promise instead.")
    reason = words_of(reason, "reason")
    with transaction.atomic():
        campaign = signed.campaign
        lock(campaign)
        need_open(campaign)
        signed.refresh_from_db(fields=["withdrawn_at"])
        if signed.withdrawn_at is not None:
            return False
        signed.withdrawn_at = clock.now()
        signed.save(update_fields=["withdrawn_at"])
        settle(campaign, workspace)
        told = {"role": signed.role, "seal": signed.seal, "reason": reason}
        record(person, "withdraw sign-off", subject_of(campaign), told)
    return True
