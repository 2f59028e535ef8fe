"""Reading the published pages again: is what was signed still what they say, and nothing more?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from ringtrue.core.finding import Level
from ringtrue.core.workspace import Workspace
from ringtrue.desk.campaign_state import lock
from ringtrue.desk.live_findings import LiveBooks
from ringtrue.desk.live_pages import PublishedPage, Seen, look, published_pages
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.material import Material
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.services.whole_book import open_book
from ringtrue.desk.terminal import Actor


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page that was read: what is there now, and everything that is open about it."""

    campaign: Campaign
    copy: LiveCopyRecord
    findings: tuple[LiveFinding, ...]


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Every page that was read, and the findings that were opened and closed by it.

    `alarming` says that something is open which needs somebody to act.
    """

    pages: tuple[PageRead, ...]
    opened: tuple[LiveFinding, ...]
    closed: tuple[LiveFinding, ...]
    alarming: bool


def read_live_copy(
    by: Actor,
    workspace: Workspace,
    *,
    campaign: Campaign | None = None,
    progress: Progress | None = None,
) -> PagesRead:
    """Read every published page of launched campaigns once, or those of one campaign.

    Each page is settled by itself: one that cannot be read is a finding of its own and keeps the
    others from nothing. To read again without a change opens and closes nothing.
    """
    require(by.name, by.roles, Action.REVIEW)
    book, books = open_book(workspace), LiveBooks(by.username)
    published = published_pages()
    wanted = [each for each in published if campaign is None or each.campaign.pk == campaign.pk]
    read = []
    for number, page in enumerate(wanted):
        if progress is not None:
            progress(f"Reading {page.material.address}", number / len(wanted))
        seen = look(page, book, workspace)
        found = _settle(books, page, seen)
        if found is not None:
            read.append(found)
    with transaction.atomic():
        books.close_others({each.material.pk for each in published})
    return PagesRead(tuple(read), tuple(books.opened), tuple(books.closed), alarming())


def alarming() -> bool:
    """Whether a finding is open that needs somebody to act."""
    return LiveFinding.objects.filter(closed_at=None).exclude(level=Level.NOTE.value).exists()


def _settle(books: LiveBooks, page: PublishedPage, seen: Seen) -> PageRead | None:
    """Keep a reading, unless the page was published elsewhere or read by others meanwhile."""
    with transaction.atomic():
        lock(page.campaign)
        now = Material.objects.get(pk=page.material.pk)
        newest = LiveCopyRecord.objects.filter(material=now).values_list("pk", flat=True).first()
        moved = now.address != page.material.address or now.removed_at is not None
        known = page.last.pk if page.last else None
        if moved or page.campaign.ended_at is not None or newest != known:
            return None
        copy = books.settle(page, seen)
        open_ones = LiveFinding.objects.filter(material=page.material, closed_at=None)
        return PageRead(page.campaign, copy, tuple(open_ones.order_by("id")))
