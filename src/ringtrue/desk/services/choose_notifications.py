"""Choosing how notifications come by mail: at once, once a day, or not."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk.audit import record
from ringtrue.desk.models.notification import NotificationChoice
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.kinds import Group, Way
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.manage_people import subject_of
from ringtrue.desk.services.see_notifications import choices_of


def choose_notifications(person: Person, ways: Mapping[Group, Way]) -> bool:
    """Choose for some groups; whether that changed anything.

    It holds for what is told from now on. Raises `UsageError` for a group that does not reach the
    person anyway.
    """
    require(person.name, person.roles, Action.BE_TOLD)
    with transaction.atomic():
        before = {each.group: each.way for each in choices_of(person)}
        strange = [group for group in ways if group not in before]
        if strange:
            what = f"{strange[0].spoken!r} are not told to you"
            raise UsageError(what, cure="Choose among those of the page.")
        changed = {group: way for group, way in ways.items() if before[group] is not way}
        for group, way in changed.items():
            NotificationChoice.objects.update_or_create(
                person=person, group=group.value, defaults={"way": way.value}
            )
        if changed:
            told = {group.value: way.value for group, way in changed.items()}
            record(person, "choose notifications", subject_of(person.username), told)
    return bool(changed)
