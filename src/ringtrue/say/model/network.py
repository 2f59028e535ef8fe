"""Asking the model: is this a promise or an assertion, of what kind, and can it be measured?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from math import exp

from ringtrue.core.claim import Kind
from ringtrue.say.model import features
from ringtrue.say.model.cues import cues_in
from ringtrue.say.model.store import PROMISE_KINDS, Model, Table, load


@dataclass(frozen=True, slots=True)
class Answer:
    """Probabilities between 0 and 1 that a careful reader calls it a promise, an assertion."""

    promise: float
    assertion: float


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The kind of a promise and the probability that it can be measured."""

    kind: Kind
    measurable: float


@lru_cache(maxsize=16_384)
def ask(text: str) -> Answer:
    """Judge one sentence or line by its words alone.

    >>> ask("We reply within 24 hours.").promise > 0.5 > ask("Where are you based?").promise
    True
    """
    model = load()
    promise, assertion = model.first.answers(_total(model.first, _keys(text, model)))
    return Answer(_logistic(promise), _logistic(assertion))


@lru_cache(maxsize=4096)
def look_again(text: str, slots: tuple[int, ...]) -> SecondLook:
    """The kind of a sentence known to be a promise; `slots` are numbers of its slots' kinds."""
    model = load()
    cues = cues_in(features.tokens_of(features.strip_marks(text)))
    keys = [*_keys(text, model), *features.kind_keys(slots, cues)]
    scores = model.second.answers(_total(model.second, keys))
    best = max(range(len(PROMISE_KINDS)), key=scores.__getitem__)
    return SecondLook(PROMISE_KINDS[best], _logistic(scores[-1]))


def _keys(text: str, model: Model) -> list[int]:
    plain = features.strip_marks(text)
    tokens = features.tokens_of(plain)
    numbers = [features.number_of(token, model.vocabulary) for token in tokens]
    return features.keys_of(numbers, features.looks_of(plain, tokens))


def _total(table: Table, keys: list[int]) -> int:
    return sum(map(table.rows.get, keys, repeat(0)))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, x))))
