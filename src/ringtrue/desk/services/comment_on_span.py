"""Comments on a span of a material, as in a code review, and settling them."""

from __future__ import annotations

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.inputs import words_of
from ringtrue.desk.materials import document_of
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of


def comment_on_span(
    person: Person, version: MaterialVersion, *, start: int, end: int, text: str
) -> Comment:
    """Say something about characters `start` to `end` (half-open) of a version's text.

    The text is that of its document (`desk.materials.document_of`), in which claims have their
    places too. Raises `UsageError` for a span that is not in it.
    """
    require(person.name, person.roles, Action.COMMENT)
    text = words_of(text, "comment")
    whole = document_of(version).material.text
    if not 0 <= start < end <= len(whole):
        what = f"characters {start:,} to {end:,} are not in the text of {len(whole):,}"
        raise UsageError(what, where=version.material.name, cure="Select some words of it.")
    with transaction.atomic():
        comment = Comment.objects.create(
            version=version, start=start, end=end, quote=whole[start:end], text=text, by=person
        )
        _tell(person, "comment", comment)
    return comment


def resolve_comment(person: Person, comment: Comment) -> bool:
    """Settle a comment; whether that was new."""
    require(person.name, person.roles, Action.COMMENT)
    with transaction.atomic():
        open_one = Comment.objects.filter(pk=comment.pk, resolved_at=None)
        new = bool(open_one.update(resolved_at=clock.now()))
        comment.refresh_from_db(fields=["resolved_at"])
        if new:
            _tell(person, "resolve comment", comment)
    return new


def _tell(person: Person, action: str, comment: Comment) -> None:
    material = comment.version.material
    told = {"comment": comment.pk, "material": material.name, "text": comment.text}
    record(person, action, subject_of(material.campaign), told)
