"""Which of the states a promise is in, as a table: the first line that applies decides.

A promise that is more likely broken than kept fails, however old the data are: waiting does not
mend it. All other doubts leave it unproven. Only what passes every line holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts
from ringtrue.core.verdict import PlannedLoad, State
from ringtrue.gap.history import History
from ringtrue.gap.load import load_words
from ringtrue.gap.wording import chance, percent
from ringtrue.stats.forecast import ABSTAINING, Reason

EVEN = 0.5
"""Below this chance a promise is more likely broken than kept."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The next period of one segment: its middle, bound, and the chance to reach the target.

    `level` is both that of the `bound` and the chance from which the promise is cleared. Where it
    `abstains`, the numbers rest on too little to be shown.
    """

    expected: float
    bound: float
    level: float
    chance: float
    doubts: tuple[Reason, ...]

    @property
    def abstains(self) -> bool:
        """Whether one of the doubts forbids a yes."""
        return bool(ABSTAINING.intersection(self.doubts))


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the state of one promise in one segment rests on.

    `age` are the days from the last decided record to the day of judgement, `load` what is known
    of a planned volume above the usual one.
    """

    counts: Counts
    interval: Interval | None
    target: float
    min_decided: int
    age: int
    stale_days: int
    history: History
    foreseen: Foreseen | None
    load: PlannedLoad | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    applies: Callable[[Facts], bool]
    state: State
    say: Callable[[Facts], str]


def settle(facts: Facts) -> tuple[State, str]:
    """The state, and the sentence that says why."""
    line = next(line for line in _TABLE if line.applies(facts))
    return line.state, line.say(facts)


def caveats(facts: Facts) -> tuple[str, ...]:
    """What the reader should know beside the verdict, whatever it is."""
    said = [_unripe(facts)] if facts.history.unripe else []
    if facts.load and facts.load.unseen and not _sure(facts):
        said.append(load_words(facts.load))
    doubts = facts.foreseen.doubts if facts.foreseen else ()
    grain = facts.history.grain
    said += [_CAVEATS[doubt].format(grain=grain) for doubt in doubts if doubt in _CAVEATS]
    return tuple(said)


def _busy(facts: Facts) -> str:
    assert facts.load is not None
    return f"As usual it holds ({_odds(facts).lower()}). {load_words(facts.load)}"


def _few(facts: Facts) -> str:
    return (
        f"Too little to judge: {facts.counts.decided:,} decided, "
        f"at least {facts.min_decided:,} are needed."
    )


def _unripe(facts: Facts) -> str:
    history = facts.history
    more = f" and {len(history.unripe) - 1} more" if len(history.unripe) > 1 else ""
    title = history.unripe[-1].title
    return f"Not judged yet: {title}{more} (up to {percent(history.pending)} is still pending)."


def _silent(facts: Facts) -> str:
    assert facts.foreseen is not None
    doubt = next(each for each in facts.foreseen.doubts if each in ABSTAINING)
    return _ABSTENTIONS[doubt].format(grain=facts.history.grain, needed=facts.min_decided)


def _odds(facts: Facts) -> str:
    assert facts.foreseen is not None
    return f"The chance of reaching {percent(facts.target)} is {chance(facts.foreseen.chance)}"


def _stale(facts: Facts) -> str:
    return (
        f"The last decided record is {facts.age:,} days old; "
        f"evidence counts for {facts.stale_days:,} days."
    )


def _needed(facts: Facts) -> str:
    assert facts.foreseen is not None
    return chance(facts.foreseen.level)


def _chance(facts: Facts) -> float:
    return facts.foreseen.chance if facts.foreseen else 0.0


def _sure(facts: Facts) -> bool:
    return _chance(facts) >= _level(facts)


def _level(facts: Facts) -> float:
    return facts.foreseen.level if facts.foreseen else 1.0


_ABSTENTIONS = {
    Reason.NO_RECORDS: "No record was decided in any complete {grain}.",
    Reason.FEW_RECORDS: "Fewer than {needed:,} records were decided in complete {grain}s.",
    Reason.SILENT: "No record has been decided for several {grain}s.",
}
_CAVEATS = {
    Reason.ONE_PERIOD: "Only one {grain} is known, so how much {grain}s differ is an assumption.",
    Reason.SEASON_UNSEEN: (
        "No {grain} has been seen in two years yet, so what is usual at this time of year is not "
        "in the forecast."
    ),
}
_TABLE = (
    _Line(lambda f: f.counts.decided < f.min_decided, State.UNPROVEN, _few),
    _Line(
        lambda f: f.foreseen is None,
        State.UNPROVEN,
        lambda f: f"No {f.history.grain} is complete and decided yet, so nothing can be foreseen.",
    ),
    _Line(
        lambda f: f.foreseen is not None and f.foreseen.abstains,
        State.UNPROVEN,
        _silent,
    ),
    _Line(
        lambda f: _chance(f) < EVEN,
        State.FAILS,
        lambda f: f"{_odds(f)}: it is more likely broken than kept.",
    ),
    _Line(lambda f: f.age > f.stale_days, State.UNPROVEN, _stale),
    _Line(
        lambda f: _sure(f) and f.load is not None and f.load.unseen,
        State.UNPROVEN,
        _busy,
    ),
    _Line(
        _sure,
        State.HOLDS,
        lambda f: f"{_odds(f)}; {_needed(f)} is enough on this source's record.",
    ),
    _Line(
        lambda _: True,
        State.UNPROVEN,
        lambda f: f"{_odds(f)}; {_needed(f)} is needed on this source's record.",
    ),
)
