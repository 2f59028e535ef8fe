"""What every chart of a page stands in: a box for shares, with lines at round numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ringtrue.desk.report.charts.frame import Frame, say_tick


def grid(frame: Frame, ticks: Sequence[float]) -> SafeString:
    """The lines of round shares, each with its number."""
    return format_html_join(
        "",
        '<path class="c-grid" d="M{} {}H{}"/><text class="c-text" x="{}" y="{}"'
        ' text-anchor="end">{}</text>',
        (
            (frame.left, y, frame.right, frame.left - 8, y + 4, say_tick(tick))
            for tick in ticks
            for y in [frame.y(tick)]
        ),
    )


def lines(
    frame: Frame, runs: Iterable[Sequence[tuple[float, float]]], name: str = "c-line"
) -> SafeString:
    """Runs of (place, share) as lines of one class."""
    return format_html_join(
        "",
        '<path class="{}" d="M{}"/>',
        (
            (name, "L".join(f"{frame.x(at)} {frame.y(share)}" for at, share in run))
            for run in runs
            if run
        ),
    )


def goal(frame: Frame, target: float) -> SafeString:
    """The promised share, across the box."""
    return format_html(
        '<path class="c-goal" d="M{} {}H{}"/>', frame.left, frame.y(target), frame.right
    )
