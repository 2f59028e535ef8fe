"""What our word costs as JSON; docs/json.md documents the keys."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ringtrue.core.trees import plant_fields

if TYPE_CHECKING:
    from ringtrue.cost.multiplier import Multiplier
    from ringtrue.desk.cost_answer import Cost

SCHEMA = "ringtrue/cost/1"


def cost_json(cost: Cost) -> str:
    """One object: every answer with the figures it rests on; curves to draw are left out."""
    bare = replace(
        cost,
        multiplier=_bare(cost.multiplier),
        leaving=_bare(cost.leaving) if cost.leaving else None,
    )
    return json.dumps({"schema": SCHEMA, **plant_fields(bare)}, indent=1, ensure_ascii=False)


def _bare(told: Multiplier) -> Multiplier:
    return replace(told, believed=replace(told.believed, ratios=(), before=(), after=()))
