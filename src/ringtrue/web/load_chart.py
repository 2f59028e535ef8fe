"""A campaign's load against those who answer it, as SVG text: agents over time, and the share kept.

Drawn while the page is made, as `ringtrue.web.charts`. Hours in which nobody answers are left out,
so a place is an interval and not a time; days are named where they begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ringtrue.desk.report.charts.frame import Frame, scale
from ringtrue.gap.wording import percent
from ringtrue.web.chart_frame import days_of, goal, grid, stairs

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_TICKS = 5


def agents_chart(
    starts: Sequence[datetime], needed: Sequence[float], there: Sequence[float]
) -> SafeString:
    """Agents needed and agents there, interval by interval; what is missing is filled."""
    if not starts:
        return SafeString("")
    step = next((each for each in _STEPS if max(*needed, *there, 1) / each <= _TICKS), _STEPS[-1])
    ticks = [step * number for number in range(int(max(*needed, *there, 1) // step) + 2)]
    frame = Frame(64, 690, 28, 262, 0, len(starts), 0, ticks[-1])
    short = sum(one > other for one, other in zip(needed, there, strict=True))
    told = (
        f"Agents needed and agents there in {len(starts):,} intervals; in {short:,} of them there"
        f" are too few. At most {max(needed):,.0f} are needed. The table below has the numbers."
    )
    parts = (
        _numbers(frame, ticks),
        days_of(frame, [each.date() for each in starts]),
        _missing(frame, needed, there),
        stairs(frame, there, "c-there"),
        stairs(frame, needed, "c-line"),
    )
    return _chart(told, parts)


def answered_chart(
    starts: Sequence[datetime], shares: Sequence[float | None], target: float
) -> SafeString:
    """The share answered in time in each interval, against the share that is promised."""
    known = [each for each in shares if each is not None]
    if not known:
        return SafeString("")
    low, high, ticks = scale([target, *known])
    frame = Frame(64, 690, 28, 262, 0, len(starts), low, high)
    under = sum(each < target for each in known)
    told = (
        f"The share of calls answered in time in {len(known):,} intervals; in {under:,} of them"
        f" less than the promised {percent(target)}. The table below has the numbers."
    )
    runs = "".join(stairs(frame, run, "c-line", at) for at, run in _runs(shares))
    named = format_html(
        '<text class="c-ink halo" x="{}" y="{}" text-anchor="end">promised {}</text>',
        frame.right,
        frame.y(target) - 7,
        percent(target),
    )
    parts = (
        grid(frame, ticks),
        days_of(frame, [each.date() for each in starts]),
        goal(frame, target),
        SafeString(runs),
        named,
    )
    return _chart(told, parts)


def _chart(told: str, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 720 300" role="img" aria-label="{}">{}</svg>',
        told,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _numbers(frame: Frame, ticks: Sequence[float]) -> SafeString:
    return format_html_join(
        "",
        '<path class="c-grid" d="M{} {}H{}"/><text class="c-text" x="{}" y="{}"'
        ' text-anchor="end">{}</text>',
        (
            (frame.left, y, frame.right, frame.left - 8, y + 4, f"{tick:,.0f}")
            for tick in ticks
            for y in [frame.y(tick)]
        ),
    )


def _missing(frame: Frame, needed: Sequence[float], there: Sequence[float]) -> SafeString:
    """What lies between what is needed and what is there, where that is too little."""
    boxes = "".join(
        f"M{frame.x(at)} {frame.y(one)}H{frame.x(at + 1)}V{frame.y(other)}H{frame.x(at)}Z"
        for at, (one, other) in enumerate(zip(needed, there, strict=True))
        if one > other
    )
    return format_html('<path class="c-missing" d="{}"/>', boxes) if boxes else SafeString("")


def _runs(shares: Sequence[float | None]) -> Iterator[tuple[int, list[float]]]:
    """Stretches of intervals with a share, and where each begins."""
    for known, rows in groupby(enumerate(shares), lambda row: row[1] is not None):
        found = list(rows)
        if known:
            yield found[0][0], [share for _, share in found if share is not None]
