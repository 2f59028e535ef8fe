"""A floor of agents, call by call, in a simulation that shares no code with the formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import simpy


class Floor:
    """Agents who change with the intervals and finish the call in hand; callers who give up.

    `calls` are expected in each interval of `length` seconds, `agents` are there. The day begins
    with as many calls in hand as the first interval's would come to.
    """

    def __init__(
        self,
        calls: Sequence[float],
        agents: Sequence[int],
        *,
        length: float,
        handle: float,
        patience: float,
        promised: float,
        seed: int,
    ) -> None:
        self.env, self.rng = simpy.Environment(), np.random.default_rng(seed)
        self.calls, self.agents, self.length = calls, agents, length
        self.handle, self.patience, self.promised = handle, patience, promised
        self.busy = 0
        self.offered, self.in_time = np.zeros(len(calls), int), np.zeros(len(calls), int)
        self.waiting: list[simpy.Event] = []

    def run(self, in_hand: float | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Calls answered in time and calls offered, by the interval in which they came."""
        busy = self.calls[0] / self.length * self.handle if in_hand is None else in_hand
        for _ in range(min(self.rng.poisson(busy), self.agents[0])):
            self.busy += 1
            self.env.process(self._finish())
        self.env.process(self._shifts())
        self.env.process(self._come())
        self.env.run()
        return self.in_time, self.offered

    def _now(self) -> int:
        return min(int(self.env.now / self.length), len(self.agents) - 1)

    def _hand_out(self) -> None:
        while self.waiting and self.busy < self.agents[self._now()]:
            self.busy += 1
            self.waiting.pop(0).succeed()

    def _shifts(self) -> Iterator[simpy.Event]:
        for _ in self.agents:
            self._hand_out()
            yield self.env.timeout(self.length)

    def _come(self) -> Iterator[simpy.Event]:
        for number, expected in enumerate(self.calls):
            times = np.sort(self.rng.uniform(0, self.length, self.rng.poisson(expected)))
            for at in number * self.length + times:
                yield self.env.timeout(max(at - self.env.now, 0.0))
                self.env.process(self._call(number))

    def _call(self, number: int) -> Iterator[simpy.Event]:
        begin, answered = self.env.now, self.env.event()
        self.offered[number] += 1
        self.waiting.append(answered)
        self._hand_out()
        yield answered | self.env.timeout(self.rng.exponential(self.patience))
        if not answered.triggered:
            self.waiting.remove(answered)
            return
        self.in_time[number] += self.env.now - begin <= self.promised
        yield from self._finish()

    def _finish(self) -> Iterator[simpy.Event]:
        yield self.env.timeout(self.rng.exponential(self.handle))
        self.busy -= 1
        self._hand_out()
