"""Lanes in the engine: what each record is binned by."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from ringtrue.core.expression import Expression
from ringtrue.core.standard import Between, Holds, Missing, Within
from ringtrue.do.clocks import Clock, Now
from ringtrue.do.compiling import Compiler
from ringtrue.do.instants import Moment, Value
from ringtrue.do.limits import edge_of, scale_of
from ringtrue.do.plan import (
    NEVER_YET,
    OPEN,
    TOP,
    VOID,
    ClockLane,
    Due,
    FlagLane,
    Population,
    Scale,
    ValueLane,
)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Compiles lanes over one table."""

    compiler: Compiler
    now: Now

    def selected(self, population: Population) -> Value | None:
        """The population's condition, None for everyone."""
        chosen = population.selected
        return None if chosen is None else self.compiler.condition(chosen)

    def void(self, population: Population) -> Value | None:
        """The condition for not counting, None for nobody."""
        return None if population.void is None else self.compiler.condition(population.void)

    def clock(self, lane: ClockLane) -> Value:
        """The folded number of a clock lane; null outside the population."""
        clock = self._clock(lane.scale, lane)
        end = self.compiler.moment(lane.end)
        branches = []
        void = self.void(lane.population)
        if void is not None:
            branches.append((void, VOID))
        if isinstance(lane.start, Due):
            start, before = self._due(lane.start)
            branches += before
        else:
            start = self.compiler.moment(lane.start)
            clock.check(start, end, _place(self.compiler, lane.end), self.compiler.where)
            branches.append((start.epoch.isnull(), VOID))
        branches.append(self._ended(lane, clock, start, end))
        age = clock.distance(start, self.now)
        number = ibis.cases(*branches, else_=ibis.least(ibis.greatest(age, -TOP), TOP) + OPEN)
        return self._only(lane.population, number)

    def _ended(
        self, lane: ClockLane, clock: Clock, start: Moment, end: Moment
    ) -> tuple[Value, Value]:
        """What has happened: its distance, which is null only where the start is."""
        distance = ibis.least(clock.distance(start, end), TOP)
        early = clock.early(start, end)
        if not lane.early_is_kept:
            distance = ibis.ifelse(early, VOID, distance)
        elif lane.scale in {Scale.MONTH, Scale.BUSINESS_HOUR}:
            distance = ibis.ifelse(early, ibis.least(distance, -1), distance)
        return end.instant <= self.now.instant, distance

    def _clock(self, scale: Scale, lane: ClockLane | Due) -> Clock:
        compiler = self.compiler
        return Clock(scale, compiler.zone, lane.working, compiler.years, compiler.dialect)

    def _due(self, due: Due) -> tuple[Moment, list[tuple[Value, Value]]]:
        """When the earlier standard was due, and the records for which it was not broken."""
        test = due.standard.test
        branches: list[tuple[Value, Value]] = []
        if due.standard.population is not None:
            chosen = self.compiler.condition(due.standard.population)
            branches.append((ibis.coalesce(~chosen, True), VOID))
        if due.standard.void is not None:
            branches.append((self.compiler.condition(due.standard.void), VOID))
        if isinstance(test, Within):
            moment, more = self._due_of_clock(due, test)
        else:
            moment = self.compiler.moment(due.day)
            more = self._unless_broken(test, moment)  # type: ignore[arg-type]
            more.append((moment.epoch.isnull(), VOID))
        return moment, branches + more

    def _due_of_clock(self, due: Due, test: Within) -> tuple[Moment, list[tuple[Value, Value]]]:
        clock = self._clock(scale_of(test.limit), due)
        start, end = self.compiler.moment(test.start), self.compiler.moment(test.end)
        edge = edge_of(test.limit, test.strict, due.standard)
        happened = end.instant <= self.now.instant
        ended: list[tuple[Value, Value]] = [(start.epoch.isnull(), VOID)]
        early = clock.early(start, end)
        ended.append((happened & early, VOID))
        ended.append((happened & (clock.distance(start, end) <= edge), VOID))
        pending = ibis.coalesce(~happened, True) & (clock.distance(start, self.now) <= edge)
        ended.append((pending, NEVER_YET))
        full = edge_of(test.limit, False, due.standard)
        return clock.due(start, test.limit.amount, full), ended

    def _unless_broken(self, test: Holds | Between, day: Moment) -> list[tuple[Value, Value]]:
        """What a record is that was not broken, or is not before its day; void ones never are."""
        if isinstance(test, Holds):
            holds = self.compiler.condition(test.condition)
        else:
            holds = self._inside(test)
        zone = self.compiler.zone
        found = [(day.day(zone) > self.now.day(zone), NEVER_YET), (holds, VOID)]
        if test.missing is Missing.PENDING:
            found.append((holds.isnull(), NEVER_YET))
        if test.missing is Missing.VOID:
            found.insert(0, (holds.isnull(), VOID))
        return found

    def _inside(self, test: Between) -> Value:
        value = self.compiler.number(test.value)
        parts = []
        if test.low is not None:
            parts.append(value > test.low if test.strict else value >= test.low)
        if test.high is not None:
            parts.append(value < test.high if test.strict else value <= test.high)
        inside = parts[0] if parts else value == value
        return inside & parts[1] if parts[1:] else inside

    def value(self, lane: ValueLane) -> Value:
        """The number of a value lane; null outside the population, where void or missing."""
        number = self.compiler.number(lane.value)
        void = self.void(lane.population)
        if void is not None:
            number = ibis.ifelse(void, ibis.null("float64"), number)
        return self._only(lane.population, number)

    def flag(self, lane: FlagLane) -> Value:
        """The condition of a flag lane; null outside the population, where void or missing."""
        holds = self.compiler.condition(lane.condition)
        void = self.void(lane.population)
        if void is not None:
            holds = ibis.ifelse(void, ibis.null("boolean"), holds)
        return self._only(lane.population, holds)

    def _only(self, population: Population, value: Value) -> Value:
        chosen = self.selected(population)
        return value if chosen is None else ibis.ifelse(chosen, value, ibis.null(value.type()))


def _place(compiler: Compiler, tree: Expression) -> str:
    return f"{compiler.source}.{tree}"
