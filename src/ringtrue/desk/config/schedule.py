"""What ringtrue.yaml says about the schedule: when the worker does what is done by itself."""

from __future__ import annotations

import re
from datetime import time
from functools import partial

from ringtrue.core.errors import ConfigError
from ringtrue.core.schedule import USUAL, USUAL_DIGEST, Daily, Every, Never, Routine, Rule, Schedule
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, text_of, zone_of
from ringtrue.desk.config.tree import Mapping

SHORTEST, LONGEST = 5, 24 * 60
"""Minutes between two ticks, at least and at most."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EVERY = re.compile(r"every (?:(\d{1,4}) )?(minute|hour)s?")
_AT = re.compile(r"([a-z, ]+) at (\d\d):(\d\d)")
_CURE = (
    "Write 'every hour', 'every 30 minutes', 'daily at 05:30', 'weekdays at 18:00',"
    " 'monday, thursday at 07:00' or 'never'."
)


def read_schedule(tree: Mapping, mistakes: Mistakes) -> Schedule:
    """The `schedule`, with the usual times of `core.schedule` for all that is not said."""
    node = tree.get("schedule")
    if not isinstance(node, Mapping) or mistakes.spoils(node):
        return Schedule()
    zone = mistakes.attempt(partial(zone_of, node, "time_zone"), "UTC")
    rules = tuple(
        (routine, mistakes.attempt(partial(_rule, node, routine), USUAL[routine]))
        for routine in Routine
    )
    digest = mistakes.attempt(partial(_digest, node), USUAL_DIGEST)
    return Schedule(zone, rules, digest)


def _digest(tree: Mapping) -> Daily:
    """When the letter of the day goes: at a time of day, since it is one letter a day."""
    if tree.get("digest") is None:
        return USUAL_DIGEST
    text = text_of(tree, "digest")
    found = _parsed(" ".join(text.lower().split()))
    if not isinstance(found, Daily):
        where = str(mark_of(tree, "digest"))
        cure = "Write 'daily at 07:00', 'weekdays at 18:00' or 'monday, thursday at 07:00'."
        raise ConfigError(f"'digest' cannot be {text[:80]!r}", where=where, cure=cure)
    return found


def _rule(tree: Mapping, routine: Routine) -> Rule:
    if tree.get(routine.value) is None:
        return USUAL[routine]
    text = text_of(tree, routine.value)
    found = _parsed(" ".join(text.lower().split()))
    if found is None:
        where = str(mark_of(tree, routine.value))
        raise ConfigError(f"{routine.value!r} cannot be {text[:80]!r}", where=where, cure=_CURE)
    if isinstance(found, Every) and not SHORTEST <= found.minutes <= LONGEST:
        where = str(mark_of(tree, routine.value))
        cure = f"Give from {SHORTEST} minutes to {LONGEST // 60} hours; 'daily at' for longer."
        raise ConfigError(f"{routine.value!r} is {text[:80]!r}", where=where, cure=cure)
    return found


def _parsed(text: str) -> Rule | None:
    if text == "never":
        return Never()
    if every := _EVERY.fullmatch(text):
        return Every(int(every[1] or 1) * (60 if every[2] == "hour" else 1))
    at = _AT.fullmatch(text)
    return _daily(at[1], int(at[2]), int(at[3])) if at else None


def _daily(words: str, hour: int, minute: int) -> Daily | None:
    if hour > 23 or minute > 59:
        return None
    moment, named = time(hour, minute), [word.strip() for word in words.split(",")]
    if named == ["daily"]:
        return Daily(moment)
    if named == ["weekdays"]:
        return Daily(moment, frozenset(range(5)))
    if all(name in _DAYS for name in named):
        return Daily(moment, frozenset(_DAYS.index(name) for name in named))
    return None
