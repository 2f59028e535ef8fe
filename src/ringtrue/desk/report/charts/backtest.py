"""How often each rule would have been wrong, and how much it would have let pass."""

from __future__ import annotations

from collections.abc import Sequence

from ringtrue.core.evidence import Interval
from ringtrue.desk.report.charts.figure import BOUND, INK, MUTED, Figure, draw
from ringtrue.gap.backtest import Backtest, BacktestRow, Rule
from ringtrue.gap.wording import percent

WRONG, PASSED = "wrong, of the cleared", "cleared, of what held"
HEADER = (
    "rule", "target", "cases", "cleared", "wrong", "wrong of cleared", "held", "cleared of held"
)  # fmt: skip
_PANEL = 128


def backtest_of_rules(tested: Backtest, name: str, title: str) -> Figure | None:
    """Two panels of dots with intervals, a line per rule; None when nothing was cleared."""
    import altair as alt

    totals = [row for row in tested.rows if row.target is None]
    if not totals or not any(row.cleared for row in totals):
        return None
    panels = [
        _panel(totals, WRONG, axis=True),
        _panel(totals, PASSED, axis=False),
    ]
    told = " ".join(filter(None, map(_told, totals)))
    svg = draw(alt.hconcat(*panels, spacing=18), name, title, told)
    return Figure(svg, title, told, HEADER, tuple(map(table_row, tested.rows)))


def _panel(totals: Sequence[BacktestRow], measure: str, *, axis: bool) -> object:
    import altair as alt

    values = [value for row in totals if (value := _value(row, measure))]
    order = [row.rule.value for row in totals]
    names = (
        alt.Axis(
            title=None, domain=False, ticks=False, labelLimit=140, labelPadding=8, minExtent=104
        )
        if axis
        else None
    )
    base = alt.Chart(
        alt.Data(values=values),
        width=_PANEL,
        height=34 * len(order),
        title=alt.Title(measure, offset=14),
    )
    y = alt.Y("rule:N", sort=order, axis=names, scale=alt.Scale(domain=order))
    scale = alt.Scale(domainMin=0) if measure == WRONG else alt.Scale(domain=[0, 1])
    x = alt.X(
        "share:Q", scale=scale, axis=alt.Axis(title=None, format=".0%", tickCount=3, grid=True)
    )
    line = base.mark_rule(color=MUTED, strokeWidth=2).encode(y, alt.X("low:Q"), alt.X2("high:Q"))
    own = alt.condition("datum.own", alt.value(BOUND), alt.value(INK))
    shape = alt.condition("datum.own", alt.value("diamond"), alt.value("circle"))
    dot = base.mark_point(filled=True, size=90, opacity=1).encode(y, x, color=own, shape=shape)
    words = base.mark_text(dy=-11, fontSize=11, color=INK).encode(y, x, alt.Text("words:N"))
    return line + dot + words


def _value(row: BacktestRow, measure: str) -> dict[str, object] | None:
    share = row.wrong_share if measure == WRONG else row.cleared_of_held
    interval = row.wrong_interval if measure == WRONG else row.cleared_of_held_interval
    if share is None:
        return None
    low, high = (interval.low, interval.high) if interval else (share, share)
    own = row.rule is Rule.PREDICTIVE
    words = percent(round(share, 3))
    return {
        "rule": row.rule.value, "share": share, "low": low, "high": high, "own": own, "words": words
    }  # fmt: skip


def _told(row: BacktestRow) -> str:
    if row.wrong_share is None or row.cleared_of_held is None:
        return f"The {row.rule.value} cleared nothing."
    return (
        f"The {row.rule.value} was wrong in {percent(row.wrong_share)} of what it cleared"
        f" and cleared {percent(row.cleared_of_held)} of what then held."
    )


def table_row(row: BacktestRow) -> tuple[str, ...]:
    """One line of the table, under `HEADER`."""
    return (
        row.rule.value,
        percent(row.target) if row.target is not None else "all",
        f"{row.cases:,}",
        f"{row.cleared:,}",
        f"{row.wrong:,}",
        _with(row.wrong_share, row.wrong_interval),
        f"{row.held:,}",
        _with(row.cleared_of_held, row.cleared_of_held_interval),
    )


def _with(share: float | None, interval: Interval | None) -> str:
    if share is None:
        return "–"
    ends = f" ({100 * interval.low:.1f}-{100 * interval.high:.1f})" if interval else ""
    return f"{percent(share)}{ends}"
