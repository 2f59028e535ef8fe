"""Demand as lines: what comes on which day, the busiest interval, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import log10

import click

from ringtrue.cli.output.marking import clean, wrapped
from ringtrue.cli.output.table import table
from ringtrue.core.figure import Figure
from ringtrue.desk.services.tell_demand import DemandTold
from ringtrue.do.demand import Demand, Spread
from ringtrue.do.stock import CapacityAnswer, StockAnswer
from ringtrue.gap.offer import capacity_words, serve_words, stock_words


def demand_lines(told: DemandTold) -> Iterator[str]:
    """By placement, by day, the busiest interval, the figures."""
    demand, share = told.demand, f"{100 * told.demand.level:g} %"
    header = ("placement", "orders", share, "calls", share)
    rows = [
        (clean(each.placement.name), *_range(each.orders), *_range(each.contacts))
        for each in demand.placements
    ]
    yield from table(header, rows)
    yield ""
    columns = ("day", "usual calls", "extra", share, "all calls", share, "orders", share)
    days = [
        (
            f"{day.day:%a} {day.day}",
            _count(day.usual),
            *_range(day.extra),
            *_range(day.calls),
            *_range(day.orders),
        )
        for day in demand.days
    ]
    yield from table(columns, days)
    yield ""
    yield from wrapped(_busiest(demand), "")
    if demand.missed_contacts >= 0.5:
        told_missed = f"{_count(demand.missed_contacts)} calls come later than this tells."
        yield from wrapped(told_missed, "")
    yield from wrapped(told.usual, "")
    for sentence in _limits(told):
        yield from wrapped(sentence, "")
    yield ""
    yield from _figures(told)


def _busiest(demand: Demand) -> str:
    at = max(range(len(demand.calls)), key=lambda each: demand.calls[each].mean)
    start, calls, extra = demand.load.starts[at], demand.calls[at], demand.extra[at]
    minutes = demand.load.seconds / 60
    return (
        f"Busiest: {start:%a %d %B, %H:%M}, for {minutes:g} minutes: {_count(calls.mean)} calls"
        f" ({_count(calls.low)} to {_count(calls.high)}), {_count(extra.mean)} of them the"
        " campaign's."
    )


def _limits(told: DemandTold) -> Iterator[str]:
    """What becomes of the stock and of the places, in a sentence or two each."""
    if told.stock:
        yield from _stock(told.stock)
    if told.places:
        yield from _places(told.places)


def _stock(stock: StockAnswer) -> Iterator[str]:
    yield f"Stock: {stock_words(stock.days[-1], stock.chance, stock.runs_out, _day)}."
    yield f"{serve_words(f'{stock.needed:,} units', stock.sure)}."


def _places(places: CapacityAnswer) -> Iterator[str]:
    at = max(range(len(places.days)), key=lambda each: places.over[each])
    yield f"Places: {capacity_words(places.chance, places.days[at], places.over[at], _day)}."
    away = places.turned_away
    yield (
        f"{_count(away.mean)} orders ({_count(away.low)} to {_count(away.high)}) are turned away;"
        f" {serve_words(f'{places.needed:,} a day', places.sure)}."
    )


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B}"


def _figures(told: DemandTold) -> Iterator[str]:
    figures = told.figures
    rows = [
        (clean(each.name), _told(each), each.basis.words, clean(each.source)) for each in figures
    ]
    yield from table(("it rests on", "likeliest (range)", "basis", "source"), rows, texts=4)
    if told.assumed:
        yield ""
        many = f"{len(told.assumed)} of {len(figures)} figures are assumed"
        yield click.style(f"{many}: put your own into the file.", fg="yellow")
    seed, draws = told.demand.load.seed, told.demand.draws
    if seed is not None:
        yield f"{draws:,} draws, seed {seed}; chance of single calls is not in the ranges."


def _told(figure: Figure) -> str:
    ends = "" if figure.is_known else f" ({_plain(figure.low)} to {_plain(figure.high)})"
    return f"{_plain(figure.best)}{ends} {figure.unit}".rstrip()


def _plain(number: float) -> str:
    """Three digits that say something, without an exponent."""
    if number >= 100 or number == 0:
        return f"{number:,.0f}"
    return f"{number:.{max(2 - int(log10(number)), 0)}f}".rstrip("0").rstrip(".")


def _range(spread: Spread) -> tuple[str, str]:
    return _count(spread.mean), f"{_count(spread.low)}-{_count(spread.high)}"


def _count(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 or number == 0 else f"{number:.1f}"
