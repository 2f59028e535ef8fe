"""Published pages as people see them: when each was last read, and what is not as it was signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import OuterRef, Subquery

from ringtrue.core.finding import Level
from ringtrue.desk.live_findings import UNREAD
from ringtrue.desk.live_pages import published_pages
from ringtrue.desk.live_words import advice_of, title_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require

SHOWN = 20
"""So many findings that are over, and earlier states of a page, are shown; the newest first."""

_Row = TypeVar("_Row", LiveCopyRecord, LiveFinding)
_LEVELS = [level.value for level in Level]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: its row, what is the matter, and what to do."""

    row: LiveFinding
    title: str
    advice: str

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.row.closed_at is None

    @property
    def about_page(self) -> bool:
        """Whether it is about the page as a whole and no promise on it."""
        return self.row.what == UNREAD


@dataclass(frozen=True, slots=True)
class LivePageView:
    """A material and its published page; `last` is None before it was read.

    `version` is the number of the signed version. `now` is open, the gravest first, `over` is not;
    `copies` are all that the page ever showed, without their bytes.
    """

    material: Material
    version: int
    last: LiveCopyRecord | None
    now: tuple[FindingView, ...]
    over: tuple[FindingView, ...]
    copies: tuple[LiveCopyRecord, ...]

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do about the open ones, each once."""
        return tuple(dict.fromkeys(each.advice for each in self.now))

    @property
    def grave(self) -> int:
        """How many open findings need somebody to act."""
        return sum(each.row.level != Level.NOTE.value for each in self.now)


def see_live_copy(person: Person) -> tuple[LivePageView, ...]:
    """Every page of campaigns that are out, those with findings first."""
    require(person.name, person.roles, Action.SEE)
    pages = published_pages()
    views = _views([each.material for each in pages])
    return tuple(sorted(views, key=lambda each: (-each.grave, not each.now, each.material.pk)))


def live_copy_of(person: Person, campaign: Campaign) -> tuple[LivePageView, ...]:
    """The materials of one campaign, whether or not it is said where they are published."""
    require(person.name, person.roles, Action.SEE)
    rows = campaign.materials.filter(removed_at=None).order_by("id")
    return _views(list(rows))


def open_live_findings(campaign: Campaign) -> int:
    """How many findings of a campaign are open that need somebody to act."""
    rows = LiveFinding.objects.filter(material__campaign=campaign, closed_at=None)
    return rows.exclude(level=Level.NOTE.value).count()


def _views(materials: Sequence[Material]) -> tuple[LivePageView, ...]:
    ids = [each.pk for each in materials]
    newest = MaterialVersion.objects.filter(material=OuterRef("pk")).order_by("-number")
    known = Material.objects.filter(pk__in=ids).select_related("campaign")
    rows = {each.pk: each for each in known.annotate(_n=Subquery(newest.values("number")[:1]))}
    copies = _by_material(LiveCopyRecord.objects.filter(material__in=ids).defer("data"))
    findings = _by_material(LiveFinding.objects.filter(material__in=ids))
    return tuple(
        _view(rows[each.pk], copies.get(each.pk, []), findings.get(each.pk, []))
        for each in materials
    )


def _by_material(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.material_id, []).append(row)
    return found


def _view(
    material: Material, copies: Sequence[LiveCopyRecord], findings: Sequence[LiveFinding]
) -> LivePageView:
    now = [_finding(each) for each in findings if each.closed_at is None]
    over = [_finding(each) for each in findings if each.closed_at is not None]
    return LivePageView(
        material=material,
        version=getattr(material, "_n", 0) or 0,
        last=copies[0] if copies else None,
        now=tuple(sorted(now, key=lambda each: (_LEVELS.index(each.row.level), each.row.pk))),
        over=tuple(over[:SHOWN]),
        copies=tuple(copies[:SHOWN]),
    )


def _finding(row: LiveFinding) -> FindingView:
    return FindingView(row, title_of(row.what), advice_of(row.what))
