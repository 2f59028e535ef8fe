"""Several kinds of calls, answered by agents who have two skills each: read, asked and told."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import click

from ringtrue.cli.calls_asked import Asked
from ringtrue.cli.intervals import number_in, rows_of
from ringtrue.cli.output.marking import clean, wrapped
from ringtrue.cli.output.table import table
from ringtrue.core.errors import UsageError
from ringtrue.do.queues.chain import Chain, two_skill_chain
from ringtrue.do.queues.shrinkage import paid_people

_NEEDED, _KNOWN = ("kind", "calls"), ("kind", "calls", "handle_seconds")
_KEYS = ("kind", "second_skill", "calls", "alone", "agents", "paid")
_HEADER = ("first skill", "second skill", "calls", "agents alone", "agents", "paid")
_RULE = (
    "Agents in all are those of one queue of all calls, shared out by the square root of the load:"
    " a rule found good in simulations (Wallace and Whitt, 2005), if the oldest caller goes first."
)
VERSION = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of calls: how many in the interval, and how many seconds one takes on average."""

    name: str
    calls: float
    handle: float


def read_kinds(path: Path, handle: float) -> tuple[Kind, ...]:
    """Rows of `kind`, `calls` and perhaps `handle_seconds`; `handle` is for all where it is not.

    Raises `UsageError` with the place of what cannot be read.
    """
    found: list[Kind] = []
    for line, row in rows_of(path, _NEEDED, _KNOWN):
        name = (row["kind"] or "").strip()
        if not name or any(name == each.name for each in found):
            told = f"kind {name!r} is there already" if name else "a kind has no name"
            raise UsageError(told, where=f"{path}:{line}", cure="Give each kind its own name.")
        calls = number_in(row, "calls", None, path, line)
        found.append(Kind(name, calls, number_in(row, "handle_seconds", handle, path, line)))
    return tuple(found)


def chain_of(kinds: Sequence[Kind], asked: Asked, cv: float) -> Chain:
    """The agents that they need, each kind's second skill being the kind that follows."""
    question = asked.question
    if question.agents is not None or question.sure is not None:
        cure = "Leave --agents and --sure out, or ask for one kind at a time."
        raise UsageError("several kinds of calls are asked for the average call only", cure=cure)
    return two_skill_chain(
        [each.calls / asked.seconds for each in kinds],
        [each.handle for each in kinds],
        question.patience,
        question.target,
        redial=question.redial,
        cv=cv,
    )


def kinds_lines(kinds: Sequence[Kind], chain: Chain, asked: Asked) -> Iterator[str]:
    """The agents in all, those of each first skill, and the rule they come from."""
    apart = f" with two skills each; separate teams would need {chain.separate:,}"
    yield click.style(f"{chain.pooled:,} agents", bold=True) + apart
    yield from wrapped(f"Promised: {asked.question.target.words}.", "  ")
    yield ""
    rows = [tuple(map(_cell, row)) for row in _rows(kinds, chain, asked)]
    yield from table(_HEADER, rows, texts=2)
    yield ""
    yield from wrapped(f"- {_RULE}", "")


def kinds_csv(kinds: Sequence[Kind], chain: Chain, asked: Asked) -> str:
    """A line per kind."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_KEYS)
    writer.writerows(_rows(kinds, chain, asked))
    return out.getvalue()


def kinds_json(kinds: Sequence[Kind], chain: Chain, asked: Asked) -> str:
    """One object; its keys are told in docs/readiness.md."""
    answer = {
        "schema": VERSION,
        "promise": asked.question.target.words,
        "agents": chain.pooled,
        "separate": chain.separate,
        "kinds": [dict(zip(_KEYS, row, strict=True)) for row in _rows(kinds, chain, asked)],
        "assumptions": [_RULE],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False)


_Row = tuple[str, str, float, int, int, int]


def _rows(kinds: Sequence[Kind], chain: Chain, asked: Asked) -> Iterator[_Row]:
    paid = paid_people(chain.primaries, asked.question.shrinkage).tolist()
    for number, each in enumerate(kinds):
        other = kinds[(number + 1) % len(kinds)]
        agents = chain.alone[number], chain.primaries[number], paid[number]
        yield clean(each.name), clean(other.name), each.calls, *agents


def _cell(value: object) -> str:
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)
