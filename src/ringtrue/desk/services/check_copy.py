"""Judging copy that somebody sends, for a pipeline that asks before it publishes; none is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ringtrue.core.campaign import lift_of
from ringtrue.core.material import RawMaterial
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.add_material import Copy, read_copy
from ringtrue.desk.services.read_materials import Reading, ReadMaterial, judge_document
from ringtrue.desk.services.review_campaign import Review, review_campaign
from ringtrue.desk.services.whole_book import whole_book


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """The review, and the report for people (HTML) when it was asked for."""

    review: Review
    report: str | None


def check_copy(
    person: Person,
    workspace: Workspace,
    copies: Sequence[RawMaterial],
    *,
    as_of: datetime | None = None,
    lift: float | None = None,
    report: bool = False,
) -> CheckedCopy:
    """Judge copy by the standards of ringtrue.yaml and of the store.

    `lift` is the volume that it is to bring, as in `review_campaign`. Raises `UsageError` for one
    that cannot be, `ReadError` for the first material that cannot be read, and `MeasureError` when
    a number could not be had: then there is no decision.
    """
    require(person.name, person.roles, Action.REVIEW)
    planned = None if lift is None else lift_of(lift)
    book = whole_book(workspace)
    reading = Reading(tuple(_read(each, book) for each in copies), ())
    review = review_campaign(book, reading, as_of=as_of, whole_book=False, lift=planned)
    if not report:
        return CheckedCopy(review, None)
    from ringtrue.desk.services.write_report import report_of

    return CheckedCopy(review, report_of(review))


def _read(copy: RawMaterial, book: Workspace) -> ReadMaterial:
    document = read_copy(copy.name, Copy(copy.data, copy.format, copy.charset))
    material = replace(document.material, channel=copy.channel)
    return judge_document(replace(document, material=material), book)
