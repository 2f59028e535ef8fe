"""A number that a model rests on, with its range and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from ringtrue.core.errors import UsageError


class Basis(StrEnum):
    """Where a figure comes from, from the firmest to the weakest."""

    MEASURED = "measured"
    """Estimated from this workspace's own records."""
    STATED = "stated"
    """Said by the firm, in ringtrue.yaml or on a page."""
    PUBLISHED = "published"
    """From the literature: somebody else's customers, until the firm knows better."""
    ASSUMED = "assumed"
    """Nobody measured it: a guess that the answer says aloud."""

    @property
    def words(self) -> str:
        """As one says it to the firm."""
        return _WORDS[self]


_WORDS = {
    Basis.MEASURED: "measured here",
    Basis.STATED: "stated by you",
    Basis.PUBLISHED: "published elsewhere",
    Basis.ASSUMED: "assumed",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the range that is plausible for it; `best` is the likeliest value.

    `low` and `high` are the least and the most that it is thought to be (for a measured one, the
    ends of its 95 % interval); both equal `best` where it is known. `unit` is what one counts
    ("seconds", "share", "orders per person reached"), `source` says who says so.

    >>> Figure("handle time", 300, 240, 400, "seconds", Basis.STATED, "service lead").is_own
    True
    """

    name: str
    best: float
    low: float
    high: float
    unit: str
    basis: Basis
    source: str

    def __post_init__(self) -> None:
        """Refuse a range that is none."""
        if not (isfinite(self.low) and isfinite(self.high) and self.low <= self.best <= self.high):
            told = f"{self.name}: {self.best:g} is not within {self.low:g} to {self.high:g}"
            raise UsageError(
                told, cure="Give the least, the likeliest and the most, in this order."
            )

    @property
    def is_own(self) -> bool:
        """Whether it is the firm's own and no default."""
        return self.basis in {Basis.MEASURED, Basis.STATED}

    @property
    def is_known(self) -> bool:
        """Whether it has no range."""
        return self.low == self.high

    def times(self, multiple: float) -> Figure:
        """So many times the figure, 0 or more."""
        ends = (self.best * multiple, self.low * multiple, self.high * multiple)
        return replace(self, best=ends[0], low=ends[1], high=ends[2])

    def within(self, least: float, most: float) -> Figure:
        """The same figure, if its range lies from `least` to `most`; else raises `UsageError`."""
        if not least <= self.low <= self.high <= most:
            given = f"{self.low:g} to {self.high:g}" if self.low != self.high else f"{self.best:g}"
            told = f"{self.name}: {given} {self.unit} cannot be".rstrip()
            raise UsageError(told, cure=f"It lies from {least:g} to {most:g}.")
        return self


def share(figure: Figure) -> Figure:
    """The same figure, if it is a share from 0 to 1; else raises `UsageError`."""
    return figure.within(0, 1)
