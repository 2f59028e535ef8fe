"""What a price looks like: whiskers of money, bars of a tornado, and what is believed.

Drawn while the page is made, as `ringtrue.web.charts`; the numbers stand in the same row or in the
table beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ringtrue.cost.multiplier import Multiplier
from ringtrue.cost.uncertainty import Swing
from ringtrue.desk.cost_words import number
from ringtrue.desk.report.charts.frame import Frame
from ringtrue.stats.ratios import RatioPosterior
from ringtrue.web.chart_frame import lines

_WIDE = 200
_TICKS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where a column of bars runs."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Span:
        """The span that shows all of these values and 0."""
        return cls.around([0.0, *values])

    @classmethod
    def around(cls, values: Sequence[float]) -> Span:
        """The span that shows all of these values, one at least."""
        low, high = min(values), max(values)
        return cls(low, high if high > low else low + 1)

    def x(self, value: float) -> float:
        """Where a value lies in a picture of 200."""
        inside = min(self.high, max(self.low, value))
        return round(4 + (_WIDE - 8) * (inside - self.low) / (self.high - self.low), 1)


def interval(low: float, best: float, high: float, span: Span) -> SafeString:
    """One value with its interval; the upright line is nothing."""
    return format_html(
        '<svg class="whisker" viewBox="0 0 200 18" aria-hidden="true">'
        '<path class="c-grid" d="M4 9H196"/><path class="c-axis" d="M{} 2V16"/>'
        '<path class="c-whisker" d="M{} 9H{}"/>'
        '<circle class="c-ink" cx="{}" cy="9" r="3.6"/></svg>',
        span.x(0),
        span.x(low),
        span.x(high),
        span.x(best),
    )


def swing(each: Swing, best: float, span: Span) -> SafeString:
    """One bar of a tornado: light towards the figure's least, dark towards its most."""
    middle = span.x(best)
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="3" width="{}" height="12"/>',
        (
            (name, min(middle, span.x(end)), round(abs(span.x(end) - middle), 1))
            for name, end in (("f-least", each.low), ("f-most", each.high))
        ),
    )
    return format_html(
        '<svg class="whisker" viewBox="0 0 200 18" aria-hidden="true">'
        '{}<path class="c-axis" d="M{} 0V18"/></svg>',
        bars,
        middle,
    )


def belief(told: Multiplier) -> SafeString:
    """What was believed before and after the answers, on a scale of doublings."""
    curve = told.believed
    shown = _shown(curve)
    first, last = shown[0][0], shown[-1][0]
    top = max(max(before, after) for _, before, after in shown)
    frame = Frame(24, 700, 20, 232, first, last, 0.0, top)
    before = [(at, low) for at, low, _ in shown]
    after = [(at, high) for at, _, high in shown]
    body = (
        _ticks(frame, first, last),
        _filled(frame, after),
        lines(frame, [before], "c-line c-before"),
        lines(frame, [after], "c-line"),
        _upright(frame, 0.0, "as bad") if first < 0.0 < last else "",
    )
    said = (
        f"Before the answers {number(told.prior.centre)} times was believed; after them"
        f" {number(curve.median)} times, {number(curve.low)} to {number(curve.high)}."
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 720 270" role="img" aria-label="{}">{}</svg>',
        said,
        format_html_join("", "{}", ((part,) for part in body)),
    )


def _shown(curve: RatioPosterior) -> list[tuple[float, float, float]]:
    """Where there is anything to see: the middle 99.9 % or so of either curve."""
    most = max(*curve.before, *curve.after)
    rows = zip(curve.ratios, curve.before, curve.after, strict=True)
    return [(log(at), b, a) for at, b, a in rows if max(a, b * 20) > most / 100]


def _ticks(frame: Frame, first: float, last: float) -> SafeString:
    return format_html_join(
        "",
        '<path class="c-grid" d="M{} {}V{}"/><text class="c-text" x="{}" y="256"'
        ' text-anchor="middle">{}×</text>',
        (
            (x, frame.top, frame.bottom, x, number(tick))
            for tick in _TICKS
            if first <= log(tick) <= last
            for x in [frame.x(log(tick))]
        ),
    )


def _filled(frame: Frame, curve: Sequence[tuple[float, float]]) -> SafeString:
    points = "L".join(f"{frame.x(at)} {frame.y(height)}" for at, height in curve)
    ends = f"{frame.x(curve[-1][0])} {frame.bottom}L{frame.x(curve[0][0])} {frame.bottom}"
    return mark_safe(f'<path class="c-band" d="M{points}L{ends}Z"/>')  # noqa: S308 - numbers only


def _upright(frame: Frame, at: float, words: str) -> SafeString:
    x = frame.x(at)
    return format_html(
        '<path class="c-goal" d="M{} {}V{}"/><text class="c-ink halo" x="{}" y="{}">{}</text>',
        x,
        frame.top,
        frame.bottom,
        x + 6,
        frame.top + 10,
        words,
    )
