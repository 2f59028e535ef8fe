from datetime import UTC, date, datetime
from typing import Any

import pytest

from ringtrue import __version__
from ringtrue.core.errors import MeasureError
from ringtrue.core.outcome import Counts
from ringtrue.gap.evidence import make_evidence

AS_OF = datetime(2014, 1, 1, tzinfo=UTC)
SAID = {"definition": "d", "source": "flights", "query": "select 1", "fingerprint": "f"}


def test_evidence_says_all_that_is_needed_to_derive_it_again(make_tally: Any) -> None:
    tally = make_tally([(0, 0, 3, 1, 0, 0), (40, 1, 1, 1, 2, 5)], (("AA",), ("UA",)))
    evidence = make_evidence(tally, **SAID, as_of=AS_OF)
    assert evidence.counts == Counts(kept=4, broken=2, pending=2, void=5)
    assert evidence.share == pytest.approx(4 / 6)
    assert (evidence.first_day, evidence.last_day) == (date(1970, 1, 1), date(1970, 2, 10))
    assert (evidence.as_of, evidence.version) == (AS_OF, __version__)
    assert (evidence.query, evidence.fingerprint) == ("select 1", "f")


def test_evidence_carries_its_months_and_segments(make_tally: Any) -> None:
    tally = make_tally([(0, 0, 3, 1, 0, 0), (40, 1, 1, 1, 2, 5)], (("AA",), ("UA",)))
    slices = make_evidence(tally, **SAID, as_of=AS_OF).slices
    assert [(each.period, each.segment) for each in slices] == [
        ("1970-01", ()),
        ("1970-02", ()),
        ("", ("AA",)),
        ("", ("UA",)),
    ]
    assert slices[3].counts == Counts(1, 1, 2, 5)


def test_without_segments_only_months_are_kept(make_tally: Any) -> None:
    slices = make_evidence(make_tally([(0, 0, 3, 1, 0, 0)]), **SAID, as_of=AS_OF).slices
    assert [each.period for each in slices] == ["1970-01"]


def test_a_record_pending_for_a_far_day_does_not_keep_evidence_young(make_tally: Any) -> None:
    tally = make_tally([(0, 0, 3, 1, 0, 0), (90_000, 0, 0, 0, 1, 0)])
    assert make_evidence(tally, **SAID, as_of=AS_OF).last_day == date(1970, 1, 1)


def test_nothing_decided_is_evidence_without_a_share(make_tally: Any) -> None:
    evidence = make_evidence(make_tally([(0, 0, 0, 0, 7, 0)]), **SAID, as_of=AS_OF)
    assert evidence.share is None
    assert evidence.interval is None
    assert evidence.counts.pending == 7


def test_no_record_at_all_is_refused_with_the_standards_name(make_tally: Any) -> None:
    with pytest.raises(MeasureError, match=r"on-time: There is nothing"):
        make_evidence(make_tally([]), **SAID, as_of=AS_OF)
