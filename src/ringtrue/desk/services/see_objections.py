"""Objections: all of them for the desk, and one's own for everybody who may object."""

from __future__ import annotations

from django.db.models import F, QuerySet

from ringtrue.desk import clock
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.objection_view import ObjectionView, view_objections
from ringtrue.desk.outcome_view import outcomes_of
from ringtrue.desk.permissions import Action, require
from ringtrue.gap.foretold import Rightness, rightness

SHOWN = 500


def see_objections(person: Person, most: int | None = SHOWN) -> tuple[ObjectionView, ...]:
    """Open ones first, what is due soonest before the others; then the answered, newest first."""
    require(person.name, person.roles, Action.SEE)
    return _views(ObjectionRecord.objects.all(), person, most)


def my_objections(person: Person, most: int | None = SHOWN) -> tuple[ObjectionView, ...]:
    """What somebody objected to, and the answers; open to the front line too."""
    require(person.name, person.roles, Action.OBJECT)
    return _views(ObjectionRecord.objects.filter(by=person), person, most)


def how_often_right(person: Person) -> Rightness:
    """How often what the front line objected to broke, over all objections put to the test."""
    require(person.name, person.roles, Action.SEE)
    numbers = ObjectionRecord.objects.filter(outcomes__isnull=False).values_list("pk", flat=True)
    came = outcomes_of(numbers.distinct())
    return rightness([each.outcome for each in came.values()])


def _views(
    rows: QuerySet[ObjectionRecord], person: Person, most: int | None
) -> tuple[ObjectionView, ...]:
    now = clock.now()
    found = rows.select_related("campaign", "by", "owner", "answered_by")
    order = (F("answered_at").desc(nulls_first=True), "due_at", "id")
    return view_objections(found.order_by(*order)[:most], person, now)
