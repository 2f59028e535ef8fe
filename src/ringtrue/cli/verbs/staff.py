"""`ringtrue staff`: how many agents keep a promise to callers, for one interval or for many."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringtrue.cli.options import color_option, find_or_none, format_option, workspace_option
from ringtrue.core.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from ringtrue.cli.calls_asked import Asked
    from ringtrue.cli.intervals import Intervals
    from ringtrue.core.staffing import StaffingPlan

_DEFINITIONS = ("offered", "less-short-abandoned", "answered")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says, as it was written; None where it says nothing."""

    per: str | None
    handle: str | None
    patience: str | None
    answer_within: str | None
    share: str | None
    definition: str | None
    abandoned_at_most: str | None
    busy_at_most: str | None
    redial: str | None
    shrinkage: str | None
    sure: str | None
    agents: int | None
    as_given: bool


@click.command()
@click.argument("intervals", required=False, metavar="[FILE.csv]",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--calls", type=float, metavar="N", help="Calls in one interval, instead of a file.")
@click.option("--per", metavar="TIME", help="Length of an interval; half an hour when left out.")
@click.option("--handle", metavar="TIME", help="Mean time of a call, work after it included, such"
              " as '180 s'.")  # fmt: skip
@click.option("--patience", metavar="TIME", help="Mean time after which a caller who waits gives"
              " up; 'never' for Erlang C.")  # fmt: skip
@click.option("--answer-within", metavar="TIME", help="What callers are promised; 20 s when left"
              " out.")  # fmt: skip
@click.option("--share", metavar="SHARE", help="Share of calls answered in time; 80% when left"
              " out.")  # fmt: skip
@click.option("--definition", type=click.Choice(_DEFINITIONS), help="Of which calls; of all"
              " offered when left out.")  # fmt: skip
@click.option("--abandoned-at-most", metavar="SHARE", help="Greatest share of calls given up.")
@click.option("--busy-at-most", metavar="SHARE", help="Greatest share of time that agents are busy;"
              " no bound when left out.")  # fmt: skip
@click.option("--redial", metavar="SHARE", help="Share of those who gave up who call again; none"
              " when left out.")  # fmt: skip
@click.option("--shrinkage", metavar="SHARE", help="Share of paid time that is not spent answering;"
              " none when left out.")  # fmt: skip
@click.option("--cv", type=float, default=0.0, show_default=True,
              help="Standard deviation over mean by which the forecast errs.")  # fmt: skip
@click.option("--sure", metavar="SHARE", help="Keep the promise on this share of days, rather than"
              " for the average call.")  # fmt: skip
@click.option("--agents", type=int, metavar="N", help="Tell what so many agents do instead.")
@click.option("--as-given", is_flag=True, help="Take unusual times as they are, without asking.")
@format_option("text", "json", "csv")
@workspace_option
@color_option
def command(
    intervals: Path | None,
    calls: float | None,
    cv: float,
    form: str,
    workspace: Path | None,
    **written: Any,
) -> None:
    """Tell how many agents keep a promise to callers, by Erlang's A.

    For one interval (--calls), or for those of a CSV file with the columns start and calls, and
    perhaps extra (the campaign's calls among them), cv and scheduled (paid people). With scheduled,
    the answer is a plan, and the exit code is 1 where people are missing. With the columns kind and
    calls each row is a kind of calls of one interval, for agents who have two skills each. What is
    left out is as 'answering' in ringtrue.yaml says, where there is one.
    """
    from ringtrue.cli.calls_asked import asked_of
    from ringtrue.do.staffing.table import answer

    _either(intervals, calls)
    around = find_or_none(workspace)
    asked = asked_of(Options(**written), around.answering if around else None)
    if intervals is not None and _of_kinds(intervals):
        _tell_kinds(intervals, asked, cv, form)
        return
    found = _load(intervals, calls, asked.seconds, cv)
    plan = _plan(found, asked)
    rows = answer(found.load, asked.question)
    from ringtrue.cli.output.printing import emit, say

    if form == "json":
        from ringtrue.cli.output.staff_json import staff_json

        emit(staff_json(rows, asked.question, found, plan))
    elif form == "csv":
        from ringtrue.cli.output.staff_csv import staff_csv

        emit(staff_csv(rows, found).rstrip("\n"))
    else:
        from ringtrue.cli.output.staff_text import staff_lines

        say(staff_lines(rows, asked.question, found, plan, single=intervals is None))
    sys.exit(ExitCode.BLOCKED if plan and not plan.holds else ExitCode.CLEAR)


def _either(path: Path | None, calls: float | None) -> None:
    if (path is None) == (calls is None):
        raise UsageError("it needs either --calls or a file", cure="Give one of them.")


def _load(path: Path | None, calls: float | None, seconds: float, cv: float) -> Intervals:
    from datetime import UTC, datetime

    from ringtrue.cli.intervals import Intervals, read_intervals
    from ringtrue.core.load import Load

    if path is not None:
        return read_intervals(path, seconds, cv)
    for name, value in (("calls", calls or 0.0), ("cv", cv)):
        if not 0 <= value < inf:
            cure = "Give a number from 0 upwards."
            raise UsageError(f"--{name} {value:g} cannot be", cure=cure)
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return Intervals(Load((start,), seconds, (calls or 0.0,), (0.0,), (0.0,), (cv,)), None)


def _of_kinds(path: Path) -> bool:
    """Whether the table is one of kinds of calls; what cannot be read is told when it is read."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return "kind" in file.readline(1_000).strip().split(",")
    except OSError:
        return False


def _tell_kinds(path: Path, asked: Asked, cv: float, form: str) -> None:
    from ringtrue.cli.kinds import chain_of, kinds_csv, kinds_json, kinds_lines, read_kinds
    from ringtrue.cli.output.printing import emit, say

    kinds = read_kinds(path, asked.question.handle)
    chain = chain_of(kinds, asked, cv)
    if form == "json":
        emit(kinds_json(kinds, chain, asked))
    elif form == "csv":
        emit(kinds_csv(kinds, chain, asked).rstrip("\n"))
    else:
        say(kinds_lines(kinds, chain, asked))


def _plan(found: Intervals, asked: Asked) -> StaffingPlan | None:
    """The plan, where the file says who is scheduled."""
    if found.scheduled is None:
        return None
    from datetime import UTC, datetime

    from ringtrue.do.staffing.plan import plan_staff

    if asked.traits is None:
        cure = "Give --patience, or leave the column out."
        raise UsageError("a plan needs to know when callers give up", cure=cure)
    return plan_staff(
        found.load,
        asked.traits,
        asked.question.target,
        found.scheduled,
        today=datetime.now(UTC).date(),
        terms=asked.terms,
    )
