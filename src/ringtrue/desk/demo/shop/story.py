"""The story of the shop's desk, from its first person to this morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.demo.shop.now import play_now
from ringtrue.desk.demo.shop.past import play_past
from ringtrue.desk.demo.shop.people import COLLEAGUES
from ringtrue.desk.demo.shop.playing import Play, months_back
from ringtrue.desk.demonstration import BEGUN, TELLER
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import add_person
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.services.watch_promises import watch_promises
from ringtrue.desk.terminal import Terminal


def tell_story(workspace: Workspace, end: datetime, present: datetime, tell: Progress) -> None:
    """Fill an empty store: people, campaigns in every state, and how every promise stands.

    `end` is where the data end (wall clock), `present` the moment of the last page of the story.
    """
    people: dict[str, Person] = {}
    play = Play(workspace, people, present)
    with play.at(months_back(end, 11).replace(tzinfo=UTC) + timedelta(hours=8)):
        with transaction.atomic():
            record(TELLER, BEGUN, "store", {"shop": workspace.name})
        for each in COLLEAGUES:
            people[each.username] = add_person(
                Terminal(TELLER), each.username, name=each.name, roles=[each.role]
            )
    tell("Playing what happened before", 0.3)
    play_past(play, end)
    tell("Playing what goes on now", 0.6)
    play_now(play)
    with play.at(play.ago(hours=1)):
        tell("Measuring the whole book", 0.9)
        watch_promises(people["priya"], workspace)
