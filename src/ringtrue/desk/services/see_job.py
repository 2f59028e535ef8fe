"""How far a job is, and how it ended."""

from __future__ import annotations

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require_one_of


def see_job(person: Person, number: int) -> JobRecord:
    """One job by its number, for whoever may see campaigns or ask for reviews.

    Raises `NotFoundError`.
    """
    require_one_of(person.name, person.roles, Action.SEE, Action.REVIEW)
    found = JobRecord.objects.select_related("by").filter(pk=number).first()
    if found is None:
        raise NotFoundError(f"there is no job {number}", cure="Ask for it again.")
    return found
