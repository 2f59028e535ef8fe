"""A calendar for proposals that count working time: the wording names none, the workspace may.

"4 working hours" can be counted only by somebody's opening hours. Where the workspace leaves no
doubt whose, the proposal takes them and says so; where it does, a person chooses; and where there
are none, the promise cannot be measured yet, which is one promise's trouble and not the review's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ringtrue.core.quantity import Unit
from ringtrue.core.standard import Remedy, Standard, Test, Within
from ringtrue.core.workspace import Workspace
from ringtrue.say.binding import Binding, BindingState, Candidate

_WORKING = frozenset({Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR})
_NONE = (
    "It counts working time, and no calendar says when that is: have one added to ringtrue.yaml,"
    " or promise plain hours or days."
)
_MANY = "It counts working time: say by which calendar."


def with_calendar(binding: Binding, workspace: Workspace) -> Binding:
    """The binding with a calendar for every candidate that needs one."""
    candidates = tuple(
        each for candidate in binding.candidates for each in _counted(candidate, workspace)
    )
    if candidates == binding.candidates:
        return binding
    if not candidates:
        return Binding((), BindingState.UNBOUND, _NONE)
    best = binding.candidates[0].standard
    state, reason = binding.state, binding.reason
    if state is BindingState.BOUND and needs_calendar(best.test):
        names = calendars_for(best, workspace)
        if len(names) != 1:
            state, reason = BindingState.AMBIGUOUS, _MANY if names else _NONE
    return Binding(candidates, state, reason)


def needs_calendar(test: Test) -> bool:
    """Whether a test counts working time and does not say whose."""
    return isinstance(test, Within | Remedy) and test.limit.unit in _WORKING and not test.calendar


def calendars_for(standard: Standard, workspace: Workspace) -> tuple[str, ...]:
    """The calendars that could be meant: the one that the book uses on this source, else all."""
    used = {
        each.test.calendar
        for each in workspace.standards
        if each.source == standard.source
        and isinstance(each.test, Within | Remedy)
        and each.test.calendar
    }
    return tuple(used) if len(used) == 1 else tuple(each.name for each in workspace.calendars)


def _counted(candidate: Candidate, workspace: Workspace) -> Iterator[Candidate]:
    """The candidate once for each calendar that could be meant; itself when it needs none."""
    standard, test = candidate.standard, candidate.standard.test
    if not isinstance(test, Within | Remedy) or not needs_calendar(test):
        yield candidate
        return
    for name in calendars_for(standard, workspace):
        because = (
            *(each for each in candidate.reasons if not each.startswith("working time needs")),
            f"working time by the calendar {name!r}",
        )
        timed = replace(standard, test=replace(test, calendar=name))
        yield replace(candidate, standard=timed, reasons=because)
