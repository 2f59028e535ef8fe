"""What every chart of a page stands in: a box for shares, with lines at round numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ringtrue.core.dates import MONTHS
from ringtrue.desk.report.charts.frame import Frame, say_tick

_LABELS = 14


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


def days_of(frame: Frame, places: Sequence[date]) -> SafeString:
    """The day of each place: so many named that they do not touch, with a line where each begins.

    Narrow screens leave out two names of three, which stand in the class `spare`.
    """
    first = [next(rows)[0] for _, rows in groupby(enumerate(places), lambda row: row[1])]
    every = -(-len(first) // _LABELS)
    begins = format_html_join(
        "",
        '<path class="c-grid" d="M{} {}V{}"/>',
        ((frame.x(at), frame.top, frame.bottom) for at in first[every::every]),
    )
    ends = [*first[1:], len(places)]
    names = format_html_join(
        "",
        '<text class="c-text{}" x="{}" y="288" text-anchor="middle">{}</text>',
        (
            (" spare" if number % (3 * every) else "", frame.x((at + end) / 2), name)
            for number, (at, end) in enumerate(zip(first, ends, strict=True))
            if number % every == 0
            for name in [_name(places[at])]
        ),
    )
    return begins + names


def _name(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def stairs(frame: Frame, values: Sequence[float], name: str, first: int = 0) -> SafeString:
    """A line that stays level for each interval."""
    if not values:
        return SafeString("")
    path = f"M{frame.x(first)} {frame.y(values[0])}" + "".join(
        f"V{frame.y(value)}H{frame.x(first + at + 1)}" for at, value in enumerate(values)
    )
    return format_html('<path class="{}" d="{}"/>', name, path)
