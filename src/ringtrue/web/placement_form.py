"""A placement as people type it: moments of a browser, and figures with or without a range."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import Per, Placement
from ringtrue.do.channels import Rates

_RANGE = re.compile(r"\s*(?:–|-|\bto\b|;)\s*", re.IGNORECASE)
_CURE = "Write one number, or the least, the likeliest and the most: 15000 – 20000 – 30000."


def placement_of(text: Callable[[str], str], by: str, rates: Callable[[str], Rates]) -> Placement:
    """The placement that the fields of a form say; `text` gives a field, `by` is who says so.

    What is left empty is as `rates` has it for the channel. Raises `UsageError` at the first field
    that cannot be.
    """
    first, channel = _moment(text("first"), "when it goes out"), text("channel").strip()
    per = Per.PERSON if text("per") == Per.PERSON else Per.ORDER
    said = {
        "response": (text("response"), "orders", "orders per person reached", 100),
        "contacts": (text("contacts"), "contacts", f"contacts per {per.value}", 1),
        "delay": (text("delay"), "delay", "hours", 1),
    }
    usual = rates(channel) if not all(typed.strip() for typed, *_ in said.values()) else None
    figures = {
        part: getattr(usual, part)
        if usual and not typed.strip()
        else figure_of(typed, name, unit, by, per=scale)
        for part, (typed, name, unit, scale) in said.items()
    }
    return Placement(
        name=text("name").strip(),
        channel=channel,
        first=first,
        last=_moment(text("last"), "when it is all out") if text("last").strip() else first,
        reach=figure_of(text("reach"), "people reached", "people", by),
        per=per,
        **figures,
    )


def figure_of(text: str, name: str, unit: str, by: str, *, per: float = 1) -> Figure:
    """One number, or three with dashes between; typed in per cent where `per` is 100.

    >>> found = figure_of("15,000 – 20,000 – 30,000", "reach", "people", "Mia")
    >>> found.low, found.best, found.high
    (15000.0, 20000.0, 30000.0)
    """
    parts = [_number(each, name) / per for each in _RANGE.split(text.strip())]
    if len(parts) not in {1, 3}:
        raise UsageError(f"{name}: {text.strip()[:60]!r} has {len(parts)} numbers", cure=_CURE)
    low, best, high = parts if len(parts) == 3 else parts * 3
    return Figure(name, best, low, high, unit, Basis.STATED, by)


def typed(figure: Figure, *, per: float = 1) -> str:
    """A figure as it is typed; the inverse of `figure_of`.

    >>> typed(Figure("orders", 0.02, 0.01, 0.04, "", Basis.STATED, ""), per=100)
    '1 – 2 – 4'
    """
    ends = (figure.best,) if figure.is_known else (figure.low, figure.best, figure.high)
    return " – ".join(f"{each * per:.10g}" for each in ends)


def _number(text: str, name: str) -> float:
    bare = text.replace(",", "").replace("%", "").replace(" ", "")
    try:
        return float(bare)
    except ValueError as error:
        raise UsageError(f"{name}: {text.strip()[:60]!r} is no number", cure=_CURE) from error


def _moment(text: str, what: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        cure = "Write day and time: 2026-04-01T09:00."
        raise UsageError(f"{what}: {text.strip()[:60]!r} is no moment", cure=cure) from error
    if found.tzinfo is not None:
        cure = "Leave the zone out: it is the clock of those who answer."
        raise UsageError(f"{what}: {text.strip()[:60]!r} has a zone", cure=cure)
    return found
