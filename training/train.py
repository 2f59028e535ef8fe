"""Learn the model that is shipped: `python training/train.py` (see README.md beside it)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from labelled import Sentence, digest, read_sentences
from learning import (
    ASSERTION_SHARE,
    PLAIN_WEIGHT,
    PROMISE_SHARE,
    Encoded,
    Vector,
    as_table,
    calibrate,
    encode,
    fit_second,
    fit_yes_no,
    keys_of,
    vocabulary_of,
)
from sklearn.model_selection import GroupKFold

import ringtrue.say.model as package
from ringtrue.say.model import features
from ringtrue.say.model.store import Model, pack

TARGET = Path(package.__file__).parent / "en.bin"
PROMISE_FROM = 0.4
HINTED_FROM = 0.2
"""Scores from which a sentence is called a promise, without and with a slot that hints at one:
chosen on real copy to find nearly nine in ten with as few false alarms as that allows."""

ASSERTION_FROM = 0.3
FOLDS = 5


def train(sentences: list[Sentence], hashed: str) -> Model:
    """The model that these sentences teach."""
    vocabulary = vocabulary_of(sentences)
    data = encode([keys_of(each.text, vocabulary) for each in sentences])
    promise = _question(sentences, data, "promise", PROMISE_SHARE)
    assertion = _question(sentences, data, "assertion", ASSERTION_SHARE)
    weights = np.column_stack([promise[0], assertion[0]])
    return Model(
        vocabulary=vocabulary,
        first=as_table(data.keys, weights, np.array([promise[1], assertion[1]]), 8_000),
        second=as_table(*fit_second(sentences, vocabulary), 127),
        promise_from=PROMISE_FROM,
        hinted_from=HINTED_FROM,
        assertion_from=ASSERTION_FROM,
        digest=hashed,
    )


def _question(
    sentences: list[Sentence], data: Encoded, label: str, share: float
) -> tuple[Vector, float]:
    truth = np.array([each.label == label for each in sentences])
    plain = np.array([each.plain for each in sentences])
    weight = np.where(plain, PLAIN_WEIGHT, 1.0)
    groups = [each.business for each in sentences]
    logit = np.zeros(len(sentences))
    for known, unseen in GroupKFold(FOLDS).split(data.matrix, truth, groups):
        found, bias = fit_yes_no(data.matrix[known], truth[known], weight[known])
        logit[unseen] = data.matrix[unseen] @ found + bias
    slope, shift = calibrate(logit[plain], truth[plain], share)
    weights, bias = fit_yes_no(data.matrix, truth, weight)
    return slope * weights, slope * bias + shift


def main() -> None:
    """Train on everything and write the file that the wheel carries."""
    sentences = read_sentences()
    model = train(sentences, digest())
    TARGET.write_bytes(pack(model, features.FIRST_WORD))
    counted = len(model.first.keys), len(model.second.keys)
    print(f"{len(sentences)} sentences, {counted} weights, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
