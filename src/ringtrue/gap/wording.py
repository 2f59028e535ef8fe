"""How numbers are said to people who plan campaigns: per cent, counts, quotes."""

from __future__ import annotations

from math import floor

from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts


def percent(share: float) -> str:
    """A share to one decimal, two when it is so near 0 or 1 that the second one counts.

    >>> percent(0.734), percent(0.9), percent(0.99953)
    ('73.4 %', '90 %', '99.95 %')
    """
    return f"{100 * share:.{_digits(share)}f}".rstrip("0").rstrip(".") + " %" if share else "0 %"


def floored(share: float) -> str:
    """A lower bound, rounded down so that the text never promises more than the number.

    >>> floored(0.89999), floored(0.6417)
    ('89.9 %', '64.1 %')
    """
    scale = 10 ** (_digits(share) + 2)
    return percent(floor(share * scale + 1e-9) / scale)


def chance(probability: float) -> str:
    """A probability in whole per cent, from 95 on with a decimal, never quite 0 or 100.

    >>> chance(0.0001), chance(0.847), chance(0.95), chance(0.9649), chance(1.0)
    ('under 1 %', '85 %', '95 %', '96.5 %', 'over 99.9 %')
    """
    if probability < 0.01:
        return "under 1 %"
    if probability >= 0.9995:
        return "over 99.9 %"
    return f"{100 * probability:.{1 if probability >= 0.945 else 0}f}".removesuffix(".0") + " %"


def spread(interval: Interval) -> str:
    """Both ends of an interval: `72.1-74.7`."""
    return f"{100 * interval.low:.1f}-{100 * interval.high:.1f}"


def records(counts: Counts, source: str) -> str:
    """The decided records by the name of their source: `336,776 flights`."""
    return f"{counts.decided:,} {source.replace('_', ' ')}"


def quoted(words: str) -> str:
    """A promise's words in quotes, on one line and without their full stop; '' for none.

    >>> quoted("On time, every time."), quoted("")
    ("'On time, every time'", '')
    >>> print(quoted("We don't  stop."))
    "We don't stop"
    """
    bare = " ".join(words.split()).rstrip(".")
    mark = '"' if "'" in bare else "'"
    return f"{mark}{bare}{mark}" if bare else ""


def within_sentence(note: str) -> str:
    """A sentence as it goes on after a colon; a name or an abbreviation keeps its capital.

    >>> within_sentence("No column fits"), within_sentence("USPS days fit")
    ('no column fits', 'USPS days fit')
    """
    return note[:1].lower() + note[1:] if note[1:2].islower() or note[1:2] == " " else note


def _digits(share: float) -> int:
    return 2 if share > 0.99 or share < 0.01 else 1
