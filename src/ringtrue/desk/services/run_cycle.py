"""What the cycle comes to under one's own figures: the answer that terminal, page and API share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ringtrue.core.cycle import CycleSettings
from ringtrue.core.errors import UsageError
from ringtrue.cost.cycle.answer import DRAWS, CycleAnswer, answer
from ringtrue.cost.cycle.rules import DEFAULTS, Rules, stated
from ringtrue.cost.cycle.scenarios import Scenario, checked

ASKED = "as asked"
"""What a scenario is called that nobody has named."""

USUAL_PROMISE = 0.9
"""What is said where nobody says what: a tenth of cases is left out."""

_answered = lru_cache(maxsize=32)(answer)
"""The same question is answered once: a page is looked at more often than a slider is moved."""


@dataclass(frozen=True, slots=True)
class CycleAsked:
    """What somebody would like to know; what is None or left out is as the settings say it.

    With a `promise` it is one scenario of that promise. `figures` are values by name, taken as
    known. `source` says who gives them.
    """

    promise: float | None = None
    figures: tuple[tuple[str, float], ...] = ()
    weeks: int | None = None
    start: float | None = None
    draws: int = DRAWS
    seed: int = 1
    source: str = "as asked"


def rules_of(settings: CycleSettings | None, asked: CycleAsked, base: Rules = DEFAULTS) -> Rules:
    """The rules: `base`, then the settings, then what is asked.

    Raises `UsageError` for a figure that there is none of, that cannot be, or that comes twice.
    """
    names = [name for name, _ in asked.figures]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"{twice!r} is given twice", cure="Give each figure once.")
    own = dict(settings.figures) if settings else {}
    said = {name: stated(name, each, each, each, asked.source) for name, each in asked.figures}
    return base.changed(**{**own, **said})


def scenarios_of(
    settings: CycleSettings | None, asked: CycleAsked, base: Rules = DEFAULTS
) -> tuple[Scenario, ...]:
    """The scenarios of the settings, or the one that is asked for."""
    rules = rules_of(settings, asked, base)
    if asked.promise is not None or settings is None or not settings.scenarios:
        promise = USUAL_PROMISE if asked.promise is None else asked.promise
        return (Scenario(ASKED, promise, rules),)
    said = {name for name, _ in asked.figures}
    return checked(
        tuple(
            Scenario(
                each.name,
                each.promise,
                rules.changed(**{name: own for name, own in each.figures if name not in said}),
            )
            for each in settings.scenarios
        )
    )


def run_cycle(
    settings: CycleSettings | None, asked: CycleAsked, base: Rules = DEFAULTS
) -> tuple[CycleAnswer, ...]:
    """Every scenario beside its honest twin, with bands, overtaking and best promises.

    Raises `UsageError` for anything that cannot be.
    """
    usual = settings or CycleSettings()
    weeks = usual.weeks if asked.weeks is None else asked.weeks
    start = usual.start if asked.start is None else asked.start
    return tuple(
        _answered(each, weeks, start=start, seed=asked.seed, draws=asked.draws)
        for each in scenarios_of(settings, asked, base)
    )
