"""The effect on those it happened to: arithmetic by hand, confounding undone, coverage."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from ringtrue.stats.standardising import Arm, on_the_treated


def arm(*strata: tuple[float, float]) -> Arm:
    """Shares as (records, hits) by stratum."""
    n = np.array([each[0] for each in strata], dtype=float)
    k = np.array([each[1] for each in strata], dtype=float)
    return Arm(n, k, k)


def test_it_is_the_arithmetic_of_the_formula() -> None:
    told = on_the_treated(arm((30, 6), (10, 5)), arm((100, 40), (200, 180)))
    assert told is not None
    wished = Fraction(30, 40) * (Fraction(6, 30) - Fraction(40, 100)) + Fraction(10, 40) * (
        Fraction(5, 10) - Fraction(180, 200)
    )
    assert told.difference == pytest.approx(float(wished), abs=1e-12)
    assert told.mean - told.otherwise == pytest.approx(told.difference, abs=1e-12)
    assert told.crude == pytest.approx(11 / 40 - 220 / 300, abs=1e-12)


def test_what_only_the_strata_differ_in_is_no_effect() -> None:
    """Everyone of a stratum returns alike; the crude difference is all confounding."""
    told = on_the_treated(arm((80, 16), (20, 16)), arm((100, 20), (400, 320)))
    assert told is not None
    assert told.difference == pytest.approx(0, abs=1e-12)
    assert told.crude == pytest.approx(0.32 - 0.68)


def test_those_without_anybody_like_them_are_counted_apart() -> None:
    told = on_the_treated(arm((30, 6), (5, 5)), arm((100, 40), (0, 0)))
    assert told is not None
    assert (told.treated, told.alone, told.controls) == (30, 5, 100)
    assert on_the_treated(arm((5, 5), (0, 0)), arm((0, 0), (9, 1))) is None


def test_ninety_five_intervals_in_a_hundred_hold_the_truth_even_in_thin_strata() -> None:
    rng = np.random.default_rng(7)
    runs, strata = 1500, 30
    base = rng.uniform(0.3, 0.8, strata)
    held = 0
    for _ in range(runs):
        n1, n0 = rng.poisson(4, strata), 1 + rng.poisson(15, strata)
        k1, k0 = rng.binomial(n1, base - 0.2), rng.binomial(n0, base)
        told = on_the_treated(arm(*zip(n1, k1, strict=True)), arm(*zip(n0, k0, strict=True)))
        assert told is not None
        held += told.low <= -0.2 <= told.high
    assert abs(held / runs - 0.95) < 4 * sqrt(0.95 * 0.05 / runs)
