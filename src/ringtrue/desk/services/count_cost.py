"""What our word costs, from what was measured last."""

from __future__ import annotations

from ringtrue.core.workspace import Workspace
from ringtrue.desk.cost_answer import Cost, cost_of
from ringtrue.desk.cost_inputs import record_of
from ringtrue.desk.kept_customers import kept_reading
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.standings import months_of
from ringtrue.desk.terminal import Actor


def count_cost(by: Actor, workspace: Workspace) -> Cost:
    """Money at risk by promise, market damage, and what broken promises do to customers.

    Nothing is measured: the promises are those of the last measuring, and the customers those of
    the last reading of their tables.
    """
    require(by.name, by.roles, Action.SEE)
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
