"""Numbers as people write them: "2", "1,200", "10k", "two", "half a", "a couple of", "3-5"."""

from __future__ import annotations

import re

WORDS = {
    "half an": 0.5,
    "half a": 0.5,
    "an": 1.0,
    "a": 1.0,
    "one": 1.0,
    "single": 1.0,
    "two": 2.0,
    "a couple of": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "fourteen": 14.0,
    "fifteen": 15.0,
    "eighteen": 18.0,
    "twenty": 20.0,
    "twenty-one": 21.0,
    "twenty-four": 24.0,
    "twenty-five": 25.0,
    "twenty-eight": 28.0,
    "thirty": 30.0,
    "forty": 40.0,
    "forty-five": 45.0,
    "forty-eight": 48.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy-two": 72.0,
    "ninety": 90.0,
    "hundred": 100.0,
    "a hundred": 100.0,
    "one hundred": 100.0,
    "thousand": 1000.0,
    "a thousand": 1000.0,
}
"""Number words, by value."""

_SCALE = {"k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "thousand": 1e3}

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""A number in digits, for use in a pattern."""

SPELLED = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
"""A number in words, for use in a pattern."""

NUMBER = rf"{DIGITS}|(?:{SPELLED})(?=[\s-])"
"""A number in digits or words, for use in a pattern."""

SCALE = r"(?:\s?(?:million|billion|thousand)\b|(?:k|m|bn)\b)"
"""What may follow digits to make them larger, for use in a pattern."""

TO = r"\s?(?:-|–|—|to|and|or)\s?"
"""What stands between the two ends of a range, for use in a pattern."""


def value(text: str, scale: str | None = None) -> float:
    """The number that `NUMBER` and perhaps `SCALE` matched.

    >>> value("1,200"), value("half an"), value("10", "k")
    (1200.0, 0.5, 10000.0)
    """
    known = WORDS.get(text)
    base = float(text.replace(",", "")) if known is None else known
    return base * _SCALE[scale.strip()] if scale else base
