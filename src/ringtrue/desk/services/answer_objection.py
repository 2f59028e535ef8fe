"""Answering an objection: whether the promise is changed for it, and why."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.campaign_state import lock, settle
from ringtrue.desk.inputs import words_of
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, may, require
from ringtrue.desk.services.object_to_promise import subject_of_objection


def answer_objection(
    person: Person, objection: ObjectionRecord, workspace: Workspace, *, answer: str, upheld: bool
) -> ObjectionRecord:
    """Answer an open objection; `upheld` says that the promise is changed for it.

    Whoever objected cannot give the answer. Raises `UsageError` for one that has an answer.
    """
    require(person.name, person.roles, Action.ANSWER_OBJECTION)
    answer = words_of(answer, "answer")
    with transaction.atomic():
        row = _hold(objection)
        if row.answered_at is not None:
            raise UsageError("the objection has an answer already", cure="Object again.")
        if row.by_id == person.pk:
            raise UsageError("this is your own objection", cure="A colleague answers it.")
        row.answer, row.upheld = answer, upheld
        row.answered_by, row.answered_at = person, clock.now()
        row.save()
        if row.campaign is not None:
            settle(row.campaign, workspace)
        told = {"objection": row.pk, "answer": answer, "upheld": upheld}
        record(person, "answer objection", subject_of_objection(row), told)
    return row


def hand_over_objection(
    person: Person, objection: ObjectionRecord, owner: Person
) -> ObjectionRecord:
    """Make somebody who may answer the owner of an open objection."""
    require(person.name, person.roles, Action.ANSWER_OBJECTION)
    if not may(owner.roles, Action.ANSWER_OBJECTION):
        cure = "Choose somebody of the departments that answer."
        raise UsageError(f"{owner.name} may not answer objections", cure=cure)
    with transaction.atomic():
        row = _hold(objection)
        if row.answered_at is not None:
            raise UsageError("the objection has an answer already", cure="Object again.")
        if row.owner_id != owner.pk:
            row.owner = owner
            row.save(update_fields=["owner"])
            told = {"objection": row.pk, "owner": owner.username}
            record(person, "hand over objection", subject_of_objection(row), told)
    return row


def _hold(objection: ObjectionRecord) -> ObjectionRecord:
    """The row as it is now, held until the transaction ends; its campaign first."""
    if objection.campaign is not None:
        lock(objection.campaign)
    row = ObjectionRecord.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    row.campaign = objection.campaign
    return row
