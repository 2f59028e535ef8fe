"""The cost of broken promises by what the store knows: worked out for the page, kept for lists."""

from __future__ import annotations

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.cost_answer import Cost, cost_of
from ringtrue.desk.cost_inputs import record_of
from ringtrue.desk.kept_customers import kept_reading
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.standings import months_of


def known_cost(workspace: Workspace) -> Cost:
    """What the standings and the last reading of the tables tell; nothing is measured."""
    rows = Standing.objects.order_by("standard").defer("parts", "reasons")
    found = tuple(
        record_of(
            row.standard,
            row.promise,
            row.source,
            row.as_of,
            [(each.month, each.counts) for each in months_of(row)],
        )
        for row in rows
    )
    latest = max((row.as_of for row in rows), default=None)
    return cost_of(workspace.cost, found, kept_reading(), latest)


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
