"""Whether the numbers that a dossier tells are those of the sealed evidence in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence
from ringtrue.core.outcome import Counts
from ringtrue.gap.dossier import Dossier, MonthTold, PromiseFile, StandardTold
from ringtrue.gap.dossier_events import told_as_recorded
from ringtrue.gap.dossier_parts import Problem, evidence_by_seal


def told_as_measured(where: str, standard: StandardTold, dossier: Dossier) -> Iterator[Problem]:
    """The numbers that are told of a standard beside those of its evidence."""
    if not standard.evidence:
        if standard.counts.decided or standard.share is not None:
            yield Problem(where, "it has numbers and no evidence for them")
        return
    if not _is_there(standard, dossier):
        yield Problem(where, f"its evidence {standard.evidence[:12]} is not in the file")
        return
    found = evidence_of(standard, dossier)
    if found is None:
        return  # told where the evidence is checked
    interval = found.interval
    ends = (interval.low, interval.high) if interval else (None, None)
    measured = (found.counts, found.share, *ends, found.first_day, found.last_day)
    told = (standard.counts, standard.share, standard.low, standard.high)
    if (*told, standard.first_day, standard.last_day) != measured:
        yield Problem(where, "its numbers are not those of its evidence")
    if standard.definition != found.definition:
        yield Problem(where, "its definition is not that of its evidence")


def evidence_of(standard: StandardTold, dossier: Dossier) -> Evidence | None:
    """The evidence behind what is told of a standard; None when it is not there or not sound."""
    key = (standard.id, standard.evidence)
    file = next((each for each in dossier.evidence if (each.standard, each.digest) == key), None)
    try:
        return evidence_by_seal(file) if file else None
    except UsageError:
        return None


def promise_as_measured(dossier: Dossier) -> Iterator[Problem]:
    """What a dossier tells of its promise, if it is about one."""
    promise = dossier.promise
    if promise is None:
        return
    where = f"promise {promise.standard.id!r}"
    yield from told_as_measured(where, promise.standard, dossier)
    yield from told_as_recorded(promise, dossier)
    yield from _months(where, promise, dossier)
    yield from _as_kept(where, promise, dossier)


def _months(where: str, promise: PromiseFile, dossier: Dossier) -> Iterator[Problem]:
    found = evidence_of(promise.standard, dossier)
    slices = found.slices if found else ()
    measured = {each.period: _decided(each.counts) for each in slices if each.period}
    told = {each.month: _decided(each.counts) for each in promise.months}
    if told != measured or len(told) != len(promise.months):
        yield Problem(where, "its months are not those of its evidence")
    if list(told) != sorted(told):
        yield Problem(where, "its months are not in their order")
    for each in promise.months:
        if not _within(each):
            yield Problem(f"{where}, {each.month}", "the share is not within its interval")


def _decided(counts: Counts) -> tuple[int, int]:
    return counts.kept, counts.broken


def _within(month: MonthTold) -> bool:
    if month.counts.share is None:
        return month.low is None and month.high is None
    return (
        month.low is not None
        and month.high is not None
        and 0 <= month.low <= month.counts.share <= month.high <= 1
    )


def _as_kept(where: str, promise: PromiseFile, dossier: Dossier) -> Iterator[Problem]:
    """The standard as the desk's book has it must be that of the last event that wrote it."""
    if promise.managed_by:
        return
    written = [body for _, body in bodies_of(promise.standard.id, dossier)]
    if written and written[-1] != promise.standard.yaml:
        yield Problem(where, "the standard is not as it was last written into the book")


def bodies_of(standard: str, dossier: Dossier) -> Iterator[tuple[int, str]]:
    """The bodies that events wrote into the book for a standard, with the number of the event."""
    for event in dossier.events:
        body = _body(event.action, event.subject, event.payload, standard)
        if body:
            yield event.number, body


def _body(action: str, subject: str, payload: str, standard: str) -> str:
    if action not in _BODIES:
        return ""
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict) or told.get("standard", subject.partition(":")[2]) != standard:
        return ""
    return str(told.get(_BODIES[action], ""))


_BODIES = {"add standard": "body", "change standard": "after", "confirm standard": "body"}


def _is_there(standard: StandardTold, dossier: Dossier) -> bool:
    key = (standard.id, standard.evidence)
    return any((each.standard, each.digest) == key for each in dossier.evidence)
