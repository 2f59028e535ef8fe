"""What our word costs, from what was measured last."""

from __future__ import annotations

from ringtrue.core.workspace import Workspace
from ringtrue.desk.cost_answer import Cost
from ringtrue.desk.known_cost import known_cost
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.terminal import Actor


def count_cost(by: Actor, workspace: Workspace) -> Cost:
    """Money at risk by promise, market damage, and what broken promises do to customers.

    Nothing is measured: the promises are those of the last measuring, and the customers those of
    the last reading of their tables.
    """
    require(by.name, by.roles, Action.SEE)
    return known_cost(workspace)
