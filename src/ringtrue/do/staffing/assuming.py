"""What an answer about agents takes for granted, in sentences for terminals and programs alike."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.staffing.table import Question


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
