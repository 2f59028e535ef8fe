"""Counting a plan: all of it, or only the days that can have changed since the last cube."""

from __future__ import annotations

from datetime import datetime

from ringtrue.do.bins import Bins
from ringtrue.do.cube import Generation
from ringtrue.do.plan import Plan, WholeLane
from ringtrue.do.preparing import prepare
from ringtrue.do.scanning import Scan
from ringtrue.do.sources import OpenSource
from ringtrue.do.wholes import count_whole


def count_plan(
    opened: OpenSource,
    plan: Plan,
    as_of: datetime,
    old: Generation | None,
    notes: tuple[str, ...],
) -> Generation:
    """Count every panel of a plan; raises `SourceError` if the source changes meanwhile."""
    profile = opened.profile()
    scan = prepare(opened, plan, as_of)
    counted = [_count(scan, plan, number) for number in range(len(plan.panels))]
    if opened.files is not None:
        opened.files.check_unchanged(plan.source)
    return Generation(
        plan.key,
        as_of,
        scan.now.micro,
        profile,
        tuple(bins for _, bins in counted),
        tuple(text for text, _ in counted),
        (),
        notes,
        None,
    )


def _count(scan: Scan, plan: Plan, number: int) -> tuple[str, Bins]:
    panel = plan.panels[number]
    lane = panel.lanes[0]
    if isinstance(lane, WholeLane):
        return count_whole(scan, panel, lane)
    return scan.count(panel)
