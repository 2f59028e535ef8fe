"""How well promises are found: detectors alone, model alone, both; the table of the benchmark.

`python training/evaluate.py [LABELLED.jsonl ...]` judges the written sentences in folds (of
businesses, of industries) that the model of each fold has not seen, and any labelled files of
real copy given. Such files are never part of the repository: copy belongs to those who wrote it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from labelled import Sentence, read_sentences
from learning import PLAIN_WEIGHT, Vector, encode, fit_yes_no, keys_of, vocabulary_of
from sklearn.model_selection import GroupKFold

from ringtrue.core.claim import Label
from ringtrue.say.judge import Unit, is_hinted, judge_sentences
from ringtrue.say.model.network import ask
from ringtrue.say.model.store import load

FOLDS = 5
ROUNDS = 1_000
EVEN = 0.3
"""Where the model alone says promise: the middle of the two scores that the judgement uses."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence, what readers called it, and what three judges say."""

    group: str
    promise: bool
    detectors: bool
    model: bool
    both: bool


JUDGES: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("detectors", lambda case: case.detectors),
    ("model", lambda case: case.model),
    ("both", lambda case: case.both),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    print("| set | judge | precision | recall | F1 | 95 % interval |")
    print("|---|---|---|---|---|---|")
    sentences = read_sentences()
    plain = [each.plain for each in sentences]
    for name, groups in (
        ("written, folds by business", [each.business for each in sentences]),
        ("written, folds by industry", [each.industry for each in sentences]),
    ):
        cases = list(_in_folds(sentences, groups))
        _print_rows(name, cases)
        dull = [case for case, kept in zip(cases, plain, strict=True) if kept]
        _print_rows(f"{name}, plain ones only", dull)
    for path in files:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        _print_rows(path.stem, [_judged(row) for row in rows])
        _print_second(path.stem, rows)


def _in_folds(sentences: Sequence[Sentence], groups: list[str]) -> Iterator[Case]:
    model = load()
    vocabulary = vocabulary_of(sentences)
    rows = [keys_of(each.text, vocabulary) for each in sentences]
    data = encode(rows)
    truth = np.array([each.label == "promise" for each in sentences])
    weight = np.where([each.plain for each in sentences], PLAIN_WEIGHT, 1.0)
    logit = np.zeros(len(sentences))
    for known, unseen in GroupKFold(FOLDS).split(rows, truth, groups):
        weights, bias = fit_yes_no(data.matrix[known], truth[known], weight[known])
        logit[unseen] = data.matrix[unseen] @ weights + bias
    scores = _as_shipped(logit, sentences)
    for sentence, group, score in zip(sentences, groups, scores, strict=True):
        hinted = is_hinted(sentence.text)
        both = score >= (model.hinted_from if hinted else model.promise_from)
        yield Case(group, sentence.label == "promise", hinted, score >= EVEN, bool(both))


def _as_shipped(logit: Vector, sentences: Sequence[Sentence]) -> Vector:
    """Scores of the folds on the scale of the shipped model."""
    shipped = np.array([ask(each.text).promise for each in sentences])
    wanted = np.log(shipped / (1 - shipped + 1e-12) + 1e-12)
    slope, shift = np.polyfit(logit, wanted, 1)
    scores: Vector = 1 / (1 + np.exp(-(slope * logit + shift)))
    return scores


def _judged(row: dict[str, object]) -> Case:
    text = str(row["text"])
    (judgement,) = judge_sentences([Unit(text)])
    return Case(
        group=str(row.get("business") or row["industry"]),
        promise=row["label"] == "promise",
        detectors=is_hinted(text),
        model=ask(text).promise >= EVEN,
        both=judgement.label is Label.PROMISE,
    )


def _print_rows(name: str, cases: Sequence[Case]) -> None:
    for judge, says in JUDGES:
        truth = np.array([case.promise for case in cases])
        said = np.array([says(case) for case in cases])
        precision, recall, f1 = _scores(truth, said)
        low, high = _interval([case.group for case in cases], truth, said)
        print(
            f"| {name} ({len(cases)}) | {judge} | {precision:.3f} | {recall:.3f} "
            f"| {f1:.3f} | {low:.3f} to {high:.3f} |"
        )


def _scores(truth: Vector, said: Vector) -> tuple[float, float, float]:
    hits = float((truth & said).sum())
    precision, recall = hits / max(1.0, said.sum()), hits / max(1.0, truth.sum())
    return precision, recall, 2 * hits / max(1.0, said.sum() + truth.sum())


def _interval(groups: list[str], truth: Vector, said: Vector) -> tuple[float, float]:
    """Of F1, by drawing whole businesses again (percentiles of the bootstrap)."""
    names, member = np.unique(groups, return_inverse=True)
    table = np.zeros((len(names), 3))
    for column, each in enumerate((truth & said, said, truth)):
        table[:, column] = np.bincount(member, each, len(names))
    draws = np.random.default_rng(0).integers(0, len(names), (ROUNDS, len(names)))
    hits, claimed, real = np.moveaxis(table[draws].sum(axis=1), -1, 0)
    low, high = np.percentile(2 * hits / np.maximum(1, claimed + real), [2.5, 97.5])
    return float(low), float(high)


def _print_second(name: str, rows: Sequence[dict[str, object]]) -> None:
    found = [
        (row, judgement)
        for row, judgement in zip(
            rows, judge_sentences([Unit(str(row["text"])) for row in rows]), strict=True
        )
        if row["label"] == "promise" and judgement.label is Label.PROMISE
    ]
    kinds = sum(judgement.kind == row["kind"] for row, judgement in found)
    measured = sum(judgement.measurable == bool(row["measurable"]) for row, judgement in found)
    total = max(1, len(found))
    print(f"| {name} | kind right in {kinds / total:.3f} of the promises found | | | | |")
    print(f"| {name} | measurable or vague right in {measured / total:.3f} | | | | |")


if __name__ == "__main__":
    main()
