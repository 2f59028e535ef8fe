"""How bold against how sure: the share kept at every limit, and what may be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ringtrue.desk.report.charts.figure import (
    BOUND,
    BROKEN,
    HEIGHT,
    INK,
    KEPT,
    WIDTH,
    Figure,
    draw,
)
from ringtrue.gap.advice import FrontierPoint
from ringtrue.gap.wording import floored, percent, spread


def frontier_of_limits(
    points: Sequence[FrontierPoint],
    *,
    target: float,
    promised: float,
    strongest: float | None,
    unit: str,
    name: str,
) -> Figure | None:
    """The frontier of one segment; `promised` and `strongest` are limits on it, in `unit`s.

    None when fewer than two limits have a share to show.
    """
    import altair as alt

    shown = [point for point in points if point.counts.share is not None]
    if len(shown) < 2:
        return None
    values = [
        {"limit": point.limit, "share": point.counts.share, "bound": point.bound} for point in shown
    ]
    base = alt.Chart(alt.Data(values=values), width=WIDTH, height=HEIGHT)
    lowest = min(each for value in values for each in (value["share"], value["bound"]) if each)
    domain = [max(0.0, min(lowest, target) - 0.04), 1.0]
    ticks = _ticks([point.limit for point in shown])
    x = alt.X(
        "limit:Q",
        scale=alt.Scale(type="sqrt", nice=False),
        axis=alt.Axis(title=f"limit, {unit}s", values=ticks, labelExpr="'' + datum.value"),
    )
    y = _y("share", domain)
    kept = base.mark_line(color=KEPT, strokeWidth=2, point={"size": 18, "color": KEPT}).encode(x, y)
    sure = base.mark_line(color=BOUND, strokeWidth=1.5, strokeDash=[2, 2]).encode(
        x, _y("bound", domain)
    )
    layers = [
        _goal(target, domain),
        sure,
        kept,
        _mark(promised, _share_at(shown, promised), "promised", BROKEN, domain),
    ]
    if strongest is not None:
        found = _bound_at(shown, strongest)
        layers.append(_mark(strongest, found, "holds", BOUND, domain))
    told = _told(shown, target, promised, strongest, unit)
    svg = draw(alt.layer(*layers), name, "Limit against share kept", told)
    header = ("limit", "kept so far", "95 % interval", "at least, next month")
    return Figure(
        svg, "Limit against share kept", told, header, tuple(_row(p, unit) for p in shown)
    )


def _goal(target: float, domain: list[float]) -> object:
    import altair as alt

    data = alt.Data(values=[{"target": target, "words": f"promised\n{percent(target)}"}])
    rule = alt.Chart(data).mark_rule(color=INK, strokeDash=[5, 3]).encode(_y("target", domain))
    label = {"align": "left", "dx": 5, "dy": -6, "fontSize": 11, "lineBreak": "\n"}
    words = alt.Chart(data).mark_text(color=INK, **label)
    return rule + words.encode(_y("target", domain), alt.Text("words:N"), x=alt.value(WIDTH))


def _y(field: str, domain: list[float]) -> Any:
    """The vertical place of a share; every layer has the same scale, or they would be merged."""
    import altair as alt

    scale = alt.Scale(domain=domain, zero=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=alt.Axis(title=None, format=".0%"))


def _mark(limit: float, share: float | None, words: str, color: str, domain: list[float]) -> object:
    import altair as alt

    shape = "triangle-down" if color == BROKEN else "diamond"

    data = alt.Data(values=[{"limit": limit, "share": share, "words": words}])
    chart = alt.Chart(data)
    place = alt.X("limit:Q"), _y("share", domain)
    dot = chart.mark_point(filled=True, size=110, opacity=1, color=color, shape=shape).encode(
        *place
    )
    text = chart.mark_text(color=color, align="left", dx=9, dy=12, fontSize=11, fontWeight=600)
    return dot + text.encode(*place, alt.Text("words:N"))


def _share_at(points: Sequence[FrontierPoint], limit: float) -> float | None:
    return next((point.counts.share for point in points if point.limit == limit), None)


def _bound_at(points: Sequence[FrontierPoint], limit: float) -> float | None:
    return next((point.bound for point in points if point.limit == limit), None)


def _ticks(limits: Sequence[float]) -> list[float]:
    """A few of the limits, far enough apart on a square-root scale to be read."""
    room = (max(limits) ** 0.5 - min(limits) ** 0.5) / 9
    chosen = [min(limits)]
    for limit in sorted(limits):
        if limit**0.5 - chosen[-1] ** 0.5 >= room:
            chosen.append(limit)
    return chosen


def _told(
    points: Sequence[FrontierPoint],
    target: float,
    promised: float,
    strongest: float | None,
    unit: str,
) -> str:
    share = _share_at(points, promised)
    first = f"At the promised {promised:g} {unit}s {percent(share)} were kept. " if share else ""
    if strongest is None:
        return f"{first}None of the limits tried will surely keep {percent(target)} next month."
    return f"{first}The boldest limit that will keep {percent(target)} is {strongest:g} {unit}s."


def _row(point: FrontierPoint, unit: str) -> tuple[str, ...]:
    share, bound = point.counts.share, point.bound
    return (
        f"{point.limit:g} {unit}{'' if point.limit == 1 else 's'}",
        percent(share) if share is not None else "–",
        spread(point.interval) if point.interval else "–",
        floored(bound) if bound is not None else "–",
    )
