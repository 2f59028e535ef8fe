"""The whole loop: every arrow judged, with the false alarms of all arrows together kept small."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.cycle import Period
from ringtrue.cost.loop.links import Following, follow
from ringtrue.cost.loop.series import Link, OwnFigures, links_of

FALSE_ALARMS = 0.05
DEFINITION = (
    "An arrow is seen when the news of one figure (what its trend, its year and its own past do "
    "not foretell) go with the later news of the other, beyond chance at the best of all lags, "
    "with at most 5 % false arrows expected among those seen. What goes together need not be the "
    "cause."
)


class LinkState(StrEnum):
    """What the figures say of an arrow."""

    SEEN = "seen"
    NOT_SEEN = "not seen"
    OTHER_WAY = "the other way round"
    CANNOT_TELL = "cannot tell"


class LoopState(StrEnum):
    """What they say of the whole."""

    SEEN = "seen"
    """Every arrow is."""
    PARTLY = "partly seen"
    NOT_SEEN = "not seen"
    CANNOT_TELL = "cannot tell"
    """Not one arrow could be judged."""


@dataclass(frozen=True, slots=True)
class LinkFound:
    """An arrow with what was found; `reason` says why one cannot tell, and is empty otherwise."""

    link: Link
    state: LinkState
    following: Following | None
    reason: str


@dataclass(frozen=True, slots=True)
class Loop:
    """The arrows in the order of the cycle, and how long once round takes where all are seen."""

    state: LoopState
    period: Period
    links: tuple[LinkFound, ...]
    periods: int
    seed: int

    @property
    def once_round(self) -> int | None:
        """The lags of all arrows added up, in periods; None when an arrow is not seen."""
        if self.state is not LoopState.SEEN:
            return None
        return sum(each.following.lag for each in self.links if each.following)


def detect(figures: OwnFigures, *, seed: int = 1) -> Loop:
    """Judge every arrow of the cycle in a firm's own figures.

    The arrows that are called seen (or the other way round) contain at most 5 % false ones on
    average: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995).
    """
    links = links_of(figures)
    found = [follow(figures, link, seed + number) for number, link in enumerate(links)]
    least = _least_chance([each.p for each in found if isinstance(each, Following)])
    judged = tuple(_judged(link, each, least) for link, each in zip(links, found, strict=True))
    return Loop(_state(judged), figures.period, judged, len(figures.starts), seed)


def _least_chance(chances: list[float]) -> float:
    """The chance up to which an arrow counts as seen, by the step-up rule; below 0 for none."""
    ordered = sorted(chances)
    passing = [
        chance
        for rank, chance in enumerate(ordered, start=1)
        if chance <= FALSE_ALARMS * rank / len(ordered)
    ]
    return max(passing, default=-1.0)


def _judged(link: Link, found: Following | str, least: float) -> LinkFound:
    if isinstance(found, str):
        return LinkFound(link, LinkState.CANNOT_TELL, None, found)
    if found.p > least:
        return LinkFound(link, LinkState.NOT_SEEN, found, "")
    right = found.correlation * link.sign > 0
    return LinkFound(link, LinkState.SEEN if right else LinkState.OTHER_WAY, found, "")


def _state(links: tuple[LinkFound, ...]) -> LoopState:
    states = [each.state for each in links]
    if all(each is LinkState.CANNOT_TELL for each in states):
        return LoopState.CANNOT_TELL
    if all(each is LinkState.SEEN for each in states):
        return LoopState.SEEN
    return LoopState.PARTLY if LinkState.SEEN in states else LoopState.NOT_SEEN
