"""The events in a dossier: each as it was written, and what the dossier tells as they say it.

Only a part of the chain is here, so nothing shows that no event is missing between two of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ringtrue.core.errors import UsageError
from ringtrue.core.event import Event
from ringtrue.gap.chain import START, Head, hash_of, parse_head
from ringtrue.gap.dossier import (
    CampaignFile,
    Dossier,
    ObjectionTold,
    PromiseFile,
    campaign_subject,
)
from ringtrue.gap.dossier_parts import Problem

_Rows = Iterator[tuple[object, ...]]


def events_in_order(dossier: Dossier) -> Iterator[Problem]:
    """Each event by its own hash, and linked to the one before where that is here as well."""
    head = START
    try:
        head = parse_head(dossier.head)
    except UsageError as error:
        yield Problem("the head", error.what)
    known, last = _subjects(dossier), START
    for event in dossier.events:
        if event.subject not in known and not _speaks_of_promise(event, dossier):
            about = "promise" if dossier.promise else "campaign"
            yield Problem(f"event {event.number}", f"it is not about this {about}")
        for what in _faults(event, last):
            yield Problem(f"event {event.number}", what)
        last = Head(event.number, event.hash)
    if last.number > head.number or (last.number == head.number and last != head):
        yield Problem("the head", f"event {last.number} does not come before it")


def _subjects(dossier: Dossier) -> frozenset[str]:
    found = {dossier.subject} if dossier.promise else set()
    for file in _files(dossier):
        found |= _own(file)
    return frozenset(found)


def _files(dossier: Dossier) -> tuple[CampaignFile | PromiseFile, ...]:
    return (*dossier.campaigns, *((dossier.promise,) if dossier.promise else ()))


def _own(file: CampaignFile | PromiseFile) -> set[str]:
    """The subjects of the events that tell of what is in a file."""
    if isinstance(file, CampaignFile):
        own = campaign_subject(file)
    else:
        own = f"standard:{file.standard.id}"
    return {own, *(f"objection:{each.number}" for each in file.objections)}


def _speaks_of_promise(event: Event, dossier: Dossier) -> bool:
    """Whether it is about the whole book, or confirms a standard, and names the promise."""
    book = event.subject == "book" or event.subject.startswith("book:")
    told = book or event.action == "confirm standard"
    return told and dossier.promise is not None and names(event.payload, dossier.subject_id)


def names(payload: str, standard: str) -> bool:
    """Whether the payload of an event names a standard.

    >>> names('{"standards":3,"turned":["fast"]}', "fast"), names('{"says":"fast food"}', "fast")
    (True, False)
    """
    said = _parsed(payload).values()
    return any(each == standard or (isinstance(each, list) and standard in each) for each in said)


def _faults(event: Event, last: Head) -> Iterator[str]:
    if hash_of(event) != event.hash:
        yield "it was changed after it was written"
    if event.number <= last.number:
        yield "it is not in the order of the chain"
    if event.number == last.number + 1 and event.previous != last.hash:
        yield "it does not follow the one before it"


def told_as_recorded(file: CampaignFile | PromiseFile, dossier: Dossier) -> Iterator[Problem]:
    """What the dossier tells must be in an event, and what events say must be told."""
    own = _own(file)
    events = [each for each in dossier.events if each.subject in own]
    for kept, rows in _told(file):
        told = {_key(row) for row in rows}
        recorded = {_key(kept.row(event)) for event in events if event.action in kept.actions}
        for row in sorted(told - recorded):
            yield Problem(f"the {kept.what}", f"no event tells of {row[:200]}")
        for row in sorted(recorded - told) if kept.whole else ():
            yield Problem(f"the {kept.what}", f"an event tells of {row[:200]}, and it is not there")


def _told(file: CampaignFile | PromiseFile) -> Iterator[tuple[_Kept, _Rows]]:
    yield from ((kept, tell(file.objections)) for kept, tell in _OF_OBJECTIONS)
    if isinstance(file, CampaignFile):
        yield from ((kept, tell(file)) for kept, tell in _OF_CAMPAIGN)
    else:
        yield from ((kept, tell(file)) for kept, tell in _OF_PROMISE)


def _key(row: tuple[object, ...]) -> str:
    return json.dumps(row, sort_keys=True)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something that a dossier tells and that events of these actions say with these fields.

    With `actor`, the event's actor stands before its fields. What is not `whole` tells how it was
    last, where earlier events may have said otherwise.
    """

    what: str
    actions: frozenset[str]
    fields: tuple[str, ...]
    actor: bool = False
    whole: bool = True

    def row(self, event: Event) -> tuple[object, ...]:
        """What an event says, as the dossier tells it."""
        payload = _parsed(event.payload)
        said = tuple(payload.get(name) for name in self.fields)
        return (event.actor, *said) if self.actor else said


def _parsed(payload: str) -> dict[str, Any]:
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _versions(file: CampaignFile) -> _Rows:
    for material in file.materials:
        for each in material.versions:
            yield material.name, each.number, each.digest


def _proofs(file: CampaignFile) -> _Rows:
    for each in file.proofs:
        if each.number:
            until = each.valid_until.isoformat() if each.valid_until else None
            days = each.dated.isoformat(), until
            told = each.number, each.wording, each.title, each.kind.value
            yield *told, *days, each.reference, each.digest


def _withdrawn_proofs(file: CampaignFile) -> _Rows:
    for each in file.proofs:
        if each.withdrawn_at is not None:
            yield each.number, each.withdrawn_because


def _reviews(file: CampaignFile) -> _Rows:
    return ((each.number, each.outlook.value, each.seal) for each in file.reviews)


def _signed(file: CampaignFile) -> _Rows:
    for each in file.sign_offs:
        yield each.person, each.role.value, each.seal, each.share_held, each.note or None


def _withdrawn(file: CampaignFile) -> _Rows:
    for each in file.sign_offs:
        if each.withdrawn_at is not None:
            yield each.person, each.role.value, each.seal


def _objections(objections: tuple[ObjectionTold, ...]) -> _Rows:
    return ((each.number, each.wording, each.reason) for each in objections)


def _answers(objections: tuple[ObjectionTold, ...]) -> _Rows:
    for each in objections:
        if each.answered is not None:
            yield each.number, each.answer, each.upheld


def _outcomes(objections: tuple[ObjectionTold, ...]) -> _Rows:
    for each in objections:
        for tried in each.came:
            yield each.number, tried.standard, tried.outcome.value


def _live(file: CampaignFile) -> _Rows:
    return ((each.material, each.address, each.digest) for each in file.live)


def _found(file: CampaignFile) -> _Rows:
    return ((each.material, each.what, each.signed, each.live) for each in file.live_findings)


def _settled(file: CampaignFile) -> _Rows:
    for each in file.live_findings:
        if each.closed is not None:
            yield each.material, each.what, each.signed, each.live, each.closed_because


def _overrides(file: CampaignFile) -> _Rows:
    return ((each.person, each.reason, list(each.against)) for each in file.overrides)


def _alerts(file: PromiseFile) -> _Rows:
    return ((each.began_on.isoformat(),) for each in file.alerts)


def _calmed(file: PromiseFile) -> _Rows:
    for each in file.alerts:
        if each.closed is not None:
            yield each.began_on.isoformat(), each.closed_because


_OF_OBJECTIONS: tuple[tuple[_Kept, Callable[[tuple[ObjectionTold, ...]], _Rows]], ...] = (
    (
        _Kept("objections", frozenset({"object"}), ("objection", "wording", "reason")),
        _objections,
    ),
    (
        _Kept("answers", frozenset({"answer objection"}), ("objection", "answer", "upheld")),
        _answers,
    ),
    (
        _Kept(
            "outcomes of objections",
            frozenset({"judge objection"}),
            ("objection", "standard", "outcome"),
            whole=False,
        ),
        _outcomes,
    ),
)
_OF_CAMPAIGN: tuple[tuple[_Kept, Callable[[CampaignFile], _Rows]], ...] = (
    (
        _Kept(
            "materials",
            frozenset({"add material", "revise material"}),
            ("material", "version", "digest"),
        ),
        _versions,
    ),
    (
        _Kept(
            "proofs",
            frozenset({"add proof"}),
            (
                "proof",
                "wording",
                "title",
                "kind",
                "dated",
                "valid_until",
                "reference",
                "digest",
            ),
        ),
        _proofs,
    ),
    (
        _Kept("withdrawn proofs", frozenset({"withdraw proof"}), ("proof", "reason")),
        _withdrawn_proofs,
    ),
    (
        _Kept("reviews", frozenset({"review campaign"}), ("review", "outlook", "seal")),
        _reviews,
    ),
    (
        _Kept(
            "sign-offs",
            frozenset({"sign off"}),
            ("role", "seal", "share_held", "note"),
            actor=True,
        ),
        _signed,
    ),
    (
        _Kept(
            "withdrawn sign-offs", frozenset({"withdraw sign-off"}), ("role", "seal"), actor=True
        ),
        _withdrawn,
    ),
    (
        _Kept("published pages", frozenset({"read live copy"}), ("material", "address", "digest")),
        _live,
    ),
    (
        _Kept(
            "findings on published pages",
            frozenset({"open live finding"}),
            ("material", "what", "signed", "live"),
        ),
        _found,
    ),
    (
        _Kept(
            "findings that are over",
            frozenset({"close live finding"}),
            ("material", "what", "signed", "live", "because"),
        ),
        _settled,
    ),
    (
        _Kept("overrides", frozenset({"override launch"}), ("reason", "against"), actor=True),
        _overrides,
    ),
)
_OF_PROMISE: tuple[tuple[_Kept, Callable[[PromiseFile], _Rows]], ...] = (
    (_Kept("alerts", frozenset({"open alert"}), ("began_on",)), _alerts),
    (
        _Kept("alerts that are over", frozenset({"close alert"}), ("began_on", "because")),
        _calmed,
    ),
)
