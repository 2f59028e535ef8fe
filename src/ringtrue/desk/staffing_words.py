"""A staffing plan in sentences: the same in a terminal, on a page and as a launch's condition."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.dates import day
from ringtrue.core.staffing import Move, StaffingPlan
from ringtrue.gap.answering import moment, people

_FEW = 4


def plan_words(plan: StaffingPlan) -> Iterator[str]:
    """What is missing and what to do about it; a plan with nothing missing says so."""
    if not any(each.missing for each in plan.intervals):
        yield "Nobody is missing: those who are scheduled keep the promise in every interval."
        yield from map(_sentence, _briefings(plan))
        return
    yield from _missing(plan)
    yield from map(_sentence, _people_to_add(plan))
    if plan.cost is not None:
        total = plan.cost.total
        yield (
            f"That costs {total.best:,.0f} {total.unit}, or from {total.low:,.0f} to"
            f" {total.high:,.0f}."
        )
    yield from (f"Or {each}." for each in _instead(plan))
    yield from in_vain(plan)
    yield from map(_sentence, _briefings(plan))


def condition_words(plan: StaffingPlan) -> str:
    """What is to be done so that the plan holds, as one item of a checklist."""
    steps = (*_people_to_add(plan), *_briefings(plan))
    return _sentence("; ".join(steps) or "nothing is missing")


def alternatives(plan: StaffingPlan) -> Iterator[str]:
    """What else would keep the promise, a sentence each."""
    return map(_sentence, _instead(plan))


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
        kept = f"at least {100 * less.share:g} % within {plan.target.seconds:g} s"
        yield f"Those who are there answer {kept} in every interval."


def _missing(plan: StaffingPlan) -> Iterator[str]:
    worst, short = plan.worst, sum(bool(each.missing) for each in plan.intervals)
    yield (
        f"People are missing in {short:,} of {len(plan.intervals):,} intervals:"
        f" {worst.paid_missing:,} at the worst time, {moment(worst.start)}, and"
        f" {plan.missing_hours:,.1f} paid hours in all."
    )
    doubt = plan.people
    if doubt.low < doubt.high:
        yield (
            f"As the figures are not certain, {doubt.low:,.0f} to {doubt.high:,.0f} people may be"
            " missing at the worst time."
        )


def _people_to_add(plan: StaffingPlan) -> Iterator[str]:
    """Who is to be there, and where they come from, as parts of one sentence."""
    worst = plan.worst
    if worst.missing:
        yield (
            f"have {people(worst.needed, 'agent')} answering on {moment(worst.start)}, where"
            f" {worst.there:,} are now"
        )
    for each in plan.courses:
        yield (
            f"hire {people(each.people)}, whose course begins on {day(each.begins)} and ends on"
            f" {day(each.ready)}"
        )
    yield from _moves(plan.moves)


def _briefings(plan: StaffingPlan) -> Iterator[str]:
    return (
        f"brief {people(each.missing)} more on {each.promise!r}"
        for each in plan.briefed
        if each.missing
    )


def _moves(moves: tuple[Move, ...]) -> Iterator[str]:
    why = "as no course ends in time"
    if len(moves) > _FEW:
        most = people(max(each.people for each in moves))
        first = day(moves[0].week)
        yield f"bring in up to {most} with training for {len(moves)} weeks from {first} on, {why}"
        return
    for each in moves:
        week = day(each.week)
        yield f"bring in {people(each.people)} with training for the week of {week}, {why}"


def _instead(plan: StaffingPlan) -> Iterator[str]:
    """What else would keep the promise, as the rest of a sentence that begins with "or"."""
    later, spread, less = plan.later, plan.spread, plan.less
    if plan.courses and not plan.moves:
        yield (
            f"bring in {people(plan.worst.paid_missing)} with training, for the"
            f" {plan.missing_hours:,.1f} paid hours that are missing"
        )
    if later.launch and later.weeks:
        yield (
            f"launch {later.weeks} week{'' if later.weeks == 1 else 's'} later, on"
            f" {day(later.launch)}, and hire {people(later.hires)} today"
        )
    if spread is not None and spread.days:
        yield f"send the campaign in equal parts over {spread.days} days"
    if less.seconds is not None:
        yield f"promise an answer within {less.seconds:g} s instead"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
