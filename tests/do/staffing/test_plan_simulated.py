"""A plan's promise is kept by floors of an independent simulation, over random campaigns."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ringtrue.core.load import Load
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.staffing.plan import plan_staff

from .floors import load, traits
from .simulated_floor import Floor

CAMPAIGNS, DAYS_OF_EACH = 25, 5
LENGTH, QUARTERS = 900.0, 12


def campaign(seed: int) -> tuple[StaffingPlan, Load, float, float]:
    """A surge on a usual day, with calls, patience and promise drawn at random."""
    rng = np.random.default_rng(seed)
    usual = rng.uniform(5, 30) * (1 + 0.3 * np.sin(np.linspace(0, 3, QUARTERS)))
    surge = rng.uniform(20, 120) * np.exp(-np.arange(QUARTERS) / rng.uniform(1, 4))
    handle, patience = float(rng.uniform(120, 400)), float(rng.uniform(40, 300))
    target = Target(float(rng.choice([10, 20, 60])), float(rng.choice([0.7, 0.8, 0.9])))
    made = load(usual.tolist(), surge.tolist(), minutes=15)
    plan = plan_staff(
        made, traits(handle, patience), target, [0] * QUARTERS, today=date(2026, 1, 5), draws=2
    )
    return plan, made, handle, patience


def above(seed: int, part: float = 1.0) -> float:
    """How many standard errors the share reached is above the one promised."""
    plan, made, handle, patience = campaign(seed)
    agents = [round(part * each.needed) for each in plan.intervals]
    floors = (
        Floor(
            made.calls,
            agents,
            length=LENGTH,
            handle=handle,
            patience=patience,
            promised=plan.target.seconds,
            seed=1000 * seed + day,
        )
        for day in range(DAYS_OF_EACH)
    )
    in_time, offered = np.array([[each.sum() for each in floor.run()] for floor in floors]).T
    share = in_time.sum() / offered.sum()
    error = np.sqrt(((in_time - share * offered) ** 2).sum()) / offered.sum()
    return float((share - plan.target.share) / max(error, 1e-9))


@pytest.mark.parametrize("seed", range(CAMPAIGNS))
def test_the_promised_share_is_reached(seed: int) -> None:
    assert above(seed) >= -4


@pytest.mark.parametrize("seed", range(0, CAMPAIGNS, 12))
def test_with_two_thirds_of_the_agents_it_is_not(seed: int) -> None:
    assert above(seed, 0.67) < -4


def test_after_a_spike_agents_by_the_load_keep_what_agents_by_the_calls_break() -> None:
    """Shares of calls in time of 400 extra calls: in the long run 76.1 % and 92.6 %."""
    surge = 400 * (np.exp(-np.arange(24) / 3) - np.exp(-np.arange(1, 25) / 3))
    calls = (10.0 + surge).tolist()

    def share(quarters: list[int]) -> float:
        agents = [people for people in quarters for _ in range(3)]
        found = np.zeros(2)
        for day in range(30):
            floor = Floor(
                calls, agents, length=300, handle=300, patience=180, promised=20, seed=day
            )
            found += [each.sum() for each in floor.run(in_hand=10)]
        return float(found[0] / found[1])

    assert share([95, 44, 24, 17, 14, 13, 13, 13]) == pytest.approx(0.761, abs=0.04)
    assert share([88, 75, 39, 23, 16, 14, 13, 13]) == pytest.approx(0.926, abs=0.02)
