from array import array
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.outcome import Counts, Tally, to_day, to_number

counts = st.builds(Counts, *[st.integers(0, 10**6)] * 4)


@given(counts, counts)
def test_adding_counts_adds_every_outcome(left: Counts, right: Counts) -> None:
    total = left + right
    assert total.decided == left.decided + right.decided
    assert (total.pending, total.void) == (left.pending + right.pending, left.void + right.void)


def test_pending_and_void_are_in_no_share() -> None:
    assert Counts(kept=3, broken=1, pending=50, void=50).share == 0.75
    assert Counts(pending=5, void=5).share is None


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_day_numbers_and_dates_are_inverse(day: date) -> None:
    assert to_day(to_number(day)) == day


def test_a_tally_totals_its_rows() -> None:
    tally = Tally(
        "on-time",
        ("carrier",),
        (("AA",), ("UA",)),
        *(array("i", values) for values in ([0, 0, 1], [0, 1, 0])),
        *(array("q", values) for values in ([5, 1, 2], [1, 0, 0], [0, 3, 0], [0, 0, 4])),
    )
    assert len(tally) == 3
    assert tally.total() == Counts(kept=8, broken=1, pending=3, void=4)
