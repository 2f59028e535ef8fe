"""How bold against how sure, as SVG text: the share kept at every limit, and what will hold.

Drawn while the page is made, as `ringtrue.web.charts`; the limits lie on a square-root scale, for
the bold ones are close together and matter most.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ringtrue.desk.promise_study import Study
from ringtrue.desk.report.charts.frame import Frame, scale
from ringtrue.gap.advice import FrontierPoint
from ringtrue.gap.wording import floored, percent
from ringtrue.web.chart_frame import goal, grid, lines

_LABELS = 9


def frontier(study: Study) -> SafeString:
    """The frontier for everyone; '' when fewer than two limits have a share to show."""
    shown = [point for point in study.frontier if point.counts.share is not None]
    if len(shown) < 2:
        return SafeString("")
    ends = [each for p in shown for each in (p.counts.share, p.bound) if each is not None]
    low, high, ticks = scale([*ends, study.target])
    roots = [point.limit**0.5 for point in shown]
    frame = Frame(64, 690, 28, 262, roots[0], roots[-1], low, high)
    kept = [(point.limit**0.5, point.counts.share or 0.0) for point in shown]
    sure = [(p.limit**0.5, p.bound) for p in shown if p.bound is not None]
    body = (
        grid(frame, ticks),
        _limits(frame, [point.limit for point in shown]),
        goal(frame, study.target),
        lines(frame, [sure], "c-line c-sure"),
        lines(frame, [kept], "c-line"),
        _points(frame, shown, study.unit),
        _promised(frame, shown, study.promised),
        _holds(frame, shown, study.strongest),
        format_html(
            '<text class="c-ink halo" x="{}" y="{}">target {}</text>',
            frame.left + 6,
            frame.y(study.target) - 7,
            percent(study.target),
        ),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 720 300" role="img" aria-label="{}">{}</svg>',
        told(study),
        format_html_join("", "{}", ((part,) for part in body)),
    )


def told(study: Study) -> str:
    """What the frontier shows, in words."""
    kept = {p.limit: p.counts.share for p in study.frontier}
    share = kept.get(study.promised) if study.promised is not None else None
    first = (
        f"Within the promised {amount(study.promised, study.unit)} {percent(share)} were kept. "
        if share is not None and study.promised is not None
        else ""
    )
    if study.strongest is None:
        return (
            f"{first}None of the limits tried will surely keep {percent(study.target)} next month."
        )
    limit = amount(study.strongest, study.unit)
    return f"{first}The boldest limit that will keep {percent(study.target)} is {limit}."


def amount(limit: float | None, unit: str) -> str:
    """A limit in words; a dash for none.

    >>> amount(1.0, "day"), amount(2.5, "day"), amount(None, "day")
    ('1 day', '2.5 days', '–')
    """
    if limit is None:
        return "–"
    return f"{limit:g} {unit}{'' if limit == 1 else 's'}"


def _limits(frame: Frame, limits: Sequence[float]) -> SafeString:
    """The limits below the chart that are far enough apart to be read."""
    room = (frame.last - frame.first) / _LABELS
    chosen = [limits[0]]
    for limit in limits:
        if limit**0.5 - chosen[-1] ** 0.5 >= room:
            chosen.append(limit)
    return format_html_join(
        "",
        '<text class="c-text{}" x="{}" y="288" text-anchor="middle">{}</text>',
        (
            (" spare" if number % 2 else "", frame.x(limit**0.5), f"{limit:g}")
            for number, limit in enumerate(chosen)
        ),
    )


def _points(frame: Frame, points: Sequence[FrontierPoint], unit: str) -> SafeString:
    return format_html_join(
        "",
        "<g><title>{}: {} kept, at least {} next month</title>"
        '<circle class="c-reached" cx="{}" cy="{}" r="2.4"/></g>',
        (
            (
                amount(point.limit, unit),
                percent(point.counts.share or 0.0),
                floored(point.bound) if point.bound is not None else "–",
                frame.x(point.limit**0.5),
                frame.y(point.counts.share or 0.0),
            )
            for point in points
        ),
    )


def _promised(frame: Frame, points: Sequence[FrontierPoint], limit: float | None) -> SafeString:
    """A triangle on the line of what was kept, at the limit that is promised."""
    found = next((each for each in points if each.limit == limit), None)
    if found is None or found.counts.share is None:
        return SafeString("")
    x, y = frame.x(found.limit**0.5), frame.y(found.counts.share)
    mark = mark_safe(f'<path class="c-missed" d="M{x - 6:.1f} {y - 5:.1f}h12l-6 10z"/>')  # noqa: S308 - numbers only
    return mark + _named(frame, x, y + 20, "promised", "c-promised")


def _holds(frame: Frame, points: Sequence[FrontierPoint], limit: float | None) -> SafeString:
    """A diamond on the line of what will surely be kept, at the boldest limit that holds."""
    found = next((each for each in points if each.limit == limit), None)
    if found is None or found.bound is None:
        return SafeString("")
    x, y = frame.x(found.limit**0.5), frame.y(found.bound)
    mark = mark_safe(f'<path class="c-holds" d="M{x:.1f} {y - 7:.1f}l6 7l-6 7l-6-7z"/>')  # noqa: S308 - numbers only
    return mark + _named(frame, x, y + 24, "holds", "c-bound")


def _named(frame: Frame, x: float, y: float, words: str, name: str) -> SafeString:
    """Words beside a mark, on the side where there is room."""
    late = x > (frame.left + frame.right) / 2
    return format_html(
        '<text class="{} halo" x="{}" y="{}" text-anchor="{}">{}</text>',
        name,
        x - 10 if late else x + 10,
        min(y, frame.bottom - 4),
        "end" if late else "start",
        words,
    )
