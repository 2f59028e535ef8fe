"""The chance that an offer is not enough, day by day, as SVG text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ringtrue.desk.report.charts.frame import Frame, scale
from ringtrue.gap.wording import percent
from ringtrue.web.chart_frame import days_of, goal, grid, stairs


def chance_chart(days: Sequence[date], chances: Sequence[float], accepted: float) -> SafeString:
    """The chance of each day against the one that is accepted; what is beyond it is filled."""
    _, high, ticks = scale([0, accepted, *chances])
    frame = Frame(64, 690, 28, 262, 0, len(days), 0, high)
    beyond = sum(each > accepted for each in chances)
    told = (
        f"The chance that somebody gets nothing on {len(days):,} days; on {beyond:,} of them it is"
        f" greater than the accepted {percent(accepted)}. The table below has the numbers."
    )
    named = format_html(
        '<text class="c-ink halo" x="{}" y="{}" text-anchor="end">accepted {}</text>',
        frame.right,
        frame.y(accepted) - 7,
        percent(accepted),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 720 300" role="img" aria-label="{}">{}{}{}{}{}{}</svg>',
        told,
        grid(frame, ticks),
        days_of(frame, days),
        _beyond(frame, chances, accepted),
        goal(frame, accepted),
        stairs(frame, chances, "c-line"),
        named,
    )


def _beyond(frame: Frame, chances: Sequence[float], accepted: float) -> SafeString:
    floor = frame.y(accepted)
    boxes = "".join(
        f"M{frame.x(at)} {frame.y(each)}H{frame.x(at + 1)}V{floor}H{frame.x(at)}Z"
        for at, each in enumerate(chances)
        if each > accepted
    )
    return format_html('<path class="c-missing" d="{}"/>', boxes) if boxes else SafeString("")
