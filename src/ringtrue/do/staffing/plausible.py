"""Is a time in the unit that was meant? What no floor has is asked back rather than computed."""

from __future__ import annotations

from collections.abc import Mapping

from ringtrue.core.errors import UsageError

USUAL_SECONDS = {
    "handle time": (10.0, 2 * 3600.0),
    "patience": (5.0, 2 * 3600.0),
    "promised time": (1.0, 3600.0),
    "interval": (60.0, 86_400.0),
}
"""From and to which a time is believed without asking."""


def ask_back(times: Mapping[str, float]) -> None:
    """Raise `UsageError` for times, in seconds, that hint at minutes given for seconds or so.

    >>> ask_back({"handle time": 180, "patience": 60})
    >>> ask_back({"handle time": 3})
    Traceback (most recent call last):
    ringtrue.core.errors.UsageError: a handle time of 3 seconds is unusual. Is 3 minutes meant?
    """
    for name, seconds in times.items():
        least, most = USUAL_SECONDS[name]
        if not least <= seconds <= most:
            told = f"{_article(name)} {name} of {_words(seconds)} is unusual"
            raise UsageError(told, cure=_meant(seconds, least))


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def _meant(seconds: float, least: float) -> str:
    if seconds < least:
        return f"Is {seconds:g} minutes meant?"
    return f"Is {_words(seconds / 60)} meant?"


def _words(seconds: float) -> str:
    for unit, length in (("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= length or length == 1:
            amount = seconds / length
            return f"{amount:.4g} {unit}{'' if amount == 1 else 's'}"
    raise AssertionError
