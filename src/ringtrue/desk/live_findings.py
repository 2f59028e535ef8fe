"""Bringing what the store knows of a published page to what a reading of it showed."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from ringtrue.core.finding import Level
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.live_pages import PublishedPage, Seen
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.material import Material
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.gap.live_copy import Altered

UNREAD = "unread"
"""What a finding is that is about no promise: the page cannot be read."""

AS_SIGNED = "The page is as it was signed again."
READ_AGAIN = "The page can be read again."
NOT_OUT = "The material is not published there any more."

_MARK = 64
_Row = tuple[str, str, str, str, str, list[str]]


@dataclass(slots=True)
class LiveBooks:
    """The findings of the store within one transaction, and what was done to them."""

    by: str
    opened: list[LiveFinding] = field(default_factory=list)
    closed: list[LiveFinding] = field(default_factory=list)

    def settle(self, page: PublishedPage, seen: Seen) -> LiveCopyRecord:
        """Write down a reading; open and close what it shows, each once.

        A page that cannot be read shows nothing of the promises: what was found of them stays.
        """
        copy = self._keep(page, seen)
        wanted = {row[0]: row for row in _rows(seen)}
        open_ones = LiveFinding.objects.select_for_update().filter(
            material=page.material, closed_at=None
        )
        for found in open_ones:
            if found.key in wanted:
                del wanted[found.key]
            elif found.what == UNREAD:
                self._close(found, page.material, READ_AGAIN)
            elif seen.unread is None:
                self._close(found, page.material, AS_SIGNED)
        for row in wanted.values():
            self._open(page, copy, row)
        return copy

    def close_others(self, published: set[int]) -> None:
        """Close what was found on pages that are not to be read any more."""
        rows = LiveFinding.objects.select_for_update().filter(closed_at=None)
        for found in rows.exclude(material__in=published).select_related("material__campaign"):
            self._close(found, found.material, NOT_OUT)

    def _keep(self, page: PublishedPage, seen: Seen) -> LiveCopyRecord:
        """One row for as long as a reader sees the same, however often it is read."""
        now = clock.now()
        if seen.same and page.last is not None:
            row = page.last
            row.last_at, row.readings = now, row.readings + 1
            if seen.page is not None:
                row.tag, row.modified = seen.page.marks.tag, seen.page.marks.modified
            row.save(update_fields=["last_at", "readings", "tag", "modified"])
            return row
        row = _new(page, seen)
        row.first_at = row.last_at = now
        row.save()
        told = {"material": page.material.name, "address": row.address, "digest": row.digest}
        if row.unread:
            told |= {"unread": row.unread}
        record(self.by, "read live copy", subject_of(page.campaign), told)
        return row

    def _open(self, page: PublishedPage, copy: LiveCopyRecord, row: _Row) -> None:
        key, what, level, signed, live, because = row
        found = LiveFinding.objects.create(
            material=page.material,
            copy=copy,
            key=key,
            what=what,
            level=level,
            signed=signed,
            live=live,
            because=because,
            opened_at=clock.now(),
        )
        self.opened.append(found)
        told = {"material": page.material.name, "what": what, "signed": signed, "live": live}
        record(self.by, "open live finding", subject_of(page.campaign), told)

    def _close(self, found: LiveFinding, material: Material, because: str) -> None:
        found.closed_at, found.closed_because = clock.now(), because
        found.save(update_fields=["closed_at", "closed_because"])
        self.closed.append(found)
        told = {"material": material.name, "what": found.what, "signed": found.signed}
        told |= {"live": found.live, "because": because}
        record(self.by, "close live finding", subject_of(material.campaign), told)


def _rows(seen: Seen) -> list[_Row]:
    if seen.unread is not None:
        return [(_key(UNREAD), UNREAD, Level.WARNING.value, "", seen.why, [])]
    return [_row(each) for each in seen.altered]


def _row(altered: Altered) -> _Row:
    return (
        _key(altered.key),
        altered.what.value,
        altered.level.value,
        altered.signed,
        altered.live,
        list(altered.because),
    )


def _key(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:_MARK]


def _new(page: PublishedPage, seen: Seen) -> LiveCopyRecord:
    """What is there now; bytes that the server says are those of before are taken from there."""
    row = LiveCopyRecord(
        material=page.material,
        version=page.version,
        address=page.material.address,
        unread=seen.unread.value if seen.unread else "",
        why=seen.why,
        words=seen.words,
    )
    if seen.page is not None:
        row.data, row.digest = seen.page.data, sha256(seen.page.data).hexdigest()
        row.format, row.charset = seen.format, seen.page.charset[:40]
        row.shown_at = seen.page.address[:2000]
        row.tag, row.modified = seen.page.marks.tag, seen.page.marks.modified
    elif seen.words and page.last is not None:
        last = page.last
        row.data, row.digest, row.format = bytes(last.data), last.digest, last.format
        row.charset, row.shown_at = last.charset, last.shown_at
        row.tag, row.modified = last.tag, last.modified
    return row
