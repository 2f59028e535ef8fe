"""What our word costs, from the tables themselves: for a workspace with or without a store."""

from __future__ import annotations

from datetime import datetime

from ringtrue.core.workspace import Workspace
from ringtrue.desk.cost_answer import Cost, cost_of
from ringtrue.desk.cost_inputs import PromiseRecord, record_of
from ringtrue.desk.customer_tables import read_tables
from ringtrue.desk.services.measure_standards import (
    MeasuredStandard,
    Progress,
    measure_standards,
    moment,
)


def measure_cost(
    workspace: Workspace, *, as_of: datetime | None = None, progress: Progress | None = None
) -> Cost:
    """As `count_cost`, with everything measured anew; raises as `measure_standards` does."""
    when = moment(workspace, as_of)
    measured = measure_standards(workspace, as_of=when, progress=progress)
    found = tuple(_record(each, when) for each in measured.standards)
    return cost_of(workspace.cost, found, read_tables(workspace, when, progress), when)


def _record(measured: MeasuredStandard, when: datetime) -> PromiseRecord:
    standard = measured.standard
    months = [(each.period.label, each.counts) for each in measured.months if each.period]
    return record_of(standard.id, standard.promise, standard.source, when, months)
