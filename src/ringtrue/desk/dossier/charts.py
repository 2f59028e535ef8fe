"""The chart of a dossier: the share kept month by month against what was promised, as plain SVG.

It is written from the numbers that are sealed and nothing else, the same everywhere, so that a page
can be made again byte for byte. Colours are attributes that the style sheet turns for dark screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from ringtrue.core.dates import MONTHS
from ringtrue.desk.report.charts.figure import BROKEN, FONT, GRID, INK, KEPT, MUTED
from ringtrue.desk.report.charts.frame import Frame, say_tick, scale
from ringtrue.gap.dossier import MonthTold
from ringtrue.gap.wording import percent

if TYPE_CHECKING:
    from markupsafe import Markup

_LABELS = 12
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_WIDE, _HIGH = 720, 250


def kept_by_month(months: Sequence[MonthTold], target: float) -> Markup:
    """A line with its interval, where that is told, and the promised share; '' for no month.

    It runs from the first month of which something is decided to the last.

    Months that reached the target are dots, the others triangles that point down.
    """
    from markupsafe import Markup

    months = _from_first_to_last(months)
    decided = [each for each in months if each.counts.share is not None]
    if not decided or not 0 <= target <= 1 or not all(map(_is_sound, months)):
        return Markup()
    low, high, ticks = scale([target, *_ends(decided)])
    frame = Frame(64, _WIDE - 30, 22, _HIGH - 34, 0, len(months) - 1, low, high)
    parts = (
        *(_tick(frame, tick) for tick in ticks),
        *_names(frame, months),
        *(_band(frame, run) for run in _runs(months)),
        _goal(frame, target, decided),
        *(_line(frame, run) for run in _runs(months)),
        *_marks(frame, months, target),
    )
    # Every part is made of numbers and names of months alone.
    return Markup(  # noqa: S704
        f'<svg class="chart wide" viewBox="0 0 {_WIDE} {_HIGH}" role="img" font-size="12"'
        f' font-family="{FONT}" aria-label="{_in_words(decided, target)}">{"".join(parts)}</svg>'
    )


def _from_first_to_last(months: Sequence[MonthTold]) -> Sequence[MonthTold]:
    """Without the months before the first, and after the last, of which something is decided."""
    at = [number for number, each in enumerate(months) if each.counts.share is not None]
    return months[at[0] : at[-1] + 1] if at else ()


def month_title(label: str) -> str:
    """A month as people say it; what is none stays as it is.

    >>> month_title("2026-03"), month_title("<b>")
    ('March 2026', '<b>')
    """
    return f"{MONTHS[int(label[5:]) - 1]} {label[:4]}" if _MONTH.fullmatch(label) else label


def _is_sound(month: MonthTold) -> bool:
    """Whether it can be drawn; what is verified may have been written by anybody."""
    return bool(_MONTH.fullmatch(month.month)) and all(0 <= each <= 1 for each in _ends([month]))


def _in_words(decided: Sequence[MonthTold], target: float) -> str:
    """What the chart shows, for those who cannot see it."""
    missed = sum((each.counts.share or 0) < target for each in decided)
    return (
        f"The share kept in {len(decided)} months; in {missed} of them less than the promised"
        f" {percent(target)} was kept."
    )


def _ends(months: Sequence[MonthTold]) -> Iterator[float]:
    for each in months:
        known = (each.counts.share, each.low, each.high)
        yield from (share for share in known if share is not None)


def _tick(frame: Frame, tick: float) -> str:
    return (
        f'<path stroke="{GRID}" d="M{frame.left} {frame.y(tick)}H{frame.right}"/>'
        f'<text x="{frame.left - 8}" y="{frame.y(tick) + 4:.1f}" text-anchor="end"'
        f' fill="{MUTED}">{say_tick(tick)}</text>'
    )


def _goal(frame: Frame, target: float, decided: Sequence[MonthTold]) -> str:
    """The promised share, named at the end that is further from the line."""
    y, some = frame.y(target), max(1, len(decided) // 4)
    away = [abs((each.counts.share or 0) - target) for each in decided]
    right = min(away[-some:]) >= min(away[:some])
    at, anchor = (frame.right, "end") if right else (frame.left + 4, "start")
    return (
        f'<path fill="none" stroke="{INK}" stroke-dasharray="5 3"'
        f' d="M{frame.left} {y}H{frame.right}"/>'
        f'<text x="{at}" y="{y - 6:.1f}" text-anchor="{anchor}" fill="{INK}">'
        f"promised {percent(target)}</text>"
    )


def _names(frame: Frame, months: Sequence[MonthTold]) -> Iterator[str]:
    """So many that they do not touch, counted back from the last."""
    every = ceil(len(months) / _LABELS)
    for at, each in enumerate(months):
        if (len(months) - 1 - at) % every == 0:
            name = f"{MONTHS[int(each.month[5:7]) - 1][:3]} {each.month[2:4]}"
            yield (
                f'<text x="{frame.x(at)}" y="{_HIGH - 12}" text-anchor="middle"'
                f' fill="{MUTED}">{name}</text>'
            )


_Run = list[tuple[int, MonthTold]]


def _runs(months: Sequence[MonthTold]) -> Iterator[_Run]:
    """Stretches of months in which something was decided, with their places."""
    run: _Run = []
    for at, each in enumerate(months):
        if each.counts.share is not None:
            run.append((at, each))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _band(frame: Frame, run: _Run) -> str:
    known = [(at, each) for at, each in run if each.low is not None and each.high is not None]
    upper = [f"{frame.x(at)} {frame.y(each.high or 0.0)}" for at, each in known]
    lower = [f"{frame.x(at)} {frame.y(each.low or 0.0)}" for at, each in reversed(known)]
    path = "L".join([*upper, *lower])
    return f'<path fill="{KEPT}" fill-opacity=".16" d="M{path}Z"/>' if known else ""


def _line(frame: Frame, run: _Run) -> str:
    path = "L".join(f"{frame.x(at)} {frame.y(each.counts.share or 0.0)}" for at, each in run)
    return f'<path fill="none" stroke="{KEPT}" stroke-width="2" d="M{path}"/>'


def _marks(frame: Frame, months: Sequence[MonthTold], target: float) -> Iterator[str]:
    for at, each in enumerate(months):
        share = each.counts.share
        if share is None:
            continue
        x, y = frame.x(at), frame.y(share)
        if share >= target:
            yield f'<circle fill="{KEPT}" cx="{x}" cy="{y}" r="3.6"/>'
        else:
            yield f'<path fill="{BROKEN}" d="M{x - 4.4:.1f} {y - 3.4:.1f}h8.8l-4.4 7.4z"/>'
