"""What ringtrue.yaml says about answering calls: the promise to callers, and who is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ringtrue.core.answering import Answering, Duty
from ringtrue.core.calendar import Calendar
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.quantity import SECONDS, Unit
from ringtrue.core.service_level import Definition, Target
from ringtrue.core.staffing import HiringTerms
from ringtrue.desk.config.figures import Amount, figure_of, number, ratio, seconds, share
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, number_of, share_of, text_of
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Listing, Mapping, Scalar

SHARE = 0.8
MINUTES = 30
_SHORTEST_CALL, _LONGEST_CALL = 10.0, 2 * 3600.0
_SHORTEST_PATIENCE, _LONGEST_PATIENCE = 5.0, 2 * 3600.0


def read_answering(
    tree: Mapping, calendars: Sequence[Calendar], mistakes: Mistakes
) -> Answering | None:
    """The `answering` settings; None when they are left out or a mistake lies in them."""
    node = tree.get("answering")
    if not isinstance(node, Mapping) or mistakes.spoils(node):
        return None
    before = len(mistakes)
    terms = _terms(tree, node, mistakes)
    parts: dict[str, Figure | None] = {
        name: mistakes.attempt(partial(_figure, node, key, unit, amount, ends), None)
        for name, (key, unit, amount, ends) in _FIGURES.items()
    }
    target = mistakes.attempt(partial(_target, node), None)
    duties = _duties(node, calendars, mistakes)
    if target is None or len(mistakes) > before:
        return None
    minutes = mistakes.attempt(partial(_minutes, node), MINUTES)
    return mistakes.attempt(lambda: Answering(target, duties, terms, minutes, **parts), None)


_FIGURES: dict[str, tuple[str, str, Amount, tuple[float, float]]] = {
    "handle": ("handle_time", "seconds", seconds, (_SHORTEST_CALL, _LONGEST_CALL)),
    "patience": ("patience", "seconds", seconds, (_SHORTEST_PATIENCE, _LONGEST_PATIENCE)),
    "redial": ("redials", "share of callers who gave up", share, (0.0, 0.99)),
}


def _weeks(node: Scalar) -> float:
    return seconds(node) / SECONDS[Unit.WEEK]


_TERMS: dict[str, tuple[str, Amount, tuple[float, float]]] = {
    "course_weeks": ("course", _weeks, (0.0, 104.0)),
    "slowness": ("slower_at_first", ratio, (0.0, 20.0)),
    "ramp_weeks": ("learning", _weeks, (0.01, 104.0)),
    "attrition": ("leave_each_week", share, (0.0, 0.5)),
    "weekly_hours": ("hours_a_week", number, (1.0, 168.0)),
}
_COSTS = {"hour_cost": "per_hour", "hire_cost": "per_hire", "course_cost": "per_course"}


def _terms(root: Mapping, tree: Mapping, mistakes: Mistakes) -> HiringTerms:
    """What hiring takes: what is said of it, and else what is usual."""
    from ringtrue.do.staffing.usual import TERMS

    node = tree.get("hiring")
    inner = node if isinstance(node, Mapping) else Mapping((), tree.mark)
    cost = root.get("cost")
    money = text_of(cost, "money") if isinstance(cost, Mapping) else ""
    said = {
        name: mistakes.attempt(
            partial(_figure, inner, key, getattr(TERMS, name).unit, amount, ends), None
        )
        for name, (key, amount, ends) in _TERMS.items()
    }
    unit = TERMS.shrinkage.unit
    said["shrinkage"] = mistakes.attempt(
        partial(_figure, tree, "shrinkage", unit, share, (0.0, 0.9)), None
    )
    for name, key in _COSTS.items():
        what = f"{money or 'money'} {key.replace('_', ' ')}"
        said[name] = mistakes.attempt(partial(_figure, inner, key, what, number, (0.0, 1e9)), None)
    return replace(TERMS, **{name: each for name, each in said.items() if each is not None})


def _figure(
    tree: Mapping, key: str, unit: str, amount: Amount, ends: tuple[float, float]
) -> Figure | None:
    """A figure that can be; a handle time of 5 seconds is taken for a slip of units."""
    found = figure_of(tree, key, unit, amount)
    try:
        return found.within(*ends) if found else None
    except UsageError as error:
        where = str(mark_of(tree, key))
        cure = f"{error.cure} Is it in the right unit?"
        raise ConfigError(error.what, where=where, cure=cure) from error


def _target(tree: Mapping) -> Target:
    within = tree.get("within")
    assert isinstance(within, Scalar), "the schema asks for it"
    limit = seconds(within)
    most = share_of(tree, "abandoned_at_most", 0.0) if tree.get("abandoned_at_most") else None
    counted = Definition(text_of(tree, "counted", Definition.OFFERED.value))
    try:
        return Target(limit, share_of(tree, "share", SHARE), counted, most)
    except UsageError as error:
        raise ConfigError(error.what, where=str(tree.mark), cure=error.cure) from error


def _minutes(tree: Mapping) -> int:
    return int(number_of(tree, "interval_minutes") or MINUTES)


def _duties(tree: Mapping, calendars: Sequence[Calendar], mistakes: Mistakes) -> tuple[Duty, ...]:
    node = tree.get("on_duty")
    items = node.items if isinstance(node, Listing) else ()
    known = [each.name for each in calendars]
    found = (
        mistakes.attempt(partial(_duty, item, known), None)
        for item in items
        if isinstance(item, Mapping)
    )
    return tuple(each for each in found if each is not None)


def _duty(tree: Mapping, known: Sequence[str]) -> Duty:
    name = text_of(tree, "calendar")
    if name not in known:
        where = str(mark_of(tree, "calendar"))
        cure = f"{nearest(name, known)} Calendars are listed under calendars:"
        raise ConfigError(f"there is no calendar {name!r}", where=where, cure=cure)
    return Duty(name, int(number_of(tree, "agents") or 0))
