"""Taking a proof back: it counts no more, and stays to be seen with the reason."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, need_open, settle
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.proof import ProofRecord
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of


def withdraw_proof(
    person: Person, proof: ProofRecord, workspace: Workspace, *, reason: str
) -> bool:
    """Withdraw a proof, with a reason; whether that was new.

    Raises `UsageError` after the launch: what went out stays as it was signed.
    """
    require(person.name, person.roles, Action.PROVE)
    reason = words_of(reason, "reason")
    with transaction.atomic():
        campaign = proof.campaign
        lock(campaign)
        need_open(campaign)
        proof.refresh_from_db(fields=["withdrawn_at"])
        if proof.withdrawn_at is not None:
            return False
        proof.withdrawn_at, proof.withdrawn_by = clock.now(), person
        proof.withdrawn_because = reason
        proof.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        settle(campaign, workspace)
        told = {
            "proof": proof.pk,
            "wording": proof.wording,
            "title": proof.title,
            "reason": reason,
        }
        record(person, "withdraw proof", subject_of(campaign), told)
    return True
