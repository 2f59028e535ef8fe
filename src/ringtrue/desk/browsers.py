"""What a browser says of itself, in words that its owner knows it by."""

from __future__ import annotations

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("python", "a Python program"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


def browser_in_words(agent: str) -> str:
    """The browser and the system, of a User-Agent header: the first that fits, of each.

    >>> browser_in_words("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    'Firefox on Linux'
    >>> browser_in_words("")
    'An unknown browser'
    """
    browser = _first(agent, _BROWSERS) or "An unknown browser"
    system = _first(agent, _SYSTEMS)
    return f"{browser} on {system}" if system else browser


def _first(agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((word for mark, word in known if mark in agent), "")
