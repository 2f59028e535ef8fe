"""A staffing plan in sentences, for terminals and pages alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.staffing.table import Question

_FEW = 4


def promise_words(target: Target) -> str:
    """The promise to callers: share, time, definition and bounds."""
    return target.words


def plan_words(plan: StaffingPlan) -> Iterator[str]:
    """What is missing and what to do about it; a plan with nothing missing says so."""
    if not any(each.missing for each in plan.intervals):
        yield "Nobody is missing: those who are scheduled keep the promise in every interval."
    else:
        yield from _missing(plan)
        yield from _hiring(plan)
        yield from (f"Or {each}." for each in alternatives(plan))
        yield from in_vain(plan)
    for each in plan.briefed:
        if each.missing:
            yield (
                f"{each.missing:,} of {each.needed:,} people have not passed the briefing on"
                f" {each.promise}."
            )


def _missing(plan: StaffingPlan) -> Iterator[str]:
    worst, short = plan.worst, sum(bool(each.missing) for each in plan.intervals)
    yield (
        f"People are missing in {short:,} of {len(plan.intervals):,} intervals:"
        f" {worst.paid_missing:,} at the worst time, {worst.start:%Y-%m-%d %H:%M}, and"
        f" {plan.missing_hours:,.1f} paid hours in all."
    )
    people = plan.people
    if people.low < people.high:
        yield (
            f"As the figures are not certain, {people.low:,.0f} to {people.high:,.0f} people may be"
            " missing at the worst time."
        )


def _hiring(plan: StaffingPlan) -> Iterator[str]:
    for course in plan.courses:
        yield (
            f"Hire {_people(course.people)} for a course from {course.begins} on, who answer calls"
            f" from {course.ready} on."
        )
    if len(plan.moves) > _FEW:
        most = max(each.people for each in plan.moves)
        yield (
            f"Bring in up to {_people(most)} who are trained, for {len(plan.moves)} weeks from"
            f" {plan.moves[0].week} on: no course ends in time."
        )
    else:
        yield from (
            f"Bring in {_people(each.people)} who are trained for the week from {each.week} on: no"
            " course ends in time."
            for each in plan.moves
        )
    if plan.cost is not None:
        total = plan.cost.total
        yield (
            f"That costs {total.best:,.0f} {total.unit}, or from {total.low:,.0f} to"
            f" {total.high:,.0f}."
        )


def alternatives(plan: StaffingPlan, day: Callable[[date], str] = str) -> Iterator[str]:
    """What else would keep the promise, as the rest of a sentence that begins with "or"."""
    later, spread, less = plan.later, plan.spread, plan.less
    if plan.courses and not plan.moves:
        yield (
            f"bring in {_people(plan.worst.paid_missing)} who are trained, for the"
            f" {plan.missing_hours:,.1f} paid hours that are missing"
        )
    if later.launch and later.weeks:
        yield (
            f"launch {later.weeks} week{'' if later.weeks == 1 else 's'} later, on"
            f" {day(later.launch)}, and hire {_people(later.hires)} today"
        )
    if spread is not None and spread.days:
        yield f"send the campaign in equal parts over {spread.days} days"
    if less.seconds is not None:
        yield f"promise an answer within {less.seconds:g} s instead"


def in_vain(plan: StaffingPlan) -> Iterator[str]:
    """What would not keep the promise, and what those who are there do keep, a sentence each."""
    spread, less = plan.spread, plan.less
    if spread is not None and not spread.days:
        yield (
            f"To send it over {spread.most} days would not do."
            if spread.usual_holds
            else "To send it over more days would not do: the promise breaks without the campaign."
        )
    if less.share > 0:
        seconds = plan.target.seconds
        kept = f"at least {100 * less.share:g} % within {seconds:g} s"
        yield f"Those who are there answer {kept} in every interval."


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def assumptions_of(question: Question, doubtful: bool, plan: StaffingPlan | None) -> Iterator[str]:
    """What an answer takes for granted, one sentence each."""
    if question.patience is None:
        yield "Nobody ever gives up (Erlang C): it asks for rather too many agents."
    else:
        yield "Handle times and patience are exponential (Erlang A)."
        if not question.redial:
            yield "Nobody who gave up calls again."
    if question.sure is not None:
        yield f"Calls are those that {100 * question.sure:g} % of days do not exceed."
    elif doubtful:
        yield "Shares are those of the average call over the days that the forecast may mean."
    else:
        yield "The forecast of calls is certain."
    if not question.shrinkage:
        yield "Everybody who is paid answers calls all the time."
    if question.patience is not None and question.target.abandoned is None:
        yield "No bound on calls given up: a floor may meet its share by losing callers."
    if question.target.occupancy is None:
        yield "No bound on how busy agents are."
    yield "The load is the greatest within the interval, as it follows the calls."
    if plan is not None:
        yield from plan.assumptions
        yield from (_assumed(each) for each in plan.figures if each.basis is Basis.ASSUMED)


def _assumed(figure: Figure) -> str:
    return (
        f"{figure.name[0].upper()}{figure.name[1:]}: {figure.best:g} ({figure.low:g} to"
        f" {figure.high:g}) {figure.unit}, assumed; {figure.source}."
    )
