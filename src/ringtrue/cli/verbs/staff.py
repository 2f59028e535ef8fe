"""`ringtrue staff`: how many agents keep a promise to callers, for one interval or for many."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringtrue.cli.options import color_option, format_option
from ringtrue.core.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from ringtrue.cli.intervals import Intervals
    from ringtrue.core.service_level import Target
    from ringtrue.core.staffing import StaffingPlan
    from ringtrue.do.staffing.table import Question

_DEFINITIONS = ("offered", "less-short-abandoned", "answered")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says, as it was written."""

    handle: str
    patience: str
    answer_within: str
    share: str
    definition: str
    abandoned_at_most: str | None
    busy_at_most: str | None
    redial: str
    shrinkage: str
    sure: str | None
    agents: int | None
    as_given: bool


@click.command()
@click.argument("intervals", required=False, metavar="[FILE.csv]",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--calls", type=float, metavar="N", help="Calls in one interval, instead of a file.")
@click.option("--per", default="30 min", show_default=True, help="Length of an interval.")
@click.option("--handle", required=True, metavar="TIME", help="Mean time of a call, work after it"
              " included, such as '180 s'.")  # fmt: skip
@click.option("--patience", required=True, metavar="TIME", help="Mean time after which a caller who"
              " waits gives up; 'never' for Erlang C.")  # fmt: skip
@click.option("--answer-within", default="20 s", show_default=True, metavar="TIME",
              help="What callers are promised.")  # fmt: skip
@click.option("--share", default="80%", show_default=True, help="Share of calls answered in time.")
@click.option("--definition", type=click.Choice(_DEFINITIONS), default=_DEFINITIONS[0],
              show_default=True, help="Of which calls.")  # fmt: skip
@click.option("--abandoned-at-most", metavar="SHARE", help="Greatest share of calls given up.")
@click.option("--busy-at-most", metavar="SHARE", help="Greatest share of time that agents are busy;"
              " no bound when left out.")  # fmt: skip
@click.option("--redial", default="0%", show_default=True, metavar="SHARE",
              help="Share of those who gave up who call again.")  # fmt: skip
@click.option("--shrinkage", default="0%", show_default=True, metavar="SHARE",
              help="Share of paid time that is not spent answering.")  # fmt: skip
@click.option("--cv", type=float, default=0.0, show_default=True,
              help="Standard deviation over mean by which the forecast errs.")  # fmt: skip
@click.option("--sure", metavar="SHARE", help="Keep the promise on this share of days, rather than"
              " for the average call.")  # fmt: skip
@click.option("--agents", type=int, metavar="N", help="Tell what so many agents do instead.")
@click.option("--as-given", is_flag=True, help="Take unusual times as they are, without asking.")
@format_option("text", "json", "csv")
@color_option
def command(
    intervals: Path | None, calls: float | None, per: str, cv: float, form: str, **written: Any
) -> None:
    """Tell how many agents keep a promise to callers, by Erlang's A.

    For one interval (--calls), or for those of a CSV file with the columns start and calls, and
    perhaps extra (the campaign's calls among them), cv and scheduled (paid people). With scheduled,
    the answer is a plan, and the exit code is 1 where people are missing.
    """
    options = Options(**written)
    question, seconds = _question(options, per)
    found = _load(intervals, calls, seconds, cv)
    plan = _plan(found, question)
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.do.staffing.table import answer

    rows = answer(found.load, question)
    if form == "json":
        from ringtrue.cli.output.staff_json import staff_json

        emit(staff_json(rows, question, found, plan))
    elif form == "csv":
        from ringtrue.cli.output.staff_csv import staff_csv

        emit(staff_csv(rows, found).rstrip("\n"))
    else:
        from ringtrue.cli.output.staff_text import staff_lines

        say(staff_lines(rows, question, found, plan, single=intervals is None))
    sys.exit(ExitCode.BLOCKED if plan and not plan.holds else ExitCode.CLEAR)


def _question(options: Options, per: str) -> tuple[Question, float]:
    """What is asked, and the seconds of an interval."""
    from ringtrue.do.staffing.table import Question

    never = options.patience.strip().lower() == "never"
    times = {
        "handle time": _seconds(options.handle, "--handle"),
        "promised time": _seconds(options.answer_within, "--answer-within"),
        "interval": _seconds(per, "--per"),
    }
    if not never:
        times["patience"] = _seconds(options.patience, "--patience")
    if not options.as_given:
        _ask_back(times)
    question = Question(
        _target(options, times["promised time"]),
        times["handle time"],
        times.get("patience"),
        redial=_share(options.redial, "--redial", least=0.0),
        shrinkage=_share(options.shrinkage, "--shrinkage", least=0.0),
        sure=None if options.sure is None else _share(options.sure, "--sure"),
        agents=options.agents,
    )
    return question, times["interval"]


def _ask_back(times: dict[str, float]) -> None:
    from ringtrue.do.staffing.plausible import ask_back

    try:
        ask_back(times)
    except UsageError as error:
        cure = f"{error.cure} If it is as it stands, say --as-given."
        raise UsageError(error.what, cure=cure) from error


def _target(options: Options, seconds: float) -> Target:
    from ringtrue.core.service_level import Definition, Target

    gone, busy = options.abandoned_at_most, options.busy_at_most
    return Target(
        seconds,
        _share(options.share, "--share"),
        Definition(options.definition),
        None if gone is None else _share(gone, "--abandoned-at-most"),
        None if busy is None else _share(busy, "--busy-at-most"),
    )


def _seconds(text: str, option: str) -> float:
    from ringtrue.core.quantity import Duration

    found = Duration.parse(text, option).seconds
    if not found:
        told = f"{text!r} is no length of time"
        raise UsageError(told, where=option, cure="Write seconds, minutes or hours above 0.")
    return found


def _share(text: str, option: str, least: float = 1e-9) -> float:
    """A share below 1, written as 80% or 0.8."""
    stripped = text.strip()
    try:
        share = float(stripped.rstrip(" %")) / (100 if stripped.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not least <= share < 1:
        cure = f"Write 80% or 0.8, {'from 0' if least == 0 else 'above 0'} and below 1."
        raise UsageError(f"{text!r} is no such share", where=option, cure=cure)
    return round(share, 12)


def _load(path: Path | None, calls: float | None, seconds: float, cv: float) -> Intervals:
    from datetime import UTC, datetime

    from ringtrue.cli.intervals import Intervals, read_intervals
    from ringtrue.core.load import Load

    if (path is None) == (calls is None):
        raise UsageError("it needs either --calls or a file", cure="Give one of them.")
    if path is not None:
        return read_intervals(path, seconds, cv)
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return Intervals(Load((start,), seconds, (calls or 0.0,), (0.0,), (0.0,), (cv,)), None)


def _plan(found: Intervals, question: Question) -> StaffingPlan | None:
    """The plan, where the file says who is scheduled."""
    if found.scheduled is None:
        return None
    from datetime import UTC, datetime

    from ringtrue.core.figure import Basis, Figure
    from ringtrue.core.load import CallTraits
    from ringtrue.do.staffing.plan import plan_staff
    from ringtrue.do.staffing.usual import with_shrinkage

    if question.patience is None:
        cure = "Give --patience, or leave the column out."
        raise UsageError("a plan needs to know when callers give up", cure=cure)

    def stated(name: str, value: float, unit: str) -> Figure:
        return Figure(name, value, value, value, unit, Basis.STATED, "command line")

    traits = CallTraits(
        stated("handle time", question.handle, "seconds"),
        stated("patience", question.patience, "seconds"),
        stated("redials", question.redial, "share of callers who gave up"),
    )
    terms = with_shrinkage(stated("shrinkage", question.shrinkage, "share of paid time"))
    today = datetime.now(UTC).date()
    return plan_staff(
        found.load, traits, question.target, found.scheduled, today=today, terms=terms
    )
