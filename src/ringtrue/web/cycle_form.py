"""The simulator's sliders: what each may be, where it stands, and what somebody asked with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.cost.cycle.answer import CycleAnswer
from ringtrue.cost.cycle.scenarios import Scenario
from ringtrue.desk.services.run_cycle import CycleAsked

PROMISE, WEEKS = "promise", "weeks"


@dataclass(frozen=True, slots=True)
class Slider:
    """One slider: its name in the address, label and help, where it may stand and where it does.

    Values are per cent where `unit` is %.
    """

    name: str
    title: str
    help: str
    least: float
    most: float
    step: float
    unit: str
    value: float = 0.0
    basis: str = ""

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return f"{self.value:g}{self.unit}"


_SLIDERS = (
    Slider(PROMISE, "What is said", "share of cases that the copy says will be kept",
           0, 100, 1, "\u00a0%"),
    Slider("capability", "What is kept", "share of cases that operations keep",
           0, 100, 1, "\u00a0%"),
    Slider("recovered", "Recovery", "complaints that end well", 0, 100, 5, "\u00a0%"),
    Slider("told", "Tells", "people whom somebody who left tells", 0, 40, 1, " people"),
    Slider("advertising", "Spend", "potential customers that steady advertising wins a week",
           0, 10, 0.5, "\u00a0%"),
    Slider(WEEKS, "How far", "weeks to look ahead", 13, 520, 13, " weeks"),
)  # fmt: skip

_OWN = tuple(each for each in _SLIDERS if each.name not in {PROMISE, WEEKS})


def asked_by(values: Mapping[str, str], usual: Scenario) -> CycleAsked:
    """What the sliders ask; one that stands where it stood keeps the figure with its range.

    `usual` is the scenario before anybody moved one. Raises `UsageError` for what is no number or
    lies outside the slider.
    """
    own = dict(usual.rules.figures())
    moved = []
    for slider in _OWN:
        value = _value(slider, values)
        if value is not None and abs(value - _of(own[slider.name])) > slider.step / 2:
            moved.append((slider.name, _plain(slider, value)))
    promise, weeks = _value(_SLIDERS[0], values), _value(_SLIDERS[-1], values)
    return CycleAsked(
        promise=None if promise is None else _said(promise, usual),
        figures=tuple(moved),
        weeks=None if weeks is None else int(weeks),
        source="set on the page",
    )


def sliders(answer: CycleAnswer) -> tuple[Slider, ...]:
    """The sliders where an answer stands."""
    own = dict(answer.figures)
    stands = {PROMISE: 100 * answer.scenario.promise, WEEKS: float(answer.weeks)}
    return tuple(
        replace(
            each,
            value=_rounded(each, stands.get(each.name, _of(own.get(each.name)))),
            basis=own[each.name].basis.words if each.name in own else "",
        )
        for each in _SLIDERS
    )


def _of(figure: Figure | None) -> float:
    """What a slider shows of a figure: shares in per cent."""
    if figure is None:
        return 0.0
    return 100 * figure.best if figure.unit.startswith("share") else figure.best


def _said(promise: float, usual: Scenario) -> float:
    """The promise; exactly the usual one where the slider still stands there."""
    own = usual.promise
    return own if abs(promise - 100 * own) <= 0.5 else promise / 100


def _plain(slider: Slider, value: float) -> float:
    return round(value / 100, 6) if "%" in slider.unit else value


def _rounded(slider: Slider, value: float) -> float:
    return round(min(slider.most, max(slider.least, value)), 1)


def _value(slider: Slider, values: Mapping[str, str]) -> float | None:
    text = values.get(slider.name, "").strip().replace(",", ".")
    if not text:
        return None
    cure = f"Give {slider.least:g} to {slider.most:g}."
    try:
        value = float(text)
    except ValueError as error:
        raise UsageError(f"{text[:50]!r} is no number", where=slider.title, cure=cure) from error
    if not slider.least <= value <= slider.most:
        raise UsageError(f"{text[:50]} cannot be", where=slider.title, cure=cure)
    return value
