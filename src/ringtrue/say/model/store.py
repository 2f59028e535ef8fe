"""The file in which a trained model is shipped: a header of text, then plain arrays of numbers.

Nothing in it is code, and nothing is compressed: reading it takes a few milliseconds.
"""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ringtrue.core.claim import Kind
from ringtrue.core.errors import RingtrueError

MAGIC = b"ringtrue model 1\n"
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


@dataclass(frozen=True, slots=True)
class Linear:
    """One yes-or-no question: whole weights by feature, to be scaled, and a bias."""

    weights: dict[int, int]
    scale: float
    bias: float


@dataclass(frozen=True, slots=True)
class Table:
    """Several questions at once: `rows` gives each feature its row of `COLUMNS` whole weights."""

    rows: dict[int, int]
    weights: array[int]
    scale: float
    biases: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """All that was learned; `digest` is that of the sentences it was learned from.

    `promise_from` and `assertion_from` are the scores from which on a sentence gets the label;
    with a slot that promises are made of, `hinted_from` is enough for a promise.
    """

    vocabulary: dict[str, int]
    promise: Linear
    assertion: Linear
    second: Table
    promise_from: float
    hinted_from: float
    assertion_from: float
    digest: str


@cache
def load(language: str = "en") -> Model:
    """The shipped model of a language; raises `RingtrueError` when the file is not one."""
    data = files(__package__).joinpath(f"{language}.bin").read_bytes()
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
        promise=reader.linear(),
        assertion=reader.linear(),
        second=reader.table(),
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
    for linear in (model.promise, model.assertion):
        parts += [
            _sized(array("d", [linear.scale, linear.bias])),
            _sized(array("q", linear.weights.keys())),
            _sized(array("h", linear.weights.values())),
        ]
    table = model.second
    parts += [
        _sized(array("d", [table.scale, *table.biases])),
        _sized(array("q", table.rows.keys())),
        _sized(table.weights),
    ]
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

    def linear(self) -> Linear:
        scale, bias = self.numbers("d")
        keys, weights = self.numbers("q"), self.numbers("h")
        return Linear(dict(zip(keys, weights, strict=True)), scale, bias)

    def table(self) -> Table:
        scale, *biases = self.numbers("d")
        keys = self.numbers("q")
        rows = {key: row * COLUMNS for row, key in enumerate(keys)}
        return Table(rows, self.numbers("b"), scale, tuple(biases))
