"""Small charts as SVG text, drawn while the page is made: no script, no file, no inline style.

Each takes its colours from classes of the style sheet, so that light, dark and print fit; each is
named for those who cannot see it, and what was not reached is a triangle, not a colour alone.
Coordinates are those of the picture's own box; shares lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ringtrue.core.dates import MONTHS
from ringtrue.core.outcome import Counts
from ringtrue.desk.report.charts.frame import Frame, scale
from ringtrue.desk.report.words import parts
from ringtrue.desk.standings import MonthShare
from ringtrue.gap.wording import percent
from ringtrue.web.chart_frame import goal, grid, lines

_LABELS = 12


def trend(months: Sequence[MonthShare], target: float) -> SafeString:
    """The last months as one line against the promised share, about the size of a word."""
    shown = [month for month in months if month.share is not None]
    if not shown:
        return SafeString("")
    shares = [month.share or 0.0 for month in shown]
    low, high = min(*shares, target), max(*shares, target)
    room = max(0.02, (high - low) * 0.1)
    frame = Frame(3, 120, 3, 29, 0, len(shown) - 1, low - room, high + room)
    told = f"{shown[0].title} to {shown[-1].title}: {percent(shares[0])} to {percent(shares[-1])}"
    return format_html(
        '<svg class="trend" viewBox="0 0 128 32" role="img" aria-label="{}">{}{}{}</svg>',
        told,
        goal(frame, target),
        lines(frame, [list(enumerate(shares))]),
        _mark(frame.x(len(shown) - 1), frame.y(shares[-1]), reached=shares[-1] >= target),
    )


def over_time(months: Sequence[MonthShare], target: float) -> SafeString:
    """Every month with its interval against the promised share; '' when nothing is decided."""
    decided = [month for month in months if month.share is not None]
    if not decided:
        return SafeString("")
    low, high, ticks = scale([target, *_ends(decided)])
    frame = Frame(64, 690, 28, 262, 0, len(months) - 1, low, high)
    missed = sum((month.share or 0) < target for month in decided)
    told = (
        f"The share kept in {len(decided)} months; in {missed} of them less than the promised"
        f" {percent(target)} was kept. The table below has the numbers."
    )
    body = (
        grid(frame, ticks),
        _months(frame, months),
        *(_band(frame, run) for run in _runs(months)),
        goal(frame, target),
        lines(frame, [[(at, month.share or 0.0) for at, month in run] for run in _runs(months)]),
        _marks(frame, months, target),
        format_html(
            '<text class="c-ink halo" x="{}" y="{}" text-anchor="end">promised {}</text>',
            frame.right,
            frame.y(target) - 7,
            percent(target),
        ),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 720 300" role="img" aria-label="{}">{}</svg>',
        told,
        format_html_join("", "{}", ((part,) for part in body)),
    )


def whisker(
    share: float | None, low: float | None, high: float | None, target: float, floor_: float
) -> SafeString:
    """One share with its interval and the promised share, between `floor_` and 1."""
    if share is None or low is None or high is None:
        return SafeString("")
    frame = Frame(4, 196, 0, 18, 0, 1, 0.0, 1.0)

    def x(value: float) -> float:
        along = (max(floor_, min(1.0, value)) - floor_) / (1 - floor_)
        return round(frame.left + (frame.right - frame.left) * along, 1)

    return format_html(
        '<svg class="whisker" viewBox="0 0 200 18" aria-hidden="true">'
        '<path class="c-grid" d="M4 9H196"/><path class="c-whisker" d="M{} 9H{}"/>'
        '<path class="c-goal" d="M{} 1V17"/>{}</svg>',
        x(low),
        x(high),
        x(target),
        _mark(x(share), 9, reached=share >= target),
    )


def whisker_floor(shares: Sequence[float | None], target: float) -> float:
    """Where a column of whiskers begins: whole tenths below every share and the target.

    >>> whisker_floor([0.93, None], 0.95)
    0.9
    """
    lowest = min([target, *(share for share in shares if share is not None)])
    return max(0.0, min(0.9, floor(10 * lowest - 1e-9) / 10))


def outcomes(counts: Counts) -> SafeString:
    """Kept, broken, pending and void as one bar."""
    told = ", ".join(
        f"{getattr(counts, name):,} {name}" for name in ("kept", "broken", "pending", "void")
    )
    bars = format_html_join(
        "",
        '<rect class="f-{}" x="{}" width="{}" height="20"/>',
        ((part.name, f"{part.start:.1f}", f"{part.width:.1f}") for part in parts(counts)),
    )
    return format_html(
        '<svg class="outcomes" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg>',
        told,
        bars,
    )


def meter(left: float) -> SafeString:
    """How much of a budget is left, as a bar; what is overspent fills it in the other colour."""
    width = round(100 * min(1.0, abs(left)), 1)
    return format_html(
        '<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-track" width="100" height="8"/>'
        '<rect class="{}" width="{}" height="8"/></svg>',
        "f-kept" if left > 0 else "f-broken",
        width,
    )


def key(name: str) -> SafeString:
    """The sign of an outcome in a legend."""
    return format_html(
        '<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="f-{}" width="10" height="10"'
        ' rx="2"/></svg>',
        name,
    )


def _ends(months: Sequence[MonthShare]) -> Iterator[float]:
    """Every share that the chart must have room for."""
    for month in months:
        yield from (each for each in (month.share, month.low, month.high) if each is not None)


def _runs(months: Sequence[MonthShare]) -> Iterator[list[tuple[int, MonthShare]]]:
    """Stretches of months in which something was decided, with their places."""
    run: list[tuple[int, MonthShare]] = []
    for at, month in enumerate(months):
        if month.share is not None:
            run.append((at, month))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _months(frame: Frame, months: Sequence[MonthShare]) -> SafeString:
    """Names below the chart, so many that they do not touch, counted back from the last."""
    every = ceil(len(months) / _LABELS)
    places = [at for at in range(len(months)) if (len(months) - 1 - at) % every == 0]
    one_year = len({month.month[:4] for month in months}) == 1
    return format_html_join(
        "",
        '<text class="c-text{}" x="{}" y="288" text-anchor="middle">{}</text>',
        (
            (" spare" if (len(places) - 1 - number) % 3 else "", frame.x(at), name)
            for number, at in enumerate(places)
            for name in [_short(months[at].month, one_year=one_year)]
        ),
    )


def _short(month: str, *, one_year: bool) -> str:
    """A month below a chart: `Mar`, or `Mar 13` where there are several years."""
    name = MONTHS[int(month[5:7]) - 1][:3]
    return name if one_year else f"{name} {month[2:4]}"


def _band(frame: Frame, run: Sequence[tuple[int, MonthShare]]) -> SafeString:
    known = [(at, each) for at, each in run if each.low is not None and each.high is not None]
    upper = [f"{frame.x(at)} {frame.y(each.high or 0.0)}" for at, each in known]
    lower = [f"{frame.x(at)} {frame.y(each.low or 0.0)}" for at, each in reversed(known)]
    if not known:
        return SafeString("")
    return format_html('<path class="c-band" d="M{}Z"/>', "L".join([*upper, *lower]))


def _marks(frame: Frame, months: Sequence[MonthShare], target: float) -> SafeString:
    marks = (
        (
            month.title,
            percent(month.share),
            _mark(frame.x(at), frame.y(month.share), reached=month.share >= target),
        )
        for at, month in enumerate(months)
        if month.share is not None
    )
    return format_html_join("", "<g><title>{}: {}</title>{}</g>", marks)


def _mark(x: float, y: float, *, reached: bool) -> SafeString:
    """A dot, or a triangle that points down where the promised share was not reached."""
    if reached:
        return format_html('<circle class="c-reached" cx="{}" cy="{}" r="3.6"/>', x, y)
    shape = f"M{x - 4.4:.1f} {y - 3.4:.1f}h8.8l-4.4 7.4z"
    return mark_safe(f'<path class="c-missed" d="{shape}"/>')  # noqa: S308 - numbers only
