"""The file in which a trained model is shipped: a header of text, then plain arrays of numbers.

Nothing in it is code, and nothing is compressed: reading it takes a few milliseconds.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ringtrue.core.claim import Kind
from ringtrue.core.errors import RingtrueError

MAGIC = b"ringtrue model 2\n"
PROMISE_KINDS = (
    Kind.TIME,
    Kind.AVAILABILITY,
    Kind.PRICE,
    Kind.REFUND,
    Kind.GUARANTEE,
    Kind.QUALITY,
    Kind.RESULT,
    Kind.SERVICE,
    Kind.EASE,
    Kind.PRIVACY_SECURITY,
    Kind.OTHER,
)
"""The columns of the kinds in the file."""

COLUMNS = len(PROMISE_KINDS) + 1
"""Columns of the second look: the kinds, then whether the promise is measurable."""

LANE = 24
"""Bits of a column in a number: adding numbers adds every column in them at once."""

PER_NUMBER = 2
"""Columns in a number, so that it fits into 64 bits."""

_HALF = 1 << (LANE - 1)
_MASK = (1 << LANE) - 1


class Table(NamedTuple):
    """Several questions at once, each a column of whole weights.

    `keys` are the features; `numbers` hold for each of them, in the same order, the weights of
    `PER_NUMBER` columns. Sums of numbers, unpacked and scaled, with the biases, answer the
    questions.
    """

    keys: array[int]
    numbers: tuple[array[int], ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]

    @classmethod
    def of(
        cls, rows: Mapping[int, Sequence[int]], scales: Sequence[float], biases: Sequence[float]
    ) -> Table:
        """The table of the weights that each feature has in each column."""
        numbers = (
            array("q", (_together(row[at : at + PER_NUMBER]) for row in rows.values()))
            for at in range(0, len(biases), PER_NUMBER)
        )
        return cls(array("q", rows), tuple(numbers), tuple(scales), tuple(biases))

    def answers(self, totals: Sequence[int]) -> list[float]:
        """The answers to a sum of each of the numbers, as logits.

        >>> table = Table.of({1: [3, -2], 2: [-5, 7]}, [0.5, 1.0], [0.0, 1.0])
        >>> table.answers([sum(table.numbers[0])])
        [-1.0, 6.0]
        """
        sums = [(total + _LIFT >> shift & _MASK) - _HALF for total in totals for shift in _SHIFTS]
        return [
            number * scale + bias
            for number, scale, bias in zip(sums, self.scales, self.biases, strict=False)
        ]


def _together(weights: Sequence[int]) -> int:
    return sum(weight << (LANE * lane) for lane, weight in enumerate(weights))


_SHIFTS = range(0, LANE * PER_NUMBER, LANE)
_LIFT = _together([_HALF] * PER_NUMBER)
"""Half of each lane, so that no negative sum borrows from the lane above while taken apart."""


class Model(NamedTuple):
    """All that was learned; `digest` is that of the sentences it was learned from.

    `first` asks whether it is a promise and whether it is an assertion, `second` the kind of a
    promise and whether it can be measured.

    `promise_from` and `assertion_from` are the scores from which on a sentence gets the label;
    with a slot that promises are made of, `hinted_from` is enough for a promise.
    """

    vocabulary: dict[str, int]
    first: Table
    second: Table
    promise_from: float
    hinted_from: float
    assertion_from: float
    digest: str


@cache
def load(language: str = "en") -> Model:
    """The shipped model of a language; raises `RingtrueError` when the file is not one."""
    data = Path(__file__).with_name(f"{language}.bin").read_bytes()
    if not data.startswith(MAGIC):
        raise RingtrueError(
            f"{language}.bin is not a model of this version",
            cure="Install ringtrue again, or run python training/train.py.",
        )
    line, _, body = data[len(MAGIC) :].partition(b"\n")
    return _unpack(json.loads(line), body)


def _unpack(header: dict[str, object], body: bytes) -> Model:
    reader = _Reader(body)
    words = reader.text().split("\n")
    first = int(str(header["first_word"]))
    return Model(
        vocabulary={word: first + number for number, word in enumerate(words)},
        first=reader.table(2),
        second=reader.table(COLUMNS),
        promise_from=float(str(header["promise_from"])),
        hinted_from=float(str(header["hinted_from"])),
        assertion_from=float(str(header["assertion_from"])),
        digest=str(header["digest"]),
    )


def pack(model: Model, first_word: int) -> bytes:
    """The bytes of a model as `load` reads them; the words in the order of their numbers."""
    header = {
        "digest": model.digest,
        "first_word": first_word,
        "promise_from": model.promise_from,
        "hinted_from": model.hinted_from,
        "assertion_from": model.assertion_from,
    }
    words = sorted(model.vocabulary, key=model.vocabulary.__getitem__)
    parts = [_sized(array("b", "\n".join(words).encode()))]
    for table in (model.first, model.second):
        parts += [_sized(array("d", [*table.scales, *table.biases])), _sized(table.keys)]
        parts += map(_sized, table.numbers)
    return MAGIC + json.dumps(header, sort_keys=True).encode() + b"\n" + b"".join(parts)


def _sized(numbers: array[int] | array[float]) -> bytes:
    """The numbers in little-endian order, with their count before them."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return len(numbers).to_bytes(8, "little") + numbers.tobytes()


class _Reader:
    """Takes one array after the other from the body of a file."""

    def __init__(self, body: bytes) -> None:
        self.body, self.at = body, 0

    def numbers(self, code: str) -> array[int]:
        found: array[int] = array(code)
        count = int.from_bytes(self.body[self.at : self.at + 8], "little")
        start, self.at = self.at + 8, self.at + 8 + count * found.itemsize
        found.frombytes(self.body[start : self.at])
        if sys.byteorder == "big":
            found.byteswap()
        return found

    def text(self) -> str:
        return self.numbers("b").tobytes().decode()

    def table(self, width: int) -> Table:
        scales, keys = self.numbers("d"), self.numbers("q")
        numbers = tuple(self.numbers("q") for _ in range(0, width, PER_NUMBER))
        return Table(keys, numbers, tuple(scales[:width]), tuple(scales[width:]))
