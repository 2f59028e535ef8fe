"""The share kept, period by period, against the share that was promised."""

from __future__ import annotations

from collections.abc import Sequence

from ringtrue.desk.report.charts.figure import (
    BROKEN,
    HEIGHT,
    INK,
    KEPT,
    WIDTH,
    Figure,
    draw,
)
from ringtrue.gap.shares import ShareRow
from ringtrue.gap.wording import percent, spread

_ROOM = 0.03
"""Air above and below the outermost number, as a share."""


def kept_over_time(rows: Sequence[ShareRow], target: float, name: str) -> Figure | None:
    """A line with its interval and the promised share; None when no period is decided.

    Periods that reached the target are dots, the others triangles that point down, so that the
    chart can be read without its colours.
    """
    import altair as alt

    shown = [row for row in rows if row.share is not None and row.interval and row.period]
    if not shown:
        return None
    values = [
        {
            "period": row.period.label if row.period else "",
            "short": _short(row, one_year=len({_year(each) for each in shown}) == 1),
            "share": row.share,
            "low": row.interval.low if row.interval else None,
            "high": row.interval.high if row.interval else None,
            "side": "reached" if (row.share or 0) >= target else "missed",
        }
        for row in shown
    ]
    numbers = [value[key] for value in values for key in ("low", "high")] + [target]
    bounds = [float(number) for number in numbers if isinstance(number, float)]
    domain = [max(0.0, min(bounds) - _ROOM), min(1.0, max(bounds) + _ROOM)]
    base = alt.Chart(alt.Data(values=values), width=WIDTH, height=HEIGHT)
    order = [str(value["short"]) for value in values]
    axis = alt.Axis(title=None, labelAngle=0, labelOverlap="greedy")
    x = alt.X("short:N", sort=order, axis=axis, scale=alt.Scale(padding=0.4))
    y = alt.Y("share:Q", scale=alt.Scale(domain=domain, zero=False), axis=_percent_axis())
    side = alt.Scale(domain=["reached", "missed"], range=[KEPT, BROKEN])
    shape = alt.Scale(domain=["reached", "missed"], range=["circle", "triangle-down"])
    band = base.mark_area(opacity=0.16, color=KEPT).encode(x, alt.Y("low:Q"), alt.Y2("high:Q"))
    line = base.mark_line(color=KEPT, strokeWidth=2).encode(x, y)
    dots = base.mark_point(filled=True, size=64, opacity=1).encode(
        x,
        y,
        alt.Color("side:N", scale=side, legend=None),
        alt.Shape("side:N", scale=shape, legend=None),
    )
    goal = alt.Chart(alt.Data(values=[{"target": target, "words": f"promised\n{percent(target)}"}]))
    rule = goal.mark_rule(color=INK, strokeDash=[5, 3]).encode(alt.Y("target:Q"))
    label = {"align": "left", "dx": 5, "dy": -6, "fontSize": 11, "lineBreak": "\n"}
    words = goal.mark_text(color=INK, **label).encode(
        alt.Y("target:Q"), alt.Text("words:N"), x=alt.value(WIDTH)
    )
    title = "Share kept, month by month"
    missed = sum(value["side"] == "missed" for value in values)
    told = _in_words(missed, len(values), target)
    svg = draw(alt.layer(band, rule, line, dots, words), name, title, told)
    header = ("month", "kept", "95 % interval", "kept / decided", "pending", "void")
    return Figure(svg, title, told, header, tuple(map(_row, shown)))


def _in_words(missed: int, months: int, target: float) -> str:
    """What the chart shows.

    >>> _in_words(0, 12, 0.9), _in_words(1, 1, 0.9)
    ('In each of 12 months the promised 90 % was kept.', 'Less than the promised 90 % was kept.')
    >>> _in_words(3, 12, 0.9)
    'In 3 of 12 months less than the promised 90 % was kept.'
    """
    kept = f"{'less than ' if missed else ''}the promised {percent(target)} was kept."
    if months == 1:
        return kept[0].upper() + kept[1:]
    return f"In {f'{missed} of' if 0 < missed < months else 'each of'} {months} months {kept}"


def _percent_axis() -> object:
    import altair as alt

    return alt.Axis(title=None, format=".0%")


def _short(row: ShareRow, *, one_year: bool) -> str:
    """The label below the axis: `Jan`, or `Jan 13` where there are several years."""
    assert row.period is not None
    first = row.period.first_day
    month = (
        row.period.title.split()[0][:3] if row.period.grain.value == "month" else row.period.label
    )
    return month if one_year or month == row.period.label else f"{month} {first:%y}"


def _year(row: ShareRow) -> int:
    assert row.period is not None
    return row.period.first_day.year


def _row(row: ShareRow) -> tuple[str, ...]:
    assert row.period is not None
    counts, share = row.counts, row.share
    return (
        row.period.title,
        percent(share) if share is not None else "–",
        spread(row.interval) if row.interval else "–",
        f"{counts.kept:,} / {counts.decided:,}",
        f"{counts.pending:,}",
        f"{counts.void:,}",
    )
