"""Everything in ringtrue.yaml but the standards: materials, sources, calendars, policy."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from functools import partial
from itertools import pairwise

from ringtrue.core.calendar import Calendar, Opening
from ringtrue.core.errors import ConfigError
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.reach import read_reach
from ringtrue.core.source import GrowsWith, Source
from ringtrue.core.workspace import MaterialEntry
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import (
    mark_of,
    number_of,
    share_of,
    text_of,
    texts_of,
    truth_of,
    zone_of,
)
from ringtrue.desk.config.tree import Entry, Listing, Mapping, Node, Scalar

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ALL_DAY: tuple[Opening, ...] = (Opening(time(), time()),)
"""What a day with unreadable hours is taken for, so that only those are complained about."""
_EFFECTS = tuple(each.name for each in fields(Policy) if isinstance(each.default, Effect))


def read_materials(tree: Mapping) -> tuple[MaterialEntry, ...]:
    """The `materials` list."""
    node = tree.get("materials")
    items = node.items if isinstance(node, Listing) else ()
    return tuple(
        MaterialEntry(text_of(item, "location"), text_of(item, "channel"), str(item.mark))
        for item in items
        if isinstance(item, Mapping)
    )


def read_private_hosts(tree: Mapping, mistakes: Mistakes) -> tuple[str, ...]:
    """The `private_hosts`, each a host, an address or a network."""
    node = tree.get("private_hosts")
    items = node.items if isinstance(node, Listing) else (node,)
    sound = [item for item in items if isinstance(item, Scalar) and not mistakes.spoils(item)]
    for item in sound:
        mistakes.attempt(partial(_private_host, item), None)
    return tuple(item.text for item in sound)


def _private_host(item: Scalar) -> None:
    try:
        read_reach([item.text])
    except ConfigError as error:
        raise ConfigError(error.what, where=str(item.mark), cure=error.cure) from error


def read_sources(tree: Mapping, mistakes: Mistakes) -> tuple[Source, ...]:
    """The `sources` by name; one with a mistake in it is there by its name only."""
    return tuple(
        mistakes.attempt(partial(_source, entry, mistakes), Source(entry.key, ""))
        for entry in _named(tree, "sources")
    )


def _source(entry: Entry, mistakes: Mistakes) -> Source:
    name, tree = entry.key, entry.node
    if not isinstance(tree, Mapping) or mistakes.spoils(tree):
        return Source(name, "")
    columns = tree.get("columns")
    described = columns.entries if isinstance(columns, Mapping) else ()
    return Source(
        name=name,
        location=text_of(tree, "location"),
        table=text_of(tree, "table"),
        key=texts_of(tree, "key"),
        time_zone=zone_of(tree, "time_zone"),
        updated_at=text_of(tree, "updated_at"),
        segments=texts_of(tree, "segments"),
        descriptions=tuple(
            (entry.key, entry.node.text) for entry in described if isinstance(entry.node, Scalar)
        ),
        place=str(mark_of(tree, "location")),
        independent_rows=truth_of(tree, "independent_rows"),
        grows_with=GrowsWith(grows) if (grows := text_of(tree, "grows_with")) else None,
    )


def read_calendars(tree: Mapping, mistakes: Mistakes) -> tuple[Calendar, ...]:
    """The `calendars` by name; one with a mistake in it is there by its name only."""
    return tuple(
        mistakes.attempt(partial(_calendar, entry, mistakes), _calendar_named(entry.key))
        for entry in _named(tree, "calendars")
    )


def _calendar_named(name: str) -> Calendar:
    return Calendar(name, "UTC", (), frozenset())


def _calendar(entry: Entry, mistakes: Mistakes) -> Calendar:
    name, tree = entry.key, entry.node
    if not isinstance(tree, Mapping):
        return _calendar_named(name)
    hours = {
        key: mistakes.attempt(partial(_hours, tree, key), _ALL_DAY)
        for key in ("weekdays", *_DAYS)
        if mistakes.sound(tree, key)
    }
    weekdays = hours.get("weekdays", ())
    week = tuple(hours.get(day, weekdays if number < 5 else ()) for number, day in enumerate(_DAYS))
    zoned = mistakes.sound(tree, "time_zone")
    zone = mistakes.attempt(partial(zone_of, tree, "time_zone"), "UTC") if zoned else "UTC"
    holidays = _holidays(tree, mistakes)
    if not any(week) and not mistakes.spoils(tree):
        cure = "Give 'weekdays: 09:00-17:30' or the hours of single days."
        raise ConfigError(f"calendar {name!r} is never open", where=str(tree.mark), cure=cure)
    return Calendar(name, zone, week, holidays)


def _hours(tree: Mapping, key: str) -> tuple[Opening, ...]:
    """Opening hours of a day, in order and without overlap."""
    where = str(mark_of(tree, key))
    found = [
        _opening(part, where)
        for text in texts_of(tree, key)
        for part in text.split(",")
        if part.strip() != "closed"
    ]
    for before, after in pairwise(found):
        if before.closes == time() or after.opens < before.closes:
            what = f"{key} opens at {after.opens:%H:%M} before it has closed"
            raise ConfigError(what, where=where, cure="Write the hours in order.")
    return tuple(found)


def _opening(text: str, where: str) -> Opening:
    try:
        opens, closes = (_clock(part) for part in text.split("-"))
    except ValueError as error:
        cure = "Write hours from 00:00 to 24:00, for example 09:00-17:30."
        raise ConfigError(
            f"{text.strip()!r} is not opening hours", where=where, cure=cure
        ) from error
    if closes != time() and closes <= opens:
        cure = "Hours over midnight belong to two days: until 24:00, and from 00:00."
        raise ConfigError(f"{text.strip()!r} closes before it opens", where=where, cure=cure)
    return Opening(opens, closes)


def _clock(text: str) -> time:
    hours, minutes = text.strip().split(":")
    return time() if (hours, minutes) == ("24", "00") else time(int(hours), int(minutes))


def _holidays(tree: Mapping, mistakes: Mistakes) -> frozenset[date]:
    node = tree.get("holidays")
    items = node.items if isinstance(node, Listing) else ()
    sound = (item for item in items if not mistakes.spoils(item))
    found = [mistakes.attempt(partial(_holiday, item), None) for item in sound]
    return frozenset(day for day in found if day is not None)


def _holiday(item: Node) -> date:
    assert isinstance(item, Scalar)
    try:
        return date.fromisoformat(item.text)
    except ValueError as error:
        cure = "Write it as 2026-12-25."
        raise ConfigError(f"{item.text!r} is not a day", where=str(item.mark), cure=cure) from error


def read_policy(tree: Mapping, mistakes: Mistakes) -> Policy:
    """The `policy`, with the defaults of `core.policy` for all that is not said."""
    node = tree.get("policy")
    if not isinstance(node, Mapping) or mistakes.spoils(node):
        return Policy()
    default = Policy()
    rules = node.get("rules")
    effects = {name: Effect(text_of(node, name)) for name in _EFFECTS if node.get(name)}
    return Policy(
        target=share_of(node, "target", default.target),
        confidence=mistakes.attempt(
            partial(_confidence, node, default.confidence), default.confidence
        ),
        stale_days=int(number_of(node, "stale_days") or default.stale_days),
        min_decided=int(number_of(node, "min_decided") or default.min_decided),
        rules=tuple(
            (entry.key, Effect(text_of(rules, entry.key)))
            for entry in (rules.entries if isinstance(rules, Mapping) else ())
            if isinstance(rules, Mapping)
        ),
        **effects,
    )


def _confidence(tree: Mapping, default: float) -> float:
    level = share_of(tree, "confidence", default)
    if not 0.5 <= level < 1:
        cure = "Give at least 50% and less than 100%, for example 95%."
        raise ConfigError(
            f"'confidence' is {level:.4g}", where=str(mark_of(tree, "confidence")), cure=cure
        )
    return level


def _named(tree: Mapping, key: str) -> tuple[Entry, ...]:
    node = tree.get(key)
    return node.entries if isinstance(node, Mapping) else ()
