"""The course of a scenario beside its honest twin, as SVG text with both bands.

Drawn while the page is made, as `ringtrue.web.charts`. The scenario's line is dashed and both are
named at their ends, so that nothing hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ringtrue.cost.cycle.answer import Band, CycleAnswer
from ringtrue.desk.cycle_words import PEOPLE
from ringtrue.desk.report.charts.frame import Frame, say_tick
from ringtrue.gap.wording import percent
from ringtrue.stats.arrays import FloatArray

_POINTS = 64
_TICKS = 5
_WEEKS = (1, 2, 4, 13, 26, 52, 104, 208)
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 306, 14, 196


def customers(answer: CycleAnswer) -> SafeString:
    """Customers as a share of the market, by week."""
    bands = (answer.bold.customers, answer.honest.customers)
    return _chart("Customers, as a share of the market", bands, answer.weeks, 0, percent, say_tick)


def advertising(answer: CycleAnswer) -> SafeString:
    """Advertising, by week."""
    bands = (answer.bold.advertising, answer.honest.advertising)
    told = "Advertising, as the share of potential customers won a week"
    return _chart(told, bands, answer.weeks, 0, percent, say_tick)


def profit(answer: CycleAnswer) -> SafeString:
    """Profit of each week."""
    bands = (answer.bold.profit, answer.honest.profit)
    told = f"Profit of the week for each {PEOPLE:,} people of the market"
    return _chart(told, bands, answer.weeks, 1, _money, _money)


def earned(answer: CycleAnswer) -> SafeString:
    """Profit added up, with the week from which on the honest promise is ahead."""
    bands = (answer.bold.worth, answer.honest.worth)
    week = answer.overtaking.week if answer.overtaking else None
    told = f"Earned so far for each {PEOPLE:,} people of the market"
    return _chart(told, bands, answer.weeks, 1, _money, _money, week)


def _money(each: float) -> str:
    return f"{round(each * PEOPLE):,}"


Say = Callable[[float], str]


def _chart(
    title: str,
    bands: tuple[Band, Band],
    weeks: int,
    first: int,
    say: Say,
    tick: Say,
    marked: int | None = None,
) -> SafeString:
    """`first` is the week of the bands' first value."""
    low = min(0.0, *(float(each.low.min()) for each in bands))
    ticks = round_numbers(low, max(float(each.high.max()) for each in bands))
    frame = Frame(_LEFT, _RIGHT, _TOP, _BOTTOM, 0, weeks, min(low, ticks[0]), ticks[-1])
    ends = [say(float(each.middle[-1])) for each in bands]
    told = f"{title}: after {weeks} weeks {ends[0]} as said, {ends[1]} with the honest promise."
    parts = (
        _levels(frame, ticks, tick),
        _weeks(frame, weeks),
        _band(frame, bands[1], first, "c-band"),
        _band(frame, bands[0], first, "c-band c-bold"),
        _marked(frame, marked),
        _line(frame, bands[1].middle, first, "c-line"),
        _line(frame, bands[0].middle, first, "c-line c-bold"),
        _names(frame, bands),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 370 224" role="img" aria-label="{}">{}</svg>',
        told,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def round_numbers(low: float, high: float, most: int = _TICKS) -> list[float]:
    """Round numbers from about `low`, at most 0, to beyond `high`, with 0 among them, about `most`.

    >>> [round(each, 2) for each in round_numbers(0.0, 0.47)]
    [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    """
    high = max(high, 1e-9)
    rough = (high - low) / most
    scale = 10.0 ** floor(log10(rough))
    step = next(each * scale for each in (1, 2, 5, 10) if each * scale >= rough * (1 - 1e-9))
    return [step * at for at in range(ceil(low / step), ceil(high / step - 1e-9) + 1)]


def _levels(frame: Frame, ticks: Sequence[float], say: Say) -> SafeString:
    return format_html_join(
        "",
        '<path class="{}" d="M{} {}H{}"/><text class="c-text" x="{}" y="{}"'
        ' text-anchor="end">{}</text>',
        (
            (
                "c-grid" if at else "c-axis",
                frame.left,
                y,
                frame.right,
                frame.left - 7,
                y + 4,
                say(at),
            )
            for at in ticks
            for y in [frame.y(at)]
        ),
    )


def _weeks(frame: Frame, weeks: int) -> SafeString:
    step = next((each for each in _WEEKS if weeks / each <= _TICKS), _WEEKS[-1])
    return format_html_join(
        "",
        '<text class="c-text" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((frame.x(at), frame.bottom + 20, f"{at:,}") for at in range(0, weeks + 1, step)),
    )


def _shown(size: int) -> list[int]:
    """Places of so many values that a picture needs, the first and the last among them."""
    every = max(1, ceil(size / _POINTS))
    return sorted({*range(0, size, every), size - 1})


def _points(frame: Frame, values: FloatArray, first: int, places: Sequence[int]) -> list[str]:
    return [f"{frame.x(first + at)} {frame.y(float(values[at]))}" for at in places]


def _line(frame: Frame, values: FloatArray, first: int, name: str) -> SafeString:
    points = _points(frame, values, first, _shown(len(values)))
    return format_html('<path class="{}" d="M{}"/>', name, "L".join(points))


def _band(frame: Frame, band: Band, first: int, name: str) -> SafeString:
    places = _shown(len(band.middle))
    upper = _points(frame, band.high, first, places)
    lower = _points(frame, band.low, first, places[::-1])
    return format_html('<path class="{}" d="M{}Z"/>', name, "L".join([*upper, *lower]))


def _names(frame: Frame, bands: tuple[Band, Band]) -> SafeString:
    """Both lines by name at their ends, never one on the other."""
    said, honest = (frame.y(float(each.middle[-1])) for each in bands)
    apart = 15.0
    if abs(said - honest) < apart:
        middle, up = (said + honest) / 2, -1 if said <= honest else 1
        said, honest = middle + up * apart / 2, middle - up * apart / 2
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}">{}</text>',
        (
            ("c-bold", frame.right + 7, round(said + 4, 1), "as said"),
            ("c-honest", frame.right + 7, round(honest + 4, 1), "honest"),
        ),
    )


def _marked(frame: Frame, week: int | None) -> SafeString:
    if week is None:
        return SafeString("")
    return format_html(
        '<path class="c-there" d="M{} {}V{}"/>'
        '<text class="c-ink halo" x="{}" y="{}">week {}</text>',
        frame.x(week),
        frame.top,
        frame.bottom,
        frame.x(week) + 5,
        frame.top + 9,
        week,
    )
