"""Asking the model: is this a promise or an assertion, of what kind, and can it be measured?

A document is asked about all at once: its sentences stand in one row, each place of the row adds
up what its features weigh, and a sentence is the sum of its places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, count, repeat
from math import exp
from operator import add
from typing import NamedTuple

from ringtrue.core.claim import Kind
from ringtrue.say.model import features
from ringtrue.say.model.cues import cues_in
from ringtrue.say.model.store import PROMISE_KINDS, load


class Answer(NamedTuple):
    """Probabilities between 0 and 1 that a careful reader calls it a promise, an assertion."""

    promise: float
    assertion: float


class SecondLook(NamedTuple):
    """The kind of a promise and the probability that it can be measured."""

    kind: Kind
    measurable: float


def ask(text: str) -> Answer:
    """Judge one sentence or line by its words alone.

    >>> ask("We reply within 24 hours.").promise > 0.5 > ask("Where are you based?").promise
    True
    """
    return next(ask_all([text]))


def ask_all(texts: Sequence[str]) -> Iterator[Answer]:
    """Judge many sentences, in order."""
    rows, table, lines = _rows(), load().first, features.lines_of(texts, _numbers())
    weighed = (map(rows.get, keys, repeat(0)) for keys in features.keys_of_lines(lines.numbers))
    words, pairs, skips, triples = weighed
    places = map(add, map(add, words, chain(pairs, (0,))), chain(map(add, skips, triples), (0, 0)))
    sums = list(accumulate(places, initial=0))
    for at, plain in enumerate(lines.plains):
        looks = features.look_keys(features.looks_of(plain, lines.words(at)))
        total = sums[lines.edges[at + 1]] - sums[lines.edges[at]]
        total += sum(map(rows.get, looks, repeat(0)))
        promise, assertion = table.answers((total,))
        yield Answer(_logistic(promise), _logistic(assertion))


def look_again(texts: Sequence[str], slots: Sequence[tuple[int, ...]]) -> Iterator[SecondLook]:
    """The kinds of sentences known to be promises, in order.

    `slots` are for each sentence the numbers of its slots' kinds.
    """
    table, places, lines = load().second, _places(), features.lines_of(texts, _numbers())
    rows = [list(map(places.get, keys)) for keys in features.keys_of_lines(lines.numbers)]
    columns = [each.__getitem__ for each in table.numbers]
    for at, plain in enumerate(lines.plains):
        words = lines.words(at)
        looks = features.look_keys(features.looks_of(plain, words))
        kinds = features.kind_keys(slots[at], cues_in(words))
        start, end = lines.edges[at : at + 2]
        whole = chain(*(row[start:end] for row in rows), map(places.get, chain(looks, kinds)))
        found = [place for place in whole if place is not None]
        scores = table.answers([sum(map(column, found)) for column in columns])
        best = max(range(len(PROMISE_KINDS)), key=scores.__getitem__)
        yield SecondLook(PROMISE_KINDS[best], _logistic(scores[-1]))


@cache
def _numbers() -> features.Numbers:
    return features.Numbers(load().vocabulary)


@cache
def _rows() -> dict[int, int]:
    """The weights of the first look, both columns in one number, by feature."""
    table = load().first
    return dict(zip(table.keys, table.numbers[0], strict=True))


@cache
def _places() -> dict[int, int]:
    """Where in the columns of the second look a feature stands."""
    return dict(zip(load().second.keys, count(), strict=False))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, x))))
