"""How many times as damaging is it to be misled as to meet a defect: this firm's own answer.

"Four times" is handed on as a fact without a primary source. Here it is a wide prior, declared,
that the firm's satisfaction answers or leavings may overrule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ringtrue.core.customers import CauseSums
from ringtrue.core.errors import UsageError
from ringtrue.cost.answers import Effect, columns_of, effect_of
from ringtrue.stats.ratios import (
    RatioInterval,
    RatioPosterior,
    RatioPrior,
    TwoEstimates,
    fieller,
    posterior,
)
from ringtrue.stats.regression import Fit, least_squares, logistic

PRIOR = RatioPrior(centre=4.0, factor=4.0)
"""Log-normal around "four times", 95 % of it from 1 to 16: handed on with surveys of quality
societies, without a primary source that we found."""

_FEWEST = 2


class Yardstick(StrEnum):
    """What the damage is read from."""

    SATISFACTION = "satisfaction"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Multiplier:
    """The firm's own multiplier.

    `misled` and `defect` are the two effects (points of satisfaction, or log odds of leaving)
    beside answers without a cause, None where they cannot be told. `interval` is Fieller's; when
    it is not finite, or one effect is missing, `reason` says why it is not determined. `believed`
    is the prior after the data, and the prior itself where the data say nothing.
    """

    yardstick: Yardstick
    misled: Effect | None
    defect: Effect | None
    interval: RatioInterval | None
    believed: RatioPosterior
    prior: RatioPrior
    records: int
    reason: str
    definition: str

    @property
    def is_determined(self) -> bool:
        """Whether the firm's own data give a finite interval."""
        return not self.reason


def own_multiplier(
    cells: Sequence[CauseSums],
    yardstick: Yardstick = Yardstick.SATISFACTION,
    *,
    misled: str = "misled",
    defect: str = "defect",
    prior: RatioPrior = PRIOR,
) -> Multiplier:
    """The ratio of what being misled and what a defect do, groups held constant.

    `M = b_misled / b_defect` of `y = a_group + b_cause`, by least squares of satisfaction with HC3
    errors, or by logistic regression of leaving; the interval is Fieller's, the belief the
    posterior under the prior (`ringtrue.stats.ratios`). Causes with one answer, and groups with one
    or without variation in cause, are left out.

    Source: as `fieller`, `posterior` and `least_squares`; the ratio of coefficients as willingness
    to pay is had from them: Hole, Health Economics 16 (2007).
    """
    _need(cells, yardstick)
    kept = _usable(cells, yardstick)
    causes = tuple(dict.fromkeys(each.cause for each in kept if each.cause))
    told = _Told(yardstick, sum(each.sums.records for each in kept), prior)
    missing = [name for name in (misled, defect) if name not in causes]
    if missing:
        return told.undetermined(f"no two answers name the cause {missing[0]!r} beside others")
    fit = _fit(kept, causes, yardstick)
    if fit is None:
        return told.undetermined("the answers are too few, or each cause has a group of its own")
    at = {name: causes.index(name) for name in (misled, defect)}
    if not all(fit.error(each) > 0 for each in at.values()):
        return told.undetermined("all who name the same cause answer alike")
    effects = [effect_of(fit, at[name], _answers(kept, name)) for name in (misled, defect)]
    return told.determined(effects[0], effects[1], fit.pair(at[misled], at[defect]))


def prior_only(
    reason: str, yardstick: Yardstick = Yardstick.SATISFACTION, prior: RatioPrior = PRIOR
) -> Multiplier:
    """What is believed where there are no answers at all; `reason` says why there are none."""
    return _Told(yardstick, 0, prior).undetermined(reason)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known before the ratio is."""

    yardstick: Yardstick
    records: int
    prior: RatioPrior

    def undetermined(self, reason: str) -> Multiplier:
        return self._made(None, None, None, reason, None)

    def determined(self, misled: Effect, defect: Effect, pair: TwoEstimates) -> Multiplier:
        interval = fieller(pair)
        return self._made(misled, defect, interval, self._doubt(interval, defect), pair)

    def _doubt(self, interval: RatioInterval, defect: Effect) -> str:
        if not interval.is_determined:
            return (
                "a defect may do no harm at all, as far as these answers tell, and nothing is a"
                " multiple of nothing"
            )
        harmless = defect.best > 0 if self.yardstick is Yardstick.SATISFACTION else defect.best < 0
        return "those who met a defect are better off than those without a cause" * harmless

    def _made(
        self,
        misled: Effect | None,
        defect: Effect | None,
        interval: RatioInterval | None,
        reason: str,
        pair: TwoEstimates | None,
    ) -> Multiplier:
        return Multiplier(
            yardstick=self.yardstick,
            misled=misled,
            defect=defect,
            interval=interval,
            believed=posterior(pair, self.prior),
            prior=self.prior,
            records=self.records,
            reason=reason,
            definition=_definition(self.yardstick),
        )


def _definition(yardstick: Yardstick) -> str:
    scale = "points of satisfaction" if yardstick is Yardstick.SATISFACTION else "log odds to leave"
    return (
        f"How many times the {scale} that a defect makes are made by being misled, each beside"
        " answers without a cause in the same group; 95 % interval after Fieller."
    )


def _need(cells: Sequence[CauseSums], yardstick: Yardstick) -> None:
    if not cells:
        what = "there is no answer to learn the multiplier from"
        raise UsageError(what, cure="Look whether the table is empty.")
    leaving = yardstick is Yardstick.LEAVING
    if leaving and any(not 0 <= each.sums.total <= each.sums.records for each in cells):
        raise UsageError("leaving is 0 or 1", cure="Name a column of true and false.")


def _usable(cells: Sequence[CauseSums], yardstick: Yardstick) -> list[CauseSums]:
    """Without causes of a single answer and groups that compare nothing."""
    numbers: dict[str, int] = {}
    for each in cells:
        numbers[each.cause] = numbers.get(each.cause, 0) + each.sums.records
    kept = [each for each in cells if numbers[each.cause] >= _FEWEST and each.sums.records > 0]
    causes: dict[str, set[str]] = {}
    for each in kept:
        causes.setdefault(each.group, set()).add(each.cause)
    silent = _decided(kept) if yardstick is Yardstick.LEAVING else set()
    return [
        each for each in kept if len(causes[each.group]) >= _FEWEST and each.group not in silent
    ]


def _decided(cells: Sequence[CauseSums]) -> set[str]:
    """Groups in which everybody left or nobody: they have no log odds, and compare nothing."""
    sizes: dict[str, tuple[float, int]] = {}
    for each in cells:
        left, all_ = sizes.get(each.group, (0.0, 0))
        sizes[each.group] = (left + each.sums.total, all_ + each.sums.records)
    return {group for group, (left, all_) in sizes.items() if left in {0, all_}}


def _answers(cells: Sequence[CauseSums], cause: str) -> int:
    return sum(each.sums.records for each in cells if each.cause == cause)


def _fit(cells: Sequence[CauseSums], causes: Sequence[str], yardstick: Yardstick) -> Fit | None:
    groups = list(dict.fromkeys(each.group for each in cells))
    rows = [
        [each.cause == cause for cause in causes] + [each.group == group for group in groups]
        for each in cells
    ]
    design = np.array(rows, dtype=np.float64)
    count, total, squares = columns_of([each.sums for each in cells])
    if yardstick is Yardstick.LEAVING:
        return logistic(design, count, total)
    return least_squares(design, count, total, squares)
