"""What an alert says: which promise, how bad, since when, where it is made, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ringtrue.core.dates import day
from ringtrue.gap.burning import PERIOD, Severity
from ringtrue.gap.watching import Alert, Watched
from ringtrue.gap.wording import percent

_TITLES = {
    Severity.SLOW: "is being broken",
    Severity.FAST: "is being broken fast",
    Severity.ACUTE: "has collapsed",
}


@dataclass(frozen=True, slots=True)
class LivePlace:
    """Where a launched campaign makes the promise, and in which words."""

    campaign: str
    material: str
    channel: str
    words: str

    @property
    def title(self) -> str:
        """As people say it.

        >>> LivePlace("Spring", "page.html", "web", "Next day").title
        "page.html (web) of Spring: 'Next day'"
        """
        channel = f" ({self.channel})" if self.channel else ""
        return f"{self.material}{channel} of {self.campaign}: {self.words!r}"


@dataclass(frozen=True, slots=True)
class AlertWords:
    """An alert in words; `instead` is the strongest honest wording now, empty when there is none.

    `facts` are sentences, `places` where it must be pulled or softened, `advice` what to do.
    """

    standard: str
    title: str
    facts: tuple[str, ...]
    places: tuple[LivePlace, ...]
    advice: str
    instead: str


def words_of_alert(
    watched: Watched, alert: Alert, promise: str, places: Sequence[LivePlace], instead: str
) -> AlertWords:
    """The words for an open alert; `promise` is its wording, `instead` what may honestly be said.

    Where `instead` is what is promised already, it is no way out and is left away.
    """
    name = f"{promise!r}" if promise else watched.standard
    instead = instead.strip(". ")
    if instead.casefold() == promise.casefold().strip(". "):
        instead = ""
    return AlertWords(
        standard=watched.standard,
        title=f"{name} {_TITLES[alert.severity]}",
        facts=tuple(_facts(watched, alert)),
        places=tuple(places),
        advice=_advice(alert.severity, instead),
        instead=instead,
    )


def _facts(watched: Watched, alert: Alert) -> Iterator[str]:
    promised = percent(watched.target)
    burn = next(each for each in watched.burns if each.rule.severity is alert.severity)
    if burn.long.share is not None and watched.last_day:
        yield (
            f"Promised {promised}; kept {percent(burn.long.share)} in the {burn.rule.long} days to "
            f"{day(watched.last_day)} ({burn.long.kept:,} of {burn.long.decided:,})."
        )
    yield f"It began to go wrong on {day(alert.began_on)}; {day(alert.opened_on)} showed it."
    if watched.budget:
        broken = watched.budget.broken
        yield (
            f"In {PERIOD} days {watched.budget.allowed:,.0f} may break; {broken:,} did"
            f"{_used(watched.budget.left)}."
        )
    if watched.counts.share is not None and watched.limits:
        low, high = watched.limits.low, watched.limits.high
        yield (
            f"Since {day(watched.since)} {percent(watched.counts.share)} of "
            f"{watched.counts.decided:,} were kept; that the usual share lies between "
            f"{percent(low)} and {percent(high)} is 95 % certain, however often one looks."
        )


def _used(left: float) -> str:
    return f", {percent(1 - left)} of the budget" if left > -1 else ""


def _advice(severity: Severity, instead: str) -> str:
    if severity is Severity.ACUTE:
        after = f" What still held since then: {instead!r}." if instead else ""
        return f"Pull it now.{after}"
    if instead:
        return f"Soften it to {instead!r}, or pull it."
    return "Pull it: no limit has held well enough since then to be promised instead."
