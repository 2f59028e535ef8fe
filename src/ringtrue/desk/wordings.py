"""The wordings of a book by their words, so that a sentence finds those it says among thousands.

Holding every wording against every sentence takes a page's time at a thousand promises. Each word
of a sentence is looked up instead, and only a wording that begins with it is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ringtrue.core.same_words import plain, says
from ringtrue.core.standard import Standard


class Wordings:
    """Every wording of some standards, ready to be found in sentences."""

    def __init__(self, standards: Sequence[Standard]) -> None:
        self._standards = tuple(standards)
        self._numbers: dict[str, list[int]] = {}
        self._lengths: dict[str, set[int]] = {}
        for number, standard in enumerate(self._standards):
            for words in map(plain, (standard.promise, *standard.wordings)):
                if words:
                    self._add(words, number)

    def _add(self, words: str, number: int) -> None:
        self._numbers.setdefault(words, []).append(number)
        first, *rest = words.split()
        self._lengths.setdefault(first, set()).add(1 + len(rest))

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._numbers)

    def said_in(self, sentence: str) -> tuple[Standard, ...]:
        """The standards that a sentence says, in the book's order.

        A wording within a longer one that the sentence says as well does not count.
        """
        said = {words for words in self._within(plain(sentence)) if says(words, sentence)}
        longest = max(map(len, said), default=0)
        every = [words for words in said if len(words) == longest]
        count = (words for words in said if words in every or not _within_any(words, every))
        numbers = {number for words in count for number in self._numbers[words]}
        return tuple(self._standards[number] for number in sorted(numbers))

    def _within(self, sentence: str) -> Iterator[str]:
        """The wordings whose words stand in a sentence side by side."""
        words = sentence.split()
        for start, first in enumerate(words):
            for length in self._lengths.get(first, ()):
                wording = " ".join(words[start : start + length])
                if wording in self._numbers:
                    yield wording


def _within_any(words: str, longer: Sequence[str]) -> bool:
    return any(words in each for each in longer)
