"""What a table of answers tells: scores by cause of unhappiness and by contacts, as sums.

Surveys are counted inside the engine; what comes out are numbers, sums and sums of squares of
groups, and no answer of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis

from ringtrue.core.cost_settings import Answers
from ringtrue.core.customers import CauseSums, ContactSums, Sums
from ringtrue.core.errors import SourceError
from ringtrue.core.expression import Name
from ringtrue.core.source import Source
from ringtrue.do.compiling import Compiler
from ringtrue.do.instants import Value
from ringtrue.do.plan import Plan
from ringtrue.do.preparing import prepare
from ringtrue.do.scanning import segment_text
from ringtrue.do.sources import OpenSource, open_source

MOST = 300
"""So many causes, groups or kinds of issue are compared; more are a text that somebody wrote."""

_NONE = ("", "none", "-")


@dataclass(frozen=True, slots=True)
class AnswerSums:
    """Scores and leavings by cause, and scores by contacts; () for what has no columns."""

    causes: tuple[CauseSums, ...]
    leavings: tuple[CauseSums, ...]
    contacts: tuple[ContactSums, ...]


def read_answers(source: Source, answers: Answers, *, folder: Path, as_of: datetime) -> AnswerSums:
    """Everything that the answers of a source are asked for.

    A cause that is null, empty, "none" or "-" is no cause. Answers without a score, and issues
    without a whole number of contacts from 1 on, are left out. Raises `SourceError` for a column
    that is not there or of the wrong type, and for one with too many different values.
    """
    with open_source(source, folder) as opened:
        scan = prepare(opened, Plan(source, (), ()), as_of, native=False)
        asked = _Asked(opened, scan.compiler, answers)
        return AnswerSums(
            asked.causes(asked.score) if answers.score and answers.cause else (),
            asked.causes(asked.left) if answers.left and answers.cause else (),
            asked.contacts() if answers.score and answers.contacts and answers.issue else (),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One source of answers."""

    opened: OpenSource
    compiler: Compiler
    answers: Answers

    @property
    def score(self) -> Value:
        """The score of each answer."""
        return self.compiler.number(Name(self.answers.score))

    @property
    def left(self) -> Value:
        """1 for a customer who left, 0 for one who did not."""
        assert self.answers.left
        left = self.compiler.condition(self.answers.left)
        return ibis.cases((left, 1.0), (~left, 0.0), else_=ibis.null("float64"))

    def causes(self, number: Value) -> tuple[CauseSums, ...]:
        """A number by cause and group."""
        text = self.compiler.text(Name(self.answers.cause)).strip()
        bare = ibis.coalesce(text, "")
        alike = [
            segment_text(self.compiler, name, self.answers.place) for name in self.answers.alike
        ]
        rows = self._sums(
            number,
            cause=ibis.ifelse(bare.lower().isin(_NONE), "", bare),
            group=ibis.literal(" · ").join(alike) if alike else ibis.literal(""),
        )
        self._few(rows, "cause", self.answers.cause)
        self._few(rows, "group", " and ".join(self.answers.alike))
        return tuple(CauseSums(each["cause"], each["group"], _of(each)) for each in rows)

    def contacts(self) -> tuple[ContactSums, ...]:
        """Scores by number of contacts and kind of issue."""
        contacts = self.compiler.number(Name(self.answers.contacts))
        issue = segment_text(self.compiler, self.answers.issue, self.answers.place)
        whole = contacts.floor() == contacts
        score = ibis.ifelse((contacts >= 1) & whole, self.score, ibis.null("float64"))
        rows = self._sums(score, contacts=ibis.least(contacts, 1e6).cast("int64"), issue=issue)
        self._few(rows, "issue", self.answers.issue)
        return tuple(ContactSums(each["contacts"], each["issue"], _of(each)) for each in rows)

    def _sums(self, number: Value, **keys: Value) -> list[dict[str, Any]]:
        table, settled = self.compiler.dialect.stage.settled(number=number, **keys)
        rows = table.select(**settled)
        rows = rows.filter(rows.number.notnull())
        told = rows.group_by(list(keys)).aggregate(
            records=rows.count(),
            total=rows.number.sum(),
            squares=(rows.number * rows.number).sum(),
        )
        found: list[dict[str, Any]] = self.opened.fetch(told).to_pylist()
        # Sorted here, for every engine has an order of its own for texts.
        return sorted(found, key=lambda each: tuple(each[key] for key in keys))

    def _few(self, rows: list[dict[str, Any]], key: str, column: str) -> None:
        values = {each[key] for each in rows}
        if len(values) > MOST:
            told = f"{column} has {len(values):,} different values, too many to compare"
            cure = f"Name a column with at most {MOST}."
            raise SourceError(told, where=f"{self.answers.source}.{column}", cure=cure)


def _of(row: dict[str, Any]) -> Sums:
    return Sums(int(row["records"]), float(row["total"]), float(row["squares"]))
