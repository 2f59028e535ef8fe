"""The tables of customers and answers of a workspace, read with its book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.core.cost_settings import CostSettings
from ringtrue.core.customers import CustomerBase, CustomerReading, Returning
from ringtrue.core.source import Source
from ringtrue.core.workspace import Workspace
from ringtrue.desk.attempts import attempt

if TYPE_CHECKING:
    from ringtrue.do.satisfaction import AnswerSums

_Bought = tuple[CustomerBase | None, tuple[Returning, ...]]


def read_tables(
    workspace: Workspace, as_of: datetime, tell: Callable[[str, float], None] | None = None
) -> CustomerReading | None:
    """Everything that the tables named under `cost` tell; None where nothing is named.

    What cannot be read is told in the reading, and keeps nothing else from being read.
    """
    settings = workspace.cost
    if settings is None or not (settings.purchases or settings.answers):
        return None
    if tell:
        tell("Following customers", 1.0)
    troubles: list[str] = []
    bought = attempt(partial(_purchases, workspace, settings, as_of), troubles)
    base, returning = bought or (None, ())
    answers = attempt(partial(_answers, workspace, settings, as_of), troubles)
    return CustomerReading(
        base=base,
        returning=returning,
        causes=answers.causes if answers else (),
        leavings=answers.leavings if answers else (),
        contacts=answers.contacts if answers else (),
        troubles=tuple(troubles),
    )


def _purchases(workspace: Workspace, settings: CostSettings, as_of: datetime) -> _Bought | None:
    from ringtrue.do.customers import read_customers
    from ringtrue.do.planning import Book

    asked = settings.purchases
    if asked is None:
        return None
    mine = tuple(each for each in workspace.standards if each.source == asked.source)
    return read_customers(
        _source(workspace, asked.source),
        asked,
        mine,
        Book(workspace.standards, workspace.calendars),
        folder=Path(workspace.folder),
        as_of=as_of,
    )


def _answers(workspace: Workspace, settings: CostSettings, as_of: datetime) -> AnswerSums | None:
    from ringtrue.do.satisfaction import read_answers

    asked = settings.answers
    if asked is None:
        return None
    source = _source(workspace, asked.source)
    return read_answers(source, asked, folder=Path(workspace.folder), as_of=as_of)


def _source(workspace: Workspace, name: str) -> Source:
    return next(each for each in workspace.sources if each.name == name)
