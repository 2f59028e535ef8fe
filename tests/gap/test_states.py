from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ringtrue.core.outcome import Counts
from ringtrue.core.verdict import State
from ringtrue.gap.history import history_of
from ringtrue.gap.states import Facts, Foreseen, caveats, settle
from ringtrue.stats.forecast import Reason

SEEN = Foreseen(expected=0.9, bound=0.85, level=0.9, chance=0.95, doubts=())


@pytest.fixture
def facts(monthly: Any) -> Facts:
    history = history_of([monthly([0.9, 0.9])], date(2020, 3, 1))
    return Facts(Counts(90, 10), None, 0.8, 30, 45, 45, history, SEEN)


@pytest.mark.parametrize(
    ("chance", "age", "state"),
    [
        (0.9, 45, State.HOLDS),
        (0.8999, 45, State.UNPROVEN),
        (0.9, 46, State.UNPROVEN),
        (0.5, 45, State.UNPROVEN),
        (0.4999, 45, State.FAILS),
        (0.4999, 46, State.FAILS),
    ],
)
def test_a_state_changes_exactly_at_its_border(
    chance: float, age: int, state: State, facts: Facts
) -> None:
    seen = replace(SEEN, chance=chance)
    assert settle(replace(facts, foreseen=seen, age=age))[0] is state


@pytest.mark.parametrize(("decided", "state"), [(30, State.HOLDS), (29, State.UNPROVEN)])
def test_the_fewest_records_are_enough(decided: int, state: State, facts: Facts) -> None:
    assert settle(replace(facts, counts=Counts(decided)))[0] is state


@pytest.mark.parametrize("doubt", [Reason.NO_RECORDS, Reason.FEW_RECORDS, Reason.SILENT])
def test_a_forecast_that_abstains_proves_nothing_however_low_the_chance(
    doubt: Reason, facts: Facts
) -> None:
    seen = replace(SEEN, chance=0.01, doubts=(doubt,))
    assert settle(replace(facts, foreseen=seen))[0] is State.UNPROVEN


@pytest.mark.parametrize("doubt", [Reason.ONE_PERIOD, Reason.SEASON_UNSEEN])
def test_other_doubts_are_said_and_change_nothing(doubt: Reason, facts: Facts) -> None:
    doubtful = replace(facts, foreseen=replace(SEEN, doubts=(doubt,)))
    assert settle(doubtful) == settle(facts)
    assert len(caveats(doubtful)) == 1


def test_a_sound_verdict_needs_no_caveat(facts: Facts) -> None:
    assert caveats(facts) == ()
