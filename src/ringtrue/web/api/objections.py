"""Objections: made by everybody who may, answered by the departments."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.answer_objection import answer_objection, hand_over_objection
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_objections import how_often_right, my_objections, see_objections
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.finding import somebody
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.objections import (
    AnswerIn,
    HandOver,
    Objected,
    Objection,
    ObjectionIn,
    Rightness,
)
from ringtrue.web.api.schemas.people import Changed

objections = Router()


@operation(objections.get, "/objections", to=Action.SEE)
def list_objections(request: HttpRequest, asked: Query[PageIn]) -> Page[Objection]:
    """All of them: the open ones, what is due soonest first, then the answered."""
    rows = see_objections(asker(request), most=None)
    return page_of(rows, asked, keys=[row.number for row in rows], tell=Objection.of)


@operation(objections.get, "/objections/mine", to=Action.OBJECT)
def list_own_objections(request: HttpRequest, asked: Query[PageIn]) -> Page[Objection]:
    """What the caller objected to, and the answers."""
    rows = my_objections(asker(request), most=None)
    return page_of(rows, asked, keys=[row.number for row in rows], tell=Objection.of)


@operation(objections.get, "/objections/record", to=Action.SEE)
def show_rightness(request: HttpRequest) -> Rightness:
    """How often what was objected to broke, over all objections that were put to the test."""
    return Rightness.of(how_often_right(asker(request)))


@operation(objections.post, "/objections", to=Action.OBJECT, status=201)
def object_(request: HttpRequest, said: ObjectionIn) -> Objected:
    """Say that a promise cannot be kept, and why."""
    person = asker(request)
    if said.campaign:  # whoever may not see campaigns cannot try out their names here
        require(person.name, person.roles, Action.SEE)
    row = object_to_promise(
        person,
        workspace_here(),
        wording=said.wording,
        reason=said.reason,
        campaign=find_campaign(said.campaign) if said.campaign else None,
        masked=said.masked,
    )
    return Objected.of(row)


@operation(objections.post, "/objections/{int:number}/answer", to=Action.ANSWER_OBJECTION)
def answer(request: HttpRequest, number: Number, said: AnswerIn) -> Changed:
    """Answer one; whoever objected sees it on their own page."""
    row = _objection(number)
    answer_objection(asker(request), row, workspace_here(), answer=said.answer, upheld=said.upheld)
    return Changed(changed=True)


@operation(objections.post, "/objections/{int:number}/hand-over", to=Action.ANSWER_OBJECTION)
def hand_over(request: HttpRequest, number: Number, said: HandOver) -> Changed:
    """Make somebody who may answer the owner of an open objection."""
    row, owner = _objection(number), somebody(said.owner, "body.owner")
    before = row.owner_id
    after = hand_over_objection(asker(request), row, owner).owner_id
    return Changed(changed=after != before)


def _objection(number: int) -> ObjectionRecord:
    found = ObjectionRecord.objects.select_related("campaign", "by").filter(pk=number).first()
    if found is None:
        raise NotFoundError(f"there is no objection {number}", cure="Choose one of the list.")
    return found
