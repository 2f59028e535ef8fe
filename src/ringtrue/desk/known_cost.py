"""The cost of broken promises by what the store knows: worked out for the page, kept for lists."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from django.db.models import TextField
from django.db.models.functions import Cast

from ringtrue.core.cost_settings import CostSettings
from ringtrue.core.errors import UsageError
from ringtrue.core.outcome import Counts
from ringtrue.core.workspace import Workspace
from ringtrue.desk.cost_answer import Cost, cost_of
from ringtrue.desk.cost_inputs import PromiseRecord, record_of
from ringtrue.desk.kept_customers import kept_text, reading_of
from ringtrue.desk.models.standing import Standing

_Row: TypeAlias = tuple[str, str, str, datetime, str]
"""Standard, promise and source of a standing, as of when, and its months as they are stored."""


def known_cost(workspace: Workspace) -> Cost:
    """What the standings and the last reading of the tables tell; nothing is measured."""
    months = Cast("months", TextField())
    rows = Standing.objects.order_by("standard").values_list(
        "standard", "promise", "source", "as_of", months
    )
    return _worked_out(workspace.cost, tuple(rows), kept_text())


@lru_cache(maxsize=2)
def _worked_out(settings: CostSettings | None, rows: tuple[_Row, ...], reading: str) -> Cost:
    """The answer to what stands in the store; nothing is read or reckoned twice for the same."""
    latest = max((row[3] for row in rows), default=None)
    return cost_of(settings, tuple(map(_record, rows)), reading_of(reading), latest)


def _record(row: _Row) -> PromiseRecord:
    standard, promise, source, as_of, stored = row
    months = [(str(each[0]), Counts(each[1], each[2])) for each in json.loads(stored)]
    return record_of(standard, promise, source, as_of, months)


def keep_costs(workspace: Workspace) -> None:
    """Write down beside every standing what its promise puts at risk, so that lists can show it.

    Figures that make no answer keep nobody from measuring: the page of cost says what is wrong.
    """
    if workspace.cost is None:
        return
    try:
        risks = {each.stake.standard: each.money for each in known_cost(workspace).risks}
    except UsageError:
        risks = {}
    rows = list(Standing.objects.only("standard"))
    for row in rows:
        told = risks.get(row.standard)
        row.at_risk = told.best if told else None
        row.at_risk_low = told.low if told else None
        row.at_risk_high = told.high if told else None
    Standing.objects.bulk_update(rows, ["at_risk", "at_risk_low", "at_risk_high"], batch_size=500)
