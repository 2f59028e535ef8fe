"""A plan's promise is kept by floors of an independent simulation, over random campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
import simpy

from ringtrue.core.load import Load
from ringtrue.core.service_level import Target
from ringtrue.core.staffing import StaffingPlan
from ringtrue.do.staffing.plan import plan_staff

from .floors import load, traits

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


class Floor:
    """Agents who change with the quarters and finish the call in hand; callers who give up."""

    def __init__(
        self, plan: StaffingPlan, handle: float, patience: float, seed: int, part: float = 1.0
    ) -> None:
        self.env, self.rng = simpy.Environment(), np.random.default_rng(seed)
        self.handle, self.patience = handle, patience
        self.agents = [round(part * each.needed) for each in plan.intervals]
        self.promised = plan.target.seconds
        self.busy, self.offered, self.in_time = 0, 0, 0
        self.waiting: list[simpy.Event] = []

    def hand_out(self) -> None:
        now = min(int(self.env.now / LENGTH), QUARTERS - 1)
        while self.waiting and self.busy < self.agents[now]:
            self.busy += 1
            self.waiting.pop(0).succeed()

    def shifts(self) -> Iterator[simpy.Event]:
        for _ in range(QUARTERS):
            self.hand_out()
            yield self.env.timeout(LENGTH)

    def call(self) -> Iterator[simpy.Event]:
        begin, answered = self.env.now, self.env.event()
        self.offered += 1
        self.waiting.append(answered)
        self.hand_out()
        yield answered | self.env.timeout(self.rng.exponential(self.patience))
        if not answered.triggered:
            self.waiting.remove(answered)
            return
        self.in_time += self.env.now - begin <= self.promised
        yield self.env.timeout(self.rng.exponential(self.handle))
        self.busy -= 1
        self.hand_out()

    def calls(self, made: Load) -> Iterator[simpy.Event]:
        starting = self.rng.poisson(made.calls[0] / LENGTH * self.handle)
        for _ in range(min(starting, self.agents[0])):
            self.busy += 1
            self.env.process(self.finish())
        for number, expected in enumerate(made.calls):
            times = np.sort(self.rng.uniform(0, LENGTH, self.rng.poisson(expected)))
            for at in number * LENGTH + times:
                yield self.env.timeout(at - self.env.now)
                self.env.process(self.call())

    def finish(self) -> Iterator[simpy.Event]:
        yield self.env.timeout(self.rng.exponential(self.handle))
        self.busy -= 1
        self.hand_out()

    def run(self, made: Load) -> tuple[int, int]:
        self.env.process(self.shifts())
        self.env.process(self.calls(made))
        self.env.run()
        return self.in_time, self.offered


def above(seed: int, part: float = 1.0) -> float:
    """How many standard errors the share reached is above the one promised."""
    plan, made, handle, patience = campaign(seed)
    floors = (Floor(plan, handle, patience, 1000 * seed + day, part) for day in range(DAYS_OF_EACH))
    in_time, offered = np.array([floor.run(made) for floor in floors]).T
    share = in_time.sum() / offered.sum()
    error = np.sqrt(((in_time - share * offered) ** 2).sum()) / offered.sum()
    return float((share - plan.target.share) / max(error, 1e-9))


@pytest.mark.parametrize("seed", range(CAMPAIGNS))
def test_the_promised_share_is_reached(seed: int) -> None:
    assert above(seed) >= -4


@pytest.mark.parametrize("seed", range(0, CAMPAIGNS, 12))
def test_with_two_thirds_of_the_agents_it_is_not(seed: int) -> None:
    assert above(seed, 0.67) < -4
