"""How the report says numbers, days and spans; the filters of its templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ringtrue.core.claim import Claim
from ringtrue.core.outcome import Counts

if TYPE_CHECKING:
    from markupsafe import Markup

SYMBOLS = {
    "holds": "●",
    "fails": "▼",
    "unproven": "◆",
    "vague": "○",
    "error": "▼",
    "warning": "◆",
    "note": "○",
}
"""A shape for every state, so that none is told by its colour alone."""

EFFECTS = {"error": "blocks", "warning": "warns", "note": "noted"}
"""What a reason of each level does to the decision."""

_NARROWEST = 4.0
"""Thousandths of a bar: what is there at all must be seen."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence around the words that make the claim."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar a thousand wide."""

    name: str
    start: float
    width: float


def cut(claim: Claim) -> Cut:
    """The sentence of a claim, parted at its own words."""
    start = claim.sentence.find(claim.text)
    if start < 0 or not claim.text:
        return Cut("", claim.sentence, "")
    end = start + len(claim.text)
    return Cut(claim.sentence[:start], claim.sentence[start:end], claim.sentence[end:])


def parts(counts: Counts) -> Iterator[Part]:
    """The outcomes as stretches of one bar, in the order kept, broken, pending, void.

    >>> [(part.name, part.width) for part in parts(Counts(3, 1))]
    [('kept', 750.0), ('broken', 250.0)]
    """
    every = {name: getattr(counts, name) for name in ("kept", "broken", "pending", "void")}
    shown = {name: number for name, number in every.items() if number}
    widths = {
        name: max(_NARROWEST, 1000 * number / sum(shown.values())) for name, number in shown.items()
    }
    scale, start = 1000 / max(1.0, sum(widths.values())), 0.0
    for name, width in widths.items():
        yield Part(name, start, width * scale)
        start += width * scale


def count(number: int) -> str:
    """A count with its thousands parted: `336,776`."""
    return f"{number:,}"


def day(moment: date | datetime) -> str:
    """`1 January 2014`, whatever the machine's language."""
    from ringtrue.core.dates import day as spelled

    return spelled(moment.date() if isinstance(moment, datetime) else moment)


def under(file: str, home: str) -> str:
    """A path as seen from the folder of the workspace; others stay as they are.

    >>> under("shop/page.html", "shop"), under("elsewhere/page.html", "shop")
    ('page.html', 'elsewhere/page.html')
    """
    return file.removeprefix(f"{home}/")


def verbatim(text: str) -> Markup:
    """A text whose every character stays, escaped but not prettied."""
    from markupsafe import escape

    return escape(text)


def filters() -> dict[str, Callable[..., Any]]:
    """Every filter that the templates may use."""
    from ringtrue.desk.drafts_in_words import describe
    from ringtrue.gap.wording import floored, percent, spread

    return {
        "count": count,
        "cut": cut,
        "date": day,
        "day": day,
        "draft": describe,
        "floored": floored,
        "parts": parts,
        "percent": percent,
        "spread": spread,
        "under": under,
        "verbatim": verbatim,
    }
