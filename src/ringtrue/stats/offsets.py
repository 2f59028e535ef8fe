"""What each segment has of its own beside the common level, borrowed from the others where thin.

A segment's discounted kept records are held against what the common level alone would have given
it; the difference is believed as far as it has records and as far as segments differ at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringtrue.stats.arrays import FloatArray, expit, logit

MEMORIES = np.array([0.5, 0.8, 0.95, 0.99])
"""Decay per period of what a segment's own counts are remembered by; the data choose the mix."""

_PRIOR_SEGMENTS = 3.0
_OWN_FLOOR = 0.02**2


@dataclass(frozen=True, slots=True, eq=False)
class Offset:
    """The segments' offsets on the logit scale: per memory (M, S, L), mixed (S, L), variances.

    `own_var` (L,) is how much a segment moves on its own in one period.
    """

    each: FloatArray
    mixed: FloatArray
    var: FloatArray
    own_var: FloatArray


class Offsets:
    """Discounted sums per memory, segment and limit, and the moments of the segments' own moves."""

    def __init__(self, segments: int, limits: int, own_sd: float, own_n: float, sd: float) -> None:
        self._own_prior = own_sd**2 * (1.0 - 1.0 / segments) + _OWN_FLOOR
        self._own_n, self._prior_var = own_n, sd**2
        self._kept = np.zeros((len(MEMORIES), segments, limits))
        self._decided, self._expected = self._kept.copy(), self._kept.copy()
        self._loss = np.zeros(len(MEMORIES))
        self._own_sum, self._own_weight = np.zeros(limits), np.zeros(limits)

    def learn(
        self,
        kept: FloatArray,
        decided: FloatArray,
        design: FloatArray,
        level: FloatArray,
        due: Offset,
    ) -> None:
        """Compare a period, (S, L), with the offsets issued for it, given its common level (L,).

        Own moves by moments: `sum w ((k - n p)^2 - phi V - V^2 var)` over `sum w V^2` with `V =
        n p (1 - p)`, `w = (V + phi / prior)^-2`; memories by the binomial log-likelihood over the
        noise. Source: DerSimonian and Laird, Controlled Clinical Trials 7 (1986).

        >>> new = _example()
        >>> new.learn(*_example_period(80.0), np.zeros(1), new.estimate(np.zeros(1)))
        >>> bool(new.own_var() > Offsets(2, 1, 0.15, 10.0, 0.5).own_var())
        True
        """
        p = np.clip(expit(level + due.mixed), 1e-4, 1.0 - 1e-4)
        inside = decided * p * (1.0 - p)
        weight = 1.0 / (inside + design / self._own_prior) ** 2
        square = np.minimum((kept - decided * p) ** 2, (2 * inside) ** 2 + 4 * design * inside)
        beyond = square - design * inside - inside**2 * due.var
        self._own_sum = self._own_sum + (weight * beyond).sum(axis=0)
        self._own_weight = self._own_weight + (weight * inside**2).sum(axis=0)
        each = np.clip(expit(level + due.each), 1e-4, 1.0 - 1e-4)
        noise = design + decided * each * (1.0 - each) * due.own_var
        fit = kept * np.log(each) + (decided - kept) * np.log1p(-each)
        self._loss = self._loss - (fit / noise).sum(axis=1).mean(axis=1)

    def remember(
        self, kept: FloatArray, decided: FloatArray, design: FloatArray, level: FloatArray
    ) -> None:
        """Add a period's counts, each period of a segment worth at most what it can tell.

        Records count `1 / (phi + n p (1 - p) own_var)` each: the weight of a mean with a random
        effect; then everything is discounted by its memory. Source: Cochran, Journal of the Royal
        Statistical Society Supplement 4 (1937) for the weights.

        >>> new = _example()
        >>> new.remember(*_example_period(60.0), np.zeros(1))
        >>> new.estimate(np.zeros(1)).mixed.round(1).tolist()
        [[0.3], [0.0]]
        """
        p = expit(level)
        fair = 1.0 / (design + decided * p * (1.0 - p) * self.own_var())
        decay = MEMORIES[:, None, None]
        self._kept = decay * self._kept + kept * fair
        self._decided = decay * self._decided + decided * fair
        self._expected = decay * self._expected + decided * fair * p

    def own_var(self) -> FloatArray:
        """How much one segment moves on its own from period to period, variance in logits; (L,).

        The moments of `learn`, with `own_n` segment periods at the prior. Source: as `learn`.

        >>> _example().own_var().round(4).tolist()
        [0.0116]
        """
        moment = self._own_sum + self._own_n * self._own_prior
        var = np.maximum(moment / (self._own_weight + self._own_n), _OWN_FLOOR)
        return np.asarray(var, dtype=np.float64)

    def estimate(self, level: FloatArray) -> Offset:
        """The offsets as known now: `logit((K + a e) / (N + a)) - logit(e)`.

        `e` is the share the common level would have given, `a = 1 / (e (1 - e) spread)` pseudo
        records pull to it, `spread` is how much segments differ. Source: indirect standardisation
        with shrinkage, Clayton and Kaldor, Biometrics 43 (1987).

        >>> _example().estimate(np.zeros(1)).mixed.tolist()
        [[0.0], [0.0]]
        """
        spread = self._spread()
        here = self._decided > 0
        e = np.where(here, self._expected / np.maximum(self._decided, 1e-9), expit(level))
        e = np.clip(e, 1e-4, 1.0 - 1e-4)
        pseudo = 1.0 / (e * (1.0 - e) * spread)
        each = logit((self._kept + pseudo * e) / (self._decided + pseudo)) - logit(e)
        belief = np.exp(self._loss.min() - self._loss)
        belief = belief / belief.sum()
        mixed = np.tensordot(belief, each, axes=1)
        p = np.clip(expit(level + mixed), 1e-4, 1.0 - 1e-4)
        info = np.tensordot(belief, self._decided, axes=1) * p * (1.0 - p) + 1.0 / spread
        return Offset(each, np.asarray(mixed), np.asarray(1.0 / info), self.own_var())

    def _spread(self) -> FloatArray:
        """Variance of the offsets over segments, by the moments of `learn`, kept in 0.01..4."""
        k, n, e = self._kept[1], self._decided[1], self._expected[1]
        inside = e * (1.0 - e / np.maximum(n, 1e-9))
        weight = 1.0 / (inside + 4.0) ** 2
        moment = (weight * ((k - e) ** 2 - inside)).sum(axis=0)
        told = (weight * inside**2).sum(axis=0)
        spread = (moment + _PRIOR_SEGMENTS * self._prior_var) / (told + _PRIOR_SEGMENTS)
        return np.asarray(np.clip(spread, 0.01, 4.0), dtype=np.float64)


def _example() -> Offsets:
    return Offsets(2, 1, 0.15, 10.0, 0.5)


def _example_period(kept: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    decided = np.array([[100.0], [100.0]])
    return np.array([[kept], [50.0]]), decided, np.ones((2, 1))
