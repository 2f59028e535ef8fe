"""What `check` tells, wherever it was judged: here, or by a desk that was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringtrue.core.place import Place
from ringtrue.core.verdict import Decision

if TYPE_CHECKING:
    from ringtrue.desk.services.review_campaign import Review

Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Silenced:
    """A rule that the copy asks to be silent, and how many findings that hid."""

    rule: str
    reason: str
    place: Place
    hidden: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The decision on some copy or a campaign; `json` and `html` make the whole of it so.

    `title` is whose copy it is: the workspace's or the campaign's name.
    """

    title: str
    decision: Decision
    summary: str
    silences: tuple[Silenced, ...]
    json: Callable[[], str]
    html: Callable[[], str]


def checked_of(review: Review, tell: Tell | None = None) -> Checked:
    """A review that was made here."""
    from ringtrue.desk.report.content import summarise

    def html() -> str:
        from ringtrue.desk.services.write_report import report_of

        return report_of(review, tell)

    def json() -> str:
        from ringtrue.cli.output.review_json import review_json

        return review_json(review)

    silences = tuple(
        Silenced(each.rule, each.reason, each.place, len(each.hidden))
        for material in review.reading.materials
        for each in material.silences
    )
    return Checked(review.workspace.name, review.decision, summarise(review), silences, json, html)
