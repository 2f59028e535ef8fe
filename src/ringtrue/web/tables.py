"""What pages show, as tables to take along: promises, the months of one, and the audit chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ringtrue.core.event import Event
from ringtrue.desk.services.word_kept import WordRow
from ringtrue.desk.standings import MonthShare
from ringtrue.web.spreadsheet import Cell

_PROMISES = (
    *("standard", "promise", "next_month", "promised_share", "kept_share", "low_95", "high_95"),
    *("kept", "broken", "pending", "void", "first_day", "last_day", "measured_as_of", "source"),
    *("budget_left_12_months", "live_in", "coming_in", "definition"),
    *("at_risk_a_year", "at_risk_low_95", "at_risk_high_95"),
)
_MONTHS = ("month", "kept_share", "low_95", "high_95", "kept", "broken")
_EVENTS = ("number", "at", "actor", "action", "subject", "payload", "previous", "hash")


@dataclass(frozen=True, slots=True)
class Table:
    """A table under the name of its file; `rows` are made as they are asked for."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def promises_table(rows: Iterable[WordRow]) -> Table:
    """Promises as they are listed; shares between 0 and 1."""
    return Table("promises.csv", _PROMISES, map(_promise, rows))


def months_table(months: Iterable[MonthShare]) -> Table:
    """One promise month by month."""
    rows = (
        (each.month, each.share, each.low, each.high, each.counts.kept, each.counts.broken)
        for each in months
    )
    return Table("months.csv", _MONTHS, rows)


def events_table(events: Iterable[Event]) -> Table:
    """Events of the audit chain with what each holds, as it was hashed."""
    rows = (
        (
            *(each.number, each.at, each.actor, each.action, each.subject),
            *(each.payload, each.previous, each.hash),
        )
        for each in events
    )
    return Table("audit.csv", _EVENTS, rows)


def _promise(row: WordRow) -> tuple[Cell, ...]:
    it, budget = row.standing, row.budget
    return (
        *(it.standard, it.promise, row.state.value, it.target, it.share, it.low, it.high),
        *(it.kept, it.broken, it.pending, it.void, it.first_day, it.last_day, it.as_of, it.source),
        budget.left if budget else None,
        "; ".join(each.name for each in row.live),
        "; ".join(each.name for each in row.coming),
        it.definition,
        *(it.at_risk, it.at_risk_low, it.at_risk_high),
    )
