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
from ringtrue.gap.dossier import Dossier
from ringtrue.gap.dossier_parts import Problem

_Rows = Iterator[tuple[object, ...]]


def events_in_order(dossier: Dossier) -> Iterator[Problem]:
    """Each event by its own hash, and linked to the one before where that is here as well."""
    head = START
    try:
        head = parse_head(dossier.head)
    except UsageError as error:
        yield Problem("the head", error.what)
    last = START
    for event in dossier.events:
        if event.subject not in _subjects(dossier):
            yield Problem(f"event {event.number}", "it is not about this campaign")
        for what in _faults(event, last):
            yield Problem(f"event {event.number}", what)
        last = Head(event.number, event.hash)
    if last.number > head.number or (last.number == head.number and last != head):
        yield Problem("the head", f"event {last.number} does not come before it")


def _subjects(dossier: Dossier) -> frozenset[str]:
    own = f"campaign:{dossier.about.slug}"
    return frozenset({own, *(f"objection:{each.number}" for each in dossier.objections)})


def _faults(event: Event, last: Head) -> Iterator[str]:
    if hash_of(event) != event.hash:
        yield "it was changed after it was written"
    if event.number <= last.number:
        yield "it is not in the order of the chain"
    if event.number == last.number + 1 and event.previous != last.hash:
        yield "it does not follow the one before it"


def told_as_recorded(dossier: Dossier) -> Iterator[Problem]:
    """What the dossier tells must be in an event, and what events say must be told."""
    for kept in _KEPT:
        told = {_key(row) for row in kept.tell(dossier)}
        recorded = {
            _key(kept.row(event)) for event in dossier.events if event.action in kept.actions
        }
        for row in sorted(told - recorded):
            yield Problem(f"the {kept.what}", f"no event tells of {row[:200]}")
        for row in sorted(recorded - told) if kept.whole else ():
            yield Problem(f"the {kept.what}", f"an event tells of {row[:200]}, and it is not there")


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
    tell: Callable[[Dossier], _Rows]
    actor: bool = False
    whole: bool = True

    def row(self, event: Event) -> tuple[object, ...]:
        """What an event says, as `tell` says it."""
        payload = _payload(event)
        said = tuple(payload.get(name) for name in self.fields)
        return (event.actor, *said) if self.actor else said


def _payload(event: Event) -> dict[str, Any]:
    try:
        payload = json.loads(event.payload)
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _versions(dossier: Dossier) -> _Rows:
    for material in dossier.materials:
        for each in material.versions:
            yield material.name, each.number, each.digest


def _reviews(dossier: Dossier) -> _Rows:
    return ((each.number, each.outlook.value, each.seal) for each in dossier.reviews)


def _signed(dossier: Dossier) -> _Rows:
    for each in dossier.sign_offs:
        yield each.person, each.role.value, each.seal, each.share_held, each.note or None


def _withdrawn(dossier: Dossier) -> _Rows:
    for each in dossier.sign_offs:
        if each.withdrawn_at is not None:
            yield each.person, each.role.value, each.seal


def _objections(dossier: Dossier) -> _Rows:
    return ((each.number, each.wording, each.reason) for each in dossier.objections)


def _answers(dossier: Dossier) -> _Rows:
    for each in dossier.objections:
        if each.answered is not None:
            yield each.number, each.answer, each.upheld


def _outcomes(dossier: Dossier) -> _Rows:
    for each in dossier.objections:
        for tried in each.came:
            yield each.number, tried.standard, tried.outcome.value


def _live(dossier: Dossier) -> _Rows:
    return ((each.material, each.address, each.digest) for each in dossier.live)


def _found(dossier: Dossier) -> _Rows:
    return ((each.material, each.what, each.signed, each.live) for each in dossier.live_findings)


def _settled(dossier: Dossier) -> _Rows:
    for each in dossier.live_findings:
        if each.closed is not None:
            yield each.material, each.what, each.signed, each.live, each.closed_because


def _overrides(dossier: Dossier) -> _Rows:
    return ((each.person, each.reason, list(each.against)) for each in dossier.overrides)


_KEPT = (
    _Kept(
        "materials",
        frozenset({"add material", "revise material"}),
        ("material", "version", "digest"),
        _versions,
    ),
    _Kept("reviews", frozenset({"review campaign"}), ("review", "outlook", "seal"), _reviews),
    _Kept(
        "sign-offs",
        frozenset({"sign off"}),
        ("role", "seal", "share_held", "note"),
        _signed,
        actor=True,
    ),
    _Kept(
        "withdrawn sign-offs",
        frozenset({"withdraw sign-off"}),
        ("role", "seal"),
        _withdrawn,
        actor=True,
    ),
    _Kept("objections", frozenset({"object"}), ("objection", "wording", "reason"), _objections),
    _Kept(
        "outcomes of objections",
        frozenset({"judge objection"}),
        ("objection", "standard", "outcome"),
        _outcomes,
        whole=False,
    ),
    _Kept(
        "published pages",
        frozenset({"read live copy"}),
        ("material", "address", "digest"),
        _live,
    ),
    _Kept(
        "findings on published pages",
        frozenset({"open live finding"}),
        ("material", "what", "signed", "live"),
        _found,
    ),
    _Kept(
        "findings that are over",
        frozenset({"close live finding"}),
        ("material", "what", "signed", "live", "because"),
        _settled,
    ),
    _Kept("answers", frozenset({"answer objection"}), ("objection", "answer", "upheld"), _answers),
    _Kept(
        "overrides", frozenset({"override launch"}), ("reason", "against"), _overrides, actor=True
    ),
)
