"""The answers about the cycle as lines: when honesty overtakes, how it goes, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ringtrue.cli.output.marking import clean, wrapped
from ringtrue.cli.output.table import table
from ringtrue.cost.cycle.answer import DEFINITION, CycleAnswer
from ringtrue.desk.cycle_words import (
    PEOPLE,
    best_told,
    figure_told,
    overtaking_told,
    rows_of,
)
from ringtrue.gap.wording import percent

_COURSE = (
    "after week", "customers", "95 %", "honest", "advertising", "honest", "earned", "honest",
)  # fmt: skip


def cycle_lines(answers: Sequence[CycleAnswer]) -> Iterator[str]:
    """Every scenario, then what they rest on."""
    for answer in answers:
        yield from _scenario(answer)
    told = (
        f"{DEFINITION} Advertising is the share of potential customers won a week; earned is for "
        f"each {PEOPLE:,} people of the market. {answers[0].draws:,} draws, seed {answers[0].seed}."
    )
    yield from wrapped(told, "")
    yield ""
    yield from _figures(answers[0])


def _scenario(answer: CycleAnswer) -> Iterator[str]:
    said, kept = percent(answer.scenario.promise), answer.scenario.rules.capability.best
    name = clean(answer.scenario.name)
    yield click.style(f"{name}: {said} is said, {percent(kept)} is kept", bold=True)
    yield from wrapped(overtaking_told(answer), "  ")
    yield ""
    rows = [
        (f"{row.week:,}", row.customers, row.customers_range, row.honest_customers,
         row.advertising, row.honest_advertising, row.earned, row.honest_earned)
        for row in rows_of(answer)
    ]  # fmt: skip
    yield from (f"  {line}" for line in table(_COURSE, rows, texts=0))
    yield ""
    best = [(f"{each.weeks:,}", best_told(each), percent(each.honest)) for each in answer.best]
    header = ("within weeks", "the promise that earns most", "none beyond what is kept")
    yield from (f"  {line}" for line in table(header, best, texts=0))
    yield ""


def _figures(answer: CycleAnswer) -> Iterator[str]:
    rows = [
        (name, figure_told(figure), figure.basis.words, figure.name)
        for name, figure in answer.figures
    ]
    header = ("it rests on", "value (range)", "which is", "of")
    yield from table(header, rows, texts=4)
