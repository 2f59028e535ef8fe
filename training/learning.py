"""From labelled sentences to weights: naive Bayes ratios scaled into a logistic regression.

Wang and Manning, "Baselines and Bigrams" (ACL 2012): each feature is multiplied by how much its
odds differ between the two labels, then a regularised logistic regression is fitted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from labelled import Sentence
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from ringtrue.say.judge import slot_numbers
from ringtrue.say.model import features
from ringtrue.say.model.cues import cues_in
from ringtrue.say.model.store import COLUMNS, PROMISE_KINDS, Table
from ringtrue.say.slots import find_slots

PLAIN_WEIGHT = 12.0
"""How much more a plainly written sentence weighs than a witty one; measured on real copy."""

MIN_SENTENCES = 2
STRENGTH = 0.05
KIND_STRENGTH = 0.3
PROMISE_SHARE = 0.25
ASSERTION_SHARE = 0.07
"""The shares of promises and assertions in real copy; the sentences for training hold more."""

Matrix: TypeAlias = Any
"""A sparse matrix of scipy, which has no types."""

Vector: TypeAlias = "np.ndarray[Any, Any]"


@dataclass(frozen=True, slots=True)
class Encoded:
    """Sentences as rows of zeros and ones; `keys` names the columns."""

    matrix: Matrix
    keys: list[int]


def vocabulary_of(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Numbers for the words that stand in at least `MIN_SENTENCES` sentences."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(set(features.tokens_of(features.strip_marks(sentence.text))))
    words = sorted(word for word, count in counts.items() if count >= MIN_SENTENCES)
    return {word: features.FIRST_WORD + number for number, word in enumerate(words)}


def keys_of(text: str, vocabulary: dict[str, int]) -> set[int]:
    """The features of one sentence, each once."""
    plain = features.strip_marks(text)
    tokens = features.tokens_of(plain)
    numbers = [features.number_of(token, vocabulary) for token in tokens]
    return set(features.keys_of(numbers, features.looks_of(plain, tokens)))


def kind_keys_of(text: str) -> list[int]:
    """The features of one sentence that only tell kinds apart."""
    cues = cues_in(features.tokens_of(features.strip_marks(text)))
    return features.kind_keys(slot_numbers(find_slots(text)), cues)


def encode(rows: Sequence[set[int]], keys: list[int] | None = None) -> Encoded:
    """Rows of features as a matrix; without `keys`, of all features that occur often enough."""
    if keys is None:
        counts: Counter[int] = Counter(key for row in rows for key in row)
        keys = sorted(key for key, count in counts.items() if count >= MIN_SENTENCES)
    column = {key: number for number, key in enumerate(keys)}
    indices = [sorted(column[key] for key in row if key in column) for row in rows]
    starts = np.cumsum([0, *map(len, indices)])
    flat = np.fromiter((index for row in indices for index in row), dtype=np.int64)
    shape = (len(rows), len(keys))
    return Encoded(sparse.csr_matrix((np.ones(len(flat)), flat, starts), shape=shape), keys)


def fit_yes_no(
    matrix: Matrix, truth: Vector, weight: Vector, strength: float = STRENGTH
) -> tuple[Vector, float]:
    """Weights and bias of one question; the higher `strength`, the closer the fit."""
    ratio = _log_ratio(matrix, truth, weight)
    scaled = matrix @ sparse.diags(ratio)
    model = LogisticRegression(
        C=2 * strength / weight.mean(), max_iter=300, solver="liblinear", random_state=0
    ).fit(scaled, truth, weight)
    return ratio * model.coef_[0], float(model.intercept_[0])


def _log_ratio(matrix: Matrix, truth: Vector, weight: Vector) -> Vector:
    yes = np.asarray(matrix.T @ (weight * truth)).ravel() + 1
    no = np.asarray(matrix.T @ (weight * ~truth)).ravel() + 1
    ratio: Vector = np.abs(np.log((yes / yes.sum()) / (no / no.sum())))
    return ratio


def calibrate(logit: Vector, truth: Vector, share: float) -> tuple[float, float]:
    """Slope and shift that turn logits of unseen businesses into probabilities at `share`."""
    weight = np.where(truth, share / truth.mean(), (1 - share) / (1 - truth.mean()))
    model = LogisticRegression(C=1e6).fit(logit[:, None], truth, weight)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def fit_second(
    sentences: Sequence[Sentence], vocabulary: dict[str, int]
) -> tuple[list[int], Vector, Vector]:
    """Keys, weights (keys by `COLUMNS`) and biases for kind and measurability of promises."""
    promises = [each for each in sentences if each.label == "promise"]
    rows = [keys_of(each.text, vocabulary) | set(kind_keys_of(each.text)) for each in promises]
    data = encode(rows)
    weight = np.where([each.plain for each in promises], PLAIN_WEIGHT, 1.0)
    names = [kind.value for kind in PROMISE_KINDS]
    weights = np.zeros((len(data.keys), COLUMNS))
    biases = np.zeros(COLUMNS)
    for column, name in enumerate(names):
        truth = np.array([each.kind == name for each in promises])
        weights[:, column], biases[column] = fit_yes_no(data.matrix, truth, weight, KIND_STRENGTH)
    measurable = np.array([each.measurable for each in promises])
    weights[:, -1], biases[-1] = fit_yes_no(data.matrix, measurable, weight)
    return data.keys, weights, biases


def as_table(keys: list[int], weights: Vector, biases: Vector, steps: int) -> Table:
    """Weights rounded to `steps` either way in each column; rows that round to nothing left out."""
    scales = np.abs(weights).max(axis=0) / steps
    whole = np.rint(weights / scales).astype(int)
    kept = np.flatnonzero(np.abs(whole).max(axis=1) > steps // 800)
    rows = {keys[index]: whole[index].tolist() for index in kept}
    return Table.of(rows, scales.tolist(), biases.tolist())
