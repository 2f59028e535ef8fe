"""What our word costs, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ringtrue.cli.output.marking import clean, wrapped
from ringtrue.cli.output.table import table
from ringtrue.desk.cost_words import (
    effect_told,
    followed_told,
    money,
    multiplier_told,
    number,
    ranged,
    spread,
)

if TYPE_CHECKING:
    from ringtrue.desk.cost_answer import Cost

_MOVING = 7


def cost_lines(cost: Cost) -> Iterator[str]:
    """Everything that is known, and what is missing."""
    yield from _lacking(cost)
    yield from _risks(cost)
    yield from _damage(cost)
    yield _title("Misled, beside a defect")
    yield from wrapped(multiplier_told(cost.multiplier), "  ")
    if cost.leaving:
        yield from wrapped(multiplier_told(cost.leaving), "  ")
    yield ""
    yield from _followed(cost)
    yield from _contacts(cost)
    yield from _figures(cost)


def _title(words: str) -> str:
    return click.style(words, bold=True)


def _lacking(cost: Cost) -> Iterator[str]:
    for each in cost.lacking:
        yield from wrapped(f"missing in ringtrue.yaml, {each.setting}: {clean(each.why)}", "")
    for trouble in cost.troubles:
        yield from wrapped(f"not read: {clean(trouble)}", "")
    if cost.lacking or cost.troubles:
        yield ""


def _risks(cost: Cost) -> Iterator[str]:
    if not cost.risks:
        return
    yield _title("Money at risk in a year, by promise")
    rows = [
        (
            clean(each.stake.promise or each.stake.standard),
            money(each.money.best, cost.money),
            spread(each.money, cost.money),
            number(each.lost.best),
            "own" if each.is_own else f"{len(each.foreign)} of others",
        )
        for each in cost.risks
    ]
    header = ("", "at risk", "95 % interval", "customers lost", "figures")
    yield from (f"  {line}" for line in table(header, rows))
    yield from wrapped(cost.definition, "  ")
    yield ""


def _damage(cost: Cost) -> Iterator[str]:
    told = cost.damage
    if told is None:
        return
    yield _title("Market damage of all problems")
    yield from wrapped(
        f"{money(told.money.best, told.unit)} a year ({spread(told.money, told.unit)}):"
        f" {money(told.lost.best, told.unit)} from customers lost,"
        f" {money(told.told.best, told.unit)} by what is told, good words taken off.",
        "  ",
    )
    rows = [
        (each.figure.name, money(each.low, told.unit), money(each.high, told.unit))
        for each in told.swings[:_MOVING]
    ]
    header = ("what moves it most", "at its least", "at its most")
    yield from (f"  {line}" for line in table(header, rows))
    yield ""


def _followed(cost: Cost) -> Iterator[str]:
    if not cost.followed:
        return
    yield _title("What a broken promise does to a customer")
    for each in cost.followed:
        yield from wrapped(f"{each.standard}: {followed_told(each, cost.money)}", "  ")
    for line in cost.followed[0].assumptions:
        yield from wrapped(f"assumed ({cost.followed[0].standard}): {line}", "  ")
    yield ""


def _contacts(cost: Cost) -> Iterator[str]:
    if cost.contacts is None:
        return
    yield _title("What every further contact goes with")
    if cost.contacts.slope is None:
        yield from wrapped(f"Cannot tell: {cost.contacts.reason}.", "  ")
    else:
        told = effect_told(cost.contacts.slope)
        yield from wrapped(f"{told} points of satisfaction. {cost.contacts.definition}", "  ")
    yield ""


def _figures(cost: Cost) -> Iterator[str]:
    if not cost.figures:
        return
    yield _title("What it rests on")
    rows = [(each.name, ranged(each), each.basis.words) for each in cost.figures]
    yield from (f"  {line}" for line in table(("figure", "value", "whose"), rows, texts=1))
    yield f"  drawn {cost.draws:,} times with the seed {cost.seed}"
