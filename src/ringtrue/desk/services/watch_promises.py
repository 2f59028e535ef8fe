"""Watching after the launch: measure again, and open, raise or close an alert for each promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from ringtrue.core.standard import Standard
from ringtrue.core.trees import plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import record
from ringtrue.desk.keep_measured import moment_in
from ringtrue.desk.live_promises import LivePromise, live_promises
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.advise_promises import advise_promises
from ringtrue.desk.services.measure_book import measure_book
from ringtrue.desk.services.measure_standards import (
    MeasuredBook,
    MeasuredStandard,
    Progress,
    moment,
)
from ringtrue.desk.services.word_promises import word_promise
from ringtrue.desk.terminal import Actor
from ringtrue.gap.alert_words import AlertWords, words_of_alert
from ringtrue.gap.burning import RULES
from ringtrue.gap.softening import strongest_now
from ringtrue.gap.watching import Turn, Watched, watch

SILENT = "No launched campaign makes this promise any more."
GONE = "The book does not say any more how this promise is measured."
CALM = "It has been kept again for long enough."

_ORDER = [rule.severity.value for rule in RULES]


@dataclass(frozen=True, slots=True)
class PromiseWatched:
    """A live promise by its standard, how it fares, and the words of its alert, if one is open."""

    standard: Standard
    watched: Watched
    words: AlertWords | None


@dataclass(frozen=True, slots=True)
class BookWatched:
    """Every live promise, and what was done: ids of standards whose alert opened, rose or closed.

    `unmeasured` are ids that launched campaigns are held to and the book does not have, `alarming`
    whether any alert is open.
    """

    as_of: datetime
    promises: tuple[PromiseWatched, ...]
    unmeasured: tuple[str, ...]
    opened: tuple[str, ...]
    risen: tuple[str, ...]
    closed: tuple[str, ...]
    alarming: bool


def watch_promises(
    by: Actor,
    workspace: Workspace,
    *,
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> BookWatched:
    """Measure the book again and settle the alerts of every promise of a launched campaign.

    Without new data nothing is opened or closed a second time. Nothing is measured where no
    launched campaign promises anything. Raises `MeasureError` when a number could not be had: then
    alerts stay as they are.
    """
    require(by.name, by.roles, Action.REVIEW)
    live = live_promises()
    if not live:
        return _settle(by, moment(workspace, as_of), (), {})
    book = measure_book(by, workspace, as_of=as_of, progress=progress).measured
    found = tuple(
        (each, _watch(each, live[each.standard.id], book, workspace))
        for each in book.standards
        if each.standard.id in live
    )
    instead = _instead(found, book, workspace)
    promises = tuple(
        PromiseWatched(each.standard, watched, _words(each, watched, live, instead))
        for each, watched in found
    )
    return _settle(by, book.as_of, promises, live)


def _watch(
    measured: MeasuredStandard, live: LivePromise, book: MeasuredBook, workspace: Workspace
) -> Watched:
    return watch(
        measured.tally,
        measured.standard.target,
        live.since.astimezone(_zone(measured)).date(),
        _today(measured, book),
        min_decided=workspace.policy.min_decided,
        independent=measured.independent,
    )


def _zone(measured: MeasuredStandard) -> ZoneInfo:
    return ZoneInfo(measured.measured.profile.source.time_zone)


def _today(measured: MeasuredStandard, book: MeasuredBook) -> date:
    zone = _zone(measured)
    return moment_in(book.as_of, zone.key).astimezone(zone).date()


def _instead(
    found: tuple[tuple[MeasuredStandard, Watched], ...], book: MeasuredBook, workspace: Workspace
) -> dict[str, str]:
    """The strongest honest wording now of every promise that is being broken."""
    alarming = {each.standard.id: watched for each, watched in found if watched.alert}
    words = {}
    if alarming:
        for each in advise_promises(book, workspace.policy, only=tuple(alarming)):
            measured, ladder = each.measured, each.measured.ladder
            alert = alarming[measured.standard.id].alert
            if each.advice and ladder and alert:
                limit = strongest_now(each.advice, ladder, alert, _today(measured, book))
                if limit:
                    words[measured.standard.id] = word_promise(
                        measured.standard, each.advice, limit, measured.tally.segment_columns
                    )
    return words


def _words(
    measured: MeasuredStandard,
    watched: Watched,
    live: Mapping[str, LivePromise],
    instead: Mapping[str, str],
) -> AlertWords | None:
    if watched.alert is None:
        return None
    standard = measured.standard
    places, words = live[standard.id].places, instead.get(standard.id, "")
    return words_of_alert(watched, watched.alert, standard.promise, places, words)


def _settle(
    by: Actor,
    as_of: datetime,
    promises: tuple[PromiseWatched, ...],
    live: Mapping[str, LivePromise],
) -> BookWatched:
    """Bring the alerts of the store to what was found, all of them or none."""
    books = _Books(by)
    measured = {each.standard.id for each in promises}
    with transaction.atomic():
        for row in AlertRecord.objects.select_for_update().filter(closed_at=None):
            if row.standard not in measured:
                books.close(row, GONE if row.standard in live else SILENT)
        for each in promises:
            books.settle(each)
        alarming = AlertRecord.objects.filter(closed_at=None).exists()
    unmeasured = tuple(sorted(set(live) - measured))
    return BookWatched(
        as_of,
        promises,
        unmeasured,
        tuple(books.opened),
        tuple(books.risen),
        tuple(books.closed),
        alarming,
    )


class _Books:
    """The alerts of the store within one transaction, and what was done to them."""

    def __init__(self, by: Actor) -> None:
        self._by, self._now = by.username, clock.now()
        self.opened: list[str] = []
        self.risen: list[str] = []
        self.closed: list[str] = []

    def settle(self, promise: PromiseWatched) -> None:
        """Open, raise, reword or close the alert of one promise."""
        name, watched = promise.standard.id, promise.watched
        open_rows = AlertRecord.objects.select_for_update()
        row = open_rows.filter(standard=name, closed_at=None).first()
        if row and (watched.last_day is None or watched.last_day < row.found_on):
            return  # An older extract knows nothing of it.
        if row and (watched.alert is None or _another(row, watched)):
            self.close(row, CALM)
            row = None
        if watched.alert is None or promise.words is None:
            return
        if row is None:
            self._open(watched, promise.words)
        else:
            self._update(row, watched.alert.severity.value, promise.words)

    def close(self, row: AlertRecord, because: str) -> None:
        """Write down that an alert is over, and why."""
        row.closed_at, row.closed_because = self._now, because
        row.save(update_fields=["closed_at", "closed_because"])
        self.closed.append(row.standard)
        self._record("close alert", row, because=because)

    def _open(self, watched: Watched, words: AlertWords) -> None:
        alert = watched.alert
        if alert is None:
            return
        row, made = AlertRecord.objects.get_or_create(
            standard=watched.standard,
            closed_at=None,
            defaults={
                "severity": alert.severity.value,
                "began_on": alert.began_on,
                "found_on": alert.opened_on,
                "opened_at": self._now,
                "words": plant(words),
            },
        )
        if made:
            self.opened.append(row.standard)
            self._record("open alert", row, says=words.title)

    def _update(self, row: AlertRecord, severity: str, words: AlertWords) -> None:
        row.words = plant(words)
        worse = _ORDER.index(severity) > _ORDER.index(row.severity)
        if worse:
            row.severity, row.risen_at = severity, self._now
        row.save(update_fields=["words", "severity", "risen_at"])
        if worse:
            self.risen.append(row.standard)
            self._record("raise alert", row, says=words.title)

    def _record(self, action: str, row: AlertRecord, **told: str) -> None:
        payload = {"severity": row.severity, "began_on": row.began_on.isoformat(), **told}
        record(self._by, action, f"standard:{row.standard}", payload)


def _another(row: AlertRecord, watched: Watched) -> bool:
    """Whether the alert of a row was over by the data before the one that is open now began."""
    return watched.alert is not None and any(
        change.turn is Turn.CLOSED and change.day > row.found_on for change in watched.changes
    )
