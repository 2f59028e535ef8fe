"""Changing the name by which others see one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from ringtrue.desk.audit import record
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.manage_people import refused, subject_of


def rename_oneself(person: Person, name: str) -> bool:
    """Whether that changed anything; the name to sign in with stays as it is.

    Raises `UsageError` for a name that is too long.
    """
    name = " ".join(name.split())
    if name == person.get_full_name():
        return False
    person.first_name, person.last_name = name, ""
    try:
        person.full_clean(validate_unique=False)
    except ValidationError as error:
        raise refused(error) from error
    with transaction.atomic():
        person.save(update_fields=["first_name", "last_name"])
        record(person, "change own name", subject_of(person.username), {"name": name})
    return True
