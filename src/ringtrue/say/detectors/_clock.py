"""Times of day as people write them: "9am", "17:30", "noon", "5.30 pm"."""

from __future__ import annotations

import re

TIME = r"(?:\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?|\d{1,2}:\d{2}|noon|midday|midnight)"
"""A time of day, for use in a pattern."""

MARKS = (":", "am", "pm", ".m", "noon", "midday", "midnight")
"""What a time of day has in it, one of these at least."""

_PARTS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])?")
_NAMED = {"noon": 12.0, "midday": 12.0, "midnight": 24.0}


def hours(text: str) -> float | None:
    """Hours since midnight, 24 for midnight; None when there is no such time.

    >>> hours("5.30 pm"), hours("noon"), hours("12am"), hours("31:00")
    (17.5, 12.0, 0.0, None)
    """
    named = _NAMED.get(text.strip())
    match = _PARTS.match(text.strip())
    if named is not None or match is None:
        return named
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return hour + minute / 60 if hour <= 24 and minute < 60 else None
