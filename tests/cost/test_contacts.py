"""Contacts for an issue against satisfaction: published pairs, fixed effects, and silence."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import linregress

from ringtrue.core.customers import ContactSums, Sums
from ringtrue.core.errors import UsageError
from ringtrue.cost.contacts import PUBLISHED_PAIRS, contact_curve, line


def cell(contacts: int, scores: list[float], issue: str = "late") -> ContactSums:
    sums = Sums(len(scores), sum(scores), sum(each * each for each in scores))
    return ContactSums(contacts, issue, sums)


def test_the_published_pairs_have_their_line_to_the_last_digit() -> None:
    told = line([(solved, satisfied) for _, solved, satisfied in PUBLISHED_PAIRS])
    assert told.slope == pytest.approx(0.689865, abs=5e-7)
    assert told.intercept == pytest.approx(27.64527, abs=5e-6)
    assert told.r == pytest.approx(0.909233, abs=5e-7)
    x, y = zip(*((float(a), float(b)) for _, a, b in PUBLISHED_PAIRS), strict=True)
    found = linregress(x, y)
    half = 2.570582 * found.stderr
    assert (told.low, told.high) == pytest.approx(
        (found.slope - half, found.slope + half), abs=1e-6
    )


@pytest.mark.parametrize("pairs", [[], [(1, 2), (2, 3)], [(1, 2), (1, 3), (1, 4)]])
def test_no_line_goes_through_too_few_places(pairs: list[tuple[float, float]]) -> None:
    with pytest.raises(UsageError, match="no line"):
        line(pairs)


def test_hard_issues_do_not_pass_for_the_harm_of_contacts() -> None:
    """Complaints take more contacts and please less: within an issue a contact costs 0.5."""
    rng = np.random.default_rng(2)
    cells = []
    for issue, base, sizes in (("address", 9.0, (800, 80, 30)), ("broken", 5.0, (100, 400, 300))):
        for contacts, n in enumerate(sizes, start=1):
            scores = rng.normal(base - 0.5 * (contacts - 1), 1.0, n)
            cells.append(cell(contacts, scores.tolist(), issue))
    told = contact_curve(cells)
    assert told.slope is not None
    assert told.slope.low < -0.5 < told.slope.high
    assert told.slope.high < -0.2
    second, third = (point.effect for point in told.points[1:])
    assert second is not None
    assert third is not None
    assert second.low < -0.5 < second.high
    assert third.low < -1.0 < third.high
    assert (told.issues, told.records) == (2, 1710)


def test_five_and_more_are_one_point() -> None:
    told = contact_curve(
        [cell(1, [9.0, 8.0]), cell(5, [5.0, 6.0]), cell(9, [4.0, 3.0]), cell(40, [1.0, 2.0])]
    )
    assert [(each.contacts, each.records) for each in told.points] == [(1, 2), (5, 6)]


def test_an_issue_that_always_takes_one_contact_compares_nothing() -> None:
    told = contact_curve([cell(1, [9.0, 8.0, 7.0], "address"), cell(2, [5.0, 6.0], "broken")])
    assert told.slope is None
    assert told.points == ()
    assert "no kind of issue" in told.reason


def test_an_empty_table_and_an_issue_without_a_contact_are_refused() -> None:
    with pytest.raises(UsageError, match="no answer"):
        contact_curve([])
    with pytest.raises(UsageError, match="took no contact"):
        contact_curve([cell(0, [9.0])])
