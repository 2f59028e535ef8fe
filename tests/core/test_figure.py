"""Figures: what may be one, and which are the firm's own."""

from __future__ import annotations

import math

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure, share


def figure(low: float, best: float, high: float, basis: Basis = Basis.STATED) -> Figure:
    return Figure("share told", best, low, high, "share", basis, "survey")


@pytest.mark.parametrize("ends", [(1, 0.5, 2), (0, 3, 2), (math.nan, 1, 2), (0, 1, math.inf)])
def test_a_range_that_is_none_is_refused_by_name(ends: tuple[float, float, float]) -> None:
    with pytest.raises(UsageError, match="share told"):
        figure(*ends)


def test_a_share_outside_0_to_1_is_refused_and_one_inside_is_kept() -> None:
    inside = figure(0, 0.5, 1)
    assert share(inside) is inside
    with pytest.raises(UsageError, match="80 to 90 share cannot be"):
        share(figure(80, 85, 90))


@pytest.mark.parametrize(
    ("basis", "own"),
    [
        (Basis.MEASURED, True),
        (Basis.STATED, True),
        (Basis.PUBLISHED, False),
        (Basis.ASSUMED, False),
    ],
)
def test_only_what_the_firm_measured_or_said_is_its_own(basis: Basis, own: bool) -> None:
    assert figure(0, 0.5, 1, basis).is_own is own


def test_a_figure_without_a_range_is_known() -> None:
    assert figure(1, 1, 1).is_known
    assert not figure(1, 1, 2).is_known
