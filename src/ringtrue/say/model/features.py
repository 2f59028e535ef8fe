"""What the model sees of a sentence: its words, their neighbours, and how the line looks.

Every feature is one whole number, so that adding up a sentence is a handful of look-ups. Training
and reading share this file: a change here asks for a new training run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

MAX_SENTENCE = 2_000
"""Characters of a sentence that are looked at."""

BITS = 16
"""Bits of a word's number; numbers of words begin at `FIRST_WORD`."""

UNKNOWN, UNKNOWN_S, UNKNOWN_ED, UNKNOWN_ING, UNKNOWN_LY, START, END = range(1, 8)
FIRST_WORD = 16

_PAIR, _TRIPLE, _SKIP, _LOOK = (tag << (3 * BITS) for tag in (1, 2, 3, 4))

_MARKS = re.compile(
    r"^(?:[\s#>*•·▪●|✓✔✅❌►\-–—]+|\(?\d{1,2}[.)]\s|[a-z][.)]\s)+|\*\*|__|[*_|\s]+$|`"
)
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,]*|[£$€%?!:;,()\"&+\r\n]")
_ALIKE = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("₹", "£"), ("–", ";"), ("—", ";"))
_DIGITS = frozenset("0123456789")
_BEGIN, _CLOSE = "\r", "\n"
"""What stands around each sentence while many are taken apart at once."""


def strip_marks(text: str) -> str:
    """The text without the marks of Markdown and lists around and in it.

    >>> strip_marks("- **Free parking** right outside")
    'Free parking right outside'
    """
    text = text[:MAX_SENTENCE]
    return text if _is_bare(text) else _MARKS.sub("", text)


def _is_bare(text: str) -> bool:
    """Whether there is surely nothing to strip: the quick answer for nearly every sentence."""
    return (
        text[:1].isalpha()
        and text[1:2] not in ".)"
        and not text[-1].isspace()
        and "*" not in text
        and "_" not in text
        and "|" not in text
        and "`" not in text
    )


def tokens_of(plain: str) -> list[str]:
    """Words, numbers (all of them "0") and telling marks of a text without list marks, in order.

    >>> tokens_of("We’ll be there in 2 hours!")
    ["we'll", 'be', 'there', 'in', '0', 'hours', '!']
    """
    found = _TOKEN.findall(_leveled(plain))
    return ["0" if each[0] in _DIGITS else each for each in found if each not in "\r\n"]


def _leveled(text: str) -> str:
    text = text.lower()
    if not text.isascii():
        for sign, plain in _ALIKE:
            text = text.replace(sign, plain)
    return text


class Numbers(dict[str, int]):
    """The number of every token that is met, known or not; unknown ones are kept when met."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        super().__init__(vocabulary)
        self._known = vocabulary
        self.update({_BEGIN: START, _CLOSE: END})

    def __missing__(self, token: str) -> int:
        plain = "0" if token[0] in _DIGITS else token
        found = self[token] = number_of(plain, self._known)
        return found


class Lines(NamedTuple):
    """Many sentences in one row of tokens.

    Sentence `i` is `plains[i]`, and its tokens are those from `edges[i] + 1` up to `edges[i + 1]`;
    an edge is the token that begins a sentence, and the one before it ends the last sentence.
    """

    plains: list[str]
    tokens: list[str]
    numbers: list[int]
    edges: list[int]

    def words(self, at: int) -> list[str]:
        """The tokens of one sentence; its numbers in digits as they are written."""
        return self.tokens[self.edges[at] + 1 : self.edges[at + 1] - 1]


def lines_of(texts: Sequence[str], numbers: Numbers) -> Lines:
    """Take many sentences apart at once, which is far cheaper than one by one.

    >>> lines = lines_of(["Call us!", "Open now"], Numbers({"us": 20, "now": 21}))
    >>> lines.words(0), lines.words(1), lines.numbers
    (['call', 'us', '!'], ['open', 'now'], [6, 1, 20, 1, 7, 6, 1, 21, 7])
    """
    plains = [strip_marks(text) for text in texts]
    whole = f"{_CLOSE}{_BEGIN}".join(plains)
    if whole.count(_BEGIN) + whole.count(_CLOSE) > 2 * (len(plains) - 1):
        folded = (plain.replace(_BEGIN, " ").replace(_CLOSE, " ") for plain in plains)
        whole = f"{_CLOSE}{_BEGIN}".join(folded)
    tokens = _TOKEN.findall(_leveled(f"{_BEGIN}{whole}{_CLOSE}"))
    found = list(map(numbers.__getitem__, tokens))
    edges = [at for at, number in enumerate(found) if number == START]
    return Lines(plains, tokens, found, [*edges, len(tokens)])


def keys_of_lines(line: list[int]) -> tuple[Iterator[int], ...]:
    """For each place in a row of sentences the key of its word, pair, skip and triple.

    These are the keys of `keys_of`, and some that reach from one sentence into the next, which no
    training run has seen, as it sees nothing behind an end or before a start.
    """
    after, second = line[1:], line[2:]
    pairs = [a << BITS | b for a, b in zip(line, after, strict=False)]
    return (
        iter(line),
        map(_PAIR.__or__, pairs),
        (_SKIP | a << BITS | b for a, b in zip(line, second, strict=False)),
        (_TRIPLE | pair << BITS | c for pair, c in zip(pairs, second, strict=False)),
    )


def look_keys(looks: Iterable[int]) -> list[int]:
    """The features of the looks of a sentence."""
    return [_LOOK | look for look in looks]


def number_of(token: str, vocabulary: Mapping[str, int]) -> int:
    """The number of a word, or that of the kind of unknown word it is."""
    known = vocabulary.get(token)
    if known is not None:
        return known
    if token.endswith("ing"):
        return UNKNOWN_ING
    if token.endswith("ed"):
        return UNKNOWN_ED
    if token.endswith("ly"):
        return UNKNOWN_LY
    return UNKNOWN_S if token.endswith("s") else UNKNOWN


def keys_of(numbers: list[int], looks: tuple[int, ...]) -> list[int]:
    """The features of a sentence from the numbers of its words and its looks.

    Words, pairs and triples of neighbours, pairs with one word between them, and the looks.
    """
    line = [START, *numbers, END]
    after, second = line[1:], line[2:]
    keys = [*numbers]
    keys += [_PAIR | a << BITS | b for a, b in zip(line, after, strict=False)]
    keys += [_SKIP | a << BITS | b for a, b in zip(line, second, strict=False)]
    keys += [
        _TRIPLE | a << 2 * BITS | b << BITS | c
        for a, b, c in zip(line, after, second, strict=False)
    ]
    return [*keys, *look_keys(looks)]


_WE = frozenset(["we", "our", "us", "we'll", "we're", "we've", "i", "i'll", "i'm", "my"])
_YOU = frozenset(["you", "your", "you'll", "you're", "you've", "yours", "yourself"])
_WILL = frozenset(["will", "we'll", "i'll", "you'll", "won't", "shall", "it'll"])
_LENGTHS = (0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 10)


def looks_of(plain: str, tokens: list[str]) -> tuple[int, ...]:
    """How a line looks: length, case, ending, quotation, and who speaks to whom."""
    length = len(tokens)
    bucket = _LENGTHS[length] if length < len(_LENGTHS) else 11 if length < 30 else 12
    words = set(tokens)
    who = (
        (not words.isdisjoint(_WE))
        + 2 * (not words.isdisjoint(_YOU))
        + 4 * (not words.isdisjoint(_WILL))
    )
    looks = [bucket, 20 + who]
    if plain[-1:] not in ".!?:":
        looks.append(30)
        if plain.istitle() and length > 1:
            looks.append(31)
    if plain[:1] in "\"“'‘":
        looks.append(32)
    if plain.isupper():
        looks.append(33)
    return tuple(looks)


def kind_keys(slots: tuple[int, ...], cues: tuple[int, ...]) -> list[int]:
    """Features for telling kinds: of slots, singly and in pairs, and of words that point to one."""
    found = sorted(set(slots))
    keys = [_LOOK | 100 + slot for slot in found]
    keys += [_LOOK | 1_000 + 50 * a + b for n, a in enumerate(found) for b in found[n + 1 :]]
    keys += [_LOOK | 5_000 + cue for cue in cues]
    return keys
