"""The loop as SVG text: a ring of figures with an arrow for each link, and each figure over time.

Drawn while the page is made, as `ringtrue.web.charts`. What an arrow is worth is written beside it;
its line only says the same again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ringtrue.core.cycle import Known, OwnReading
from ringtrue.cost.loop.detecting import LinkState
from ringtrue.desk.loop_words import ArrowRow, period_told, value_told
from ringtrue.desk.report.charts.frame import Frame, say_tick
from ringtrue.web.cycle_chart import round_numbers

_MIDDLE, _WIDE, _HIGH = (360.0, 190.0), 210.0, 128.0
_GAP = 0.4
"""How much of the way around, in radians, is left free on both sides of a figure."""
_NAMES = {
    LinkState.SEEN: "c-line c-loop",
    LinkState.OTHER_WAY: "c-line c-sure",
    LinkState.NOT_SEEN: "c-axis c-dots",
    LinkState.CANNOT_TELL: "c-axis c-dots",
}
_DATES = 3


def ring(arrows: Sequence[ArrowRow]) -> SafeString:
    """The arrows in their order, each from its figure to the next."""
    told = "; ".join(f"{each.words}: {_beside(each)}" for each in arrows)
    step = 2 * pi / len(arrows)
    angles = [at * step - pi / 2 for at in range(len(arrows))]
    parts = [_arrow(angle, step, each) for angle, each in zip(angles, arrows, strict=True)]
    parts += [_figure(angle, each.cause) for angle, each in zip(angles, arrows, strict=True)]
    return format_html(
        '<svg class="chart ring" viewBox="66 36 588 312" role="img" aria-label="{}">{}</svg>',
        f"The loop. {told}.",
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _beside(arrow: ArrowRow) -> str:
    return arrow.lag if arrow.state is LinkState.SEEN else str(arrow.state)


def _at(angle: float, out: float = 1.0) -> tuple[float, float]:
    x, y = _MIDDLE
    return round(x + out * _WIDE * cos(angle), 1), round(y + out * _HIGH * sin(angle), 1)


def _figure(angle: float, name: str) -> SafeString:
    x, y = _at(angle)
    wide = 8.5 * len(name) + 26
    return format_html(
        '<rect class="c-node" x="{}" y="{}" width="{}" height="34" rx="17"/>'
        '<text class="c-ink" x="{}" y="{}" text-anchor="middle">{}</text>',
        round(x - wide / 2, 1),
        round(y - 17, 1),
        round(wide, 1),
        x,
        round(y + 5, 1),
        name,
    )


def _arrow(angle: float, step: float, arrow: ArrowRow) -> SafeString:
    """An arc of the ring with its head, and what it is worth inside of it."""
    first, last = angle + _GAP, angle + step - _GAP
    places = [_at(first + (last - first) * part / 12) for part in range(13)]
    middle = _at(angle + step / 2, 0.6)
    return format_html(
        '<path class="{}" d="M{}"/><path class="{}" d="M{}Z"/>'
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        _NAMES[arrow.state],
        "L".join(f"{x} {y}" for x, y in places),
        "c-missed" if arrow.state is LinkState.SEEN else "c-head",
        "L".join(f"{x} {y}" for x, y in _head(*places[-2:])),
        "c-bold" if arrow.state is LinkState.SEEN else "c-text",
        middle[0],
        middle[1] + 4,
        _beside(arrow),
    )


def _head(before: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """A triangle at the end of a line that comes from `before`."""
    across, down = end[0] - before[0], end[1] - before[1]
    long = (across**2 + down**2) ** 0.5 or 1.0
    across, down = across / long, down / long
    x, y = end
    return [
        (round(x + 9 * across, 1), round(y + 9 * down, 1)),
        (round(x - 6 * down, 1), round(y + 6 * across, 1)),
        (round(x + 6 * down, 1), round(y - 6 * across, 1)),
    ]


def over_periods(reading: OwnReading, name: str, values: Known, is_share: bool) -> SafeString:
    """One figure period by period; what is not known is left out."""
    known = [each for each in values if each is not None]
    ticks = round_numbers(0.0, max(known), 3)
    frame = Frame(56, 360, 10, 96, 0, max(1, len(values) - 1), 0.0, ticks[-1])
    ends = [value_told(each, is_share=is_share) for each in (known[0], known[-1])]
    told = f"{name}, {len(known)} {reading.period}s: {ends[0]} at first, {ends[1]} at last"
    return format_html(
        '<svg class="chart" viewBox="0 0 370 120" role="img" aria-label="{}">{}{}{}</svg>',
        told,
        _levels(frame, ticks, is_share=is_share),
        _dates(frame, reading),
        format_html_join(
            "", '<path class="c-line" d="M{}"/>', ((run,) for run in _runs(frame, values))
        ),
    )


def _levels(frame: Frame, ticks: Sequence[float], *, is_share: bool) -> SafeString:
    return format_html_join(
        "",
        '<path class="c-grid" d="M{} {}H{}"/>'
        '<text class="c-text" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (frame.left, y, frame.right, frame.left - 7, y + 4, said)
            for at in ticks
            for y, said in [(frame.y(at), say_tick(at) if is_share else f"{at:,.0f}")]
        ),
    )


def _dates(frame: Frame, reading: OwnReading) -> SafeString:
    size = len(reading.starts)
    every = max(1, ceil(size / _DATES))
    return format_html_join(
        "",
        '<text class="c-text" x="{}" y="116" text-anchor="middle">{}</text>',
        ((frame.x(at), period_told(reading, at)[-8:]) for at in range(every // 2, size, every)),
    )


def _runs(frame: Frame, values: Known) -> Iterator[str]:
    """Stretches that are known, as paths."""
    run: list[str] = []
    for at, value in enumerate((*values, None)):
        if value is not None:
            run.append(f"{frame.x(at)} {frame.y(value)}")
        elif run:
            yield "L".join(run)
            run = []
