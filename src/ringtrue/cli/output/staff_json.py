"""Agents for callers, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from ringtrue.cli.intervals import Intervals
from ringtrue.core.staffing import Cost, StaffingPlan
from ringtrue.core.trees import plant_fields
from ringtrue.do.staffing.assuming import assumptions_of
from ringtrue.do.staffing.table import Question, Row

VERSION = 1


def staff_json(
    rows: Sequence[Row], question: Question, found: Intervals, plan: StaffingPlan | None
) -> str:
    """One object; its keys are told in docs/readiness.md."""
    target = question.target
    answer = {
        "schema": VERSION,
        "promise": {
            "words": target.words,
            "seconds": target.seconds,
            "share": target.share,
            "definition": target.definition.value,
            "abandoned_at_most": target.abandoned,
            "busy_at_most": target.occupancy,
        },
        "interval_seconds": found.load.seconds,
        "intervals": [_row(each) for each in rows],
        "plan": _plan(plan) if plan else None,
        "assumptions": list(assumptions_of(question, any(found.load.cv), plan)),
    }
    return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False)


def _row(row: Row) -> dict[str, Any]:
    values = {each.name: getattr(row, each.name) for each in fields(Row)}
    return values | {"start": row.start.isoformat()}


def _plan(plan: StaffingPlan) -> dict[str, Any]:
    spread, less, later = plan.spread, plan.less, plan.later
    return {
        "holds": plan.holds,
        "missing": [each.paid_missing for each in plan.intervals],
        "share_now": [each.share for each in plan.intervals],
        "people": plant_fields(plan.people),
        "missing_hours": plan.missing_hours,
        "cost": _cost(plan.cost) if plan.cost else None,
        "courses": [
            {"begins": str(each.begins), "ready": str(each.ready), "people": each.people}
            for each in plan.courses
        ],
        "bring_in": [{"week": str(each.week), "people": each.people} for each in plan.moves],
        "launch_later": {"launch": str(later.launch), "weeks": later.weeks, "hires": later.hires}
        if later.launch
        else None,
        "spread_days": spread.days if spread else None,
        "promise_less": {"seconds": less.seconds, "share": less.share},
        "figures": [plant_fields(each) for each in plan.figures],
        "draws": plan.draws,
        "seed": plan.seed,
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "total": plant_fields(cost.total),
        "pay": cost.pay,
        "hiring": cost.hiring,
        "courses": cost.courses,
    }
