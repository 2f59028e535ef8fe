"""Every line of the plain files beside this one, each a test: as many silent as speaking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ringtrue.core.claim import Label
from ringtrue.say.judge import Judgement, Unit, judge_sentences

FOLDER = Path(__file__).parent
_MARKED = re.compile(r"\[([^\]]+)\]")


def lines_of(name: str) -> list[str]:
    text = (FOLDER / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]


def judge(sentence: str) -> Judgement:
    (judgement,) = judge_sentences([Unit(sentence)])
    return judgement


@pytest.mark.parametrize("line", lines_of("promises.txt"))
def test_a_promise_is_found(line: str) -> None:
    kinds, measurable, marked = (part.strip() for part in line.split("|", 2))
    sentence = _MARKED.sub(r"\1", marked)
    judgement = judge(sentence)
    assert judgement.label is Label.PROMISE, f"{judgement.score:.2f}"
    assert kinds == "*" or judgement.kind.value in kinds.split(",")
    assert measurable == "*" or judgement.measurable is (measurable == "yes")
    start, end = judgement.span
    for words in _MARKED.findall(marked):
        assert words in sentence[start:end]


@pytest.mark.parametrize("line", lines_of("assertions.txt"))
def test_an_assertion_is_found(line: str) -> None:
    kind, sentence = (part.strip() for part in line.split("|", 1))
    judgement = judge(sentence)
    assert judgement.label is Label.ASSERTION, f"{judgement.score:.2f}"
    assert judgement.kind.value == kind


@pytest.mark.parametrize("sentence", lines_of("silent.txt"))
def test_nothing_is_found(sentence: str) -> None:
    judgement = judge(sentence)
    assert judgement.label is None, f"{judgement.label} {judgement.score:.2f}"


def test_as_many_lines_are_silent_as_speak() -> None:
    speaking = len(lines_of("promises.txt")) + len(lines_of("assertions.txt"))
    assert len(lines_of("silent.txt")) >= 0.9 * speaking
