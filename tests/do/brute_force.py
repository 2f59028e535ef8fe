"""What every standard means, record by record, in plain Python.

Written from docs/measuring.md and the docstrings of core, not from the engine: a loop over
records, datetime and zoneinfo, no arithmetic shared with `ringtrue.do`.
"""

from __future__ import annotations

import calendar as months
import math
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from ringtrue.core import expression as ex
from ringtrue.core.calendar import Calendar
from ringtrue.core.outcome import Outcome, to_number
from ringtrue.core.quantity import SECONDS, Duration, Unit
from ringtrue.core.source import Source
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Uptime,
    Within,
)

MISSING = {
    Missing.BROKEN: Outcome.BROKEN,
    Missing.PENDING: Outcome.PENDING,
    Missing.VOID: Outcome.VOID,
}
Result = Counter  # (day number or None, segment, outcome) -> records


def evaluate(tree, record, zone):  # noqa: C901 - one case for each node
    """Three-valued logic and arithmetic over one record."""

    def of(part):
        return evaluate(part, record, zone)

    match tree:
        case ex.Name(column):
            value = record[column]
            return None if isinstance(value, float) and math.isnan(value) else value
        case ex.Literal(value):
            return value
        case ex.Unary(ex.Prefix.NOT, operand):
            value = of(operand)
            return None if value is None else not value
        case ex.Unary(_, operand):
            value = of(operand)
            return None if value is None else -value
        case ex.IsNull(operand):
            return of(operand) is None
        case ex.In(operand, options):
            value = of(operand)
            return None if value is None else value in [each.value for each in options]
        case ex.InRange(operand, low, high):
            lower = ex.Binary(ex.Operator.AT_LEAST, operand, low)
            upper = ex.Binary(ex.Operator.AT_MOST, operand, high)
            return of(ex.Binary(ex.Operator.AND, lower, upper))
        case ex.Binary(ex.Operator.AND, left, right):
            a, b = of(left), of(right)
            if a is False or b is False:
                return False
            return None if a is None or b is None else True
        case ex.Binary(ex.Operator.OR, left, right):
            a, b = of(left), of(right)
            if a is True or b is True:
                return True
            return None if a is None or b is None else False
        case ex.Binary(operator, left, right):
            return operate(operator, of(left), of(right), zone)


def operate(operator, a, b, zone):  # noqa: C901 - one case for each operator
    if a is None or b is None:
        return None
    if isinstance(a, date) or isinstance(b, date):
        a, b = instant(a, zone), instant(b, zone)
        if operator is ex.Operator.MINUS:
            return (a - b) / timedelta(seconds=1)
    match operator:
        case ex.Operator.EQUAL:
            return a == b
        case ex.Operator.UNEQUAL:
            return a != b
        case ex.Operator.LESS:
            return a < b
        case ex.Operator.AT_MOST:
            return a <= b
        case ex.Operator.MORE:
            return a > b
        case ex.Operator.AT_LEAST:
            return a >= b
        case ex.Operator.PLUS:
            return a + b
        case ex.Operator.MINUS:
            return a - b
        case ex.Operator.TIMES:
            return a * b
        case ex.Operator.OVER:
            return a / b if b else None
        case ex.Operator.MODULO:
            return math.fmod(a, b) if b else None


def instant(value, zone):
    """A moment in UTC; a wall clock without a zone is that of the source."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(zone))
    return value.astimezone(UTC)


def wall(value, zone):
    """What the clock in a zone shows; wall clocks of that very zone are taken as written."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day)


def local_day(value, source_zone, zone=None):
    zone = zone or source_zone
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None and zone == source_zone:
        return value.date()
    return instant(value, source_zone).astimezone(ZoneInfo(zone)).date()


def add_months(moment, count):
    index = moment.year * 12 + moment.month - 1 + count
    year, month = divmod(index, 12)
    last = months.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


class Hours:
    """A calendar, walked day by day."""

    def __init__(self, calendar: Calendar):
        self.calendar, self.zone = calendar, ZoneInfo(calendar.time_zone)
        self.seen = {}

    def works(self, day):
        return bool(self.calendar.week[day.weekday()]) and day not in self.calendar.holidays

    def nth_day(self, day, count):
        for _ in range(int(count)):
            day += timedelta(days=1)
            while not self.works(day):
                day += timedelta(days=1)
        return day

    def open_between(self, start, end):
        """Opening time between two instants, as it really passes."""
        total, day = timedelta(), start.astimezone(self.zone).date() - timedelta(days=1)
        while day <= end.astimezone(self.zone).date() + timedelta(days=1):
            for opens, closes in self.stretches(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return total

    def stretches(self, day):
        """The quarter hours of a day at whose start the wall clock shows an opening hour."""
        if day not in self.seen:
            self.seen[day] = list(self.walk(day)) if self.works(day) else []
        return self.seen[day]

    def walk(self, day):
        at, end = midnight(day, self.zone), midnight(day + timedelta(days=1), self.zone)
        while at < end:
            shown = at.astimezone(self.zone).time()
            for each in self.calendar.week[day.weekday()]:
                if each.opens <= shown and (shown < each.closes or each.closes == time(0)):
                    yield at, at + timedelta(minutes=15)
            at += timedelta(minutes=15)

    def after(self, start, amount):
        """The first instant at which so much opening time has passed since the start."""
        day = start.astimezone(self.zone).date() - timedelta(days=1)
        passed = timedelta()
        for _ in range(4000):
            for opens, closes in self.stretches(day):
                begins, ends = max(opens, start), max(closes, start)
                if passed + (ends - begins) >= amount and ends > begins:
                    return begins + (amount - passed)
                passed += max(ends - begins, timedelta())
            day += timedelta(days=1)
        raise AssertionError("never open")


def in_time(start, end, limit: Duration, strict, zone, hours):
    """Whether `end` still keeps the limit, which began at `start`."""

    def within(passed, allowed):
        return passed < allowed if strict else passed <= allowed

    match limit.unit:
        case Unit.CALENDAR_DAY:
            passed = (local_day(end, zone) - local_day(start, zone)).days
            return within(passed, limit.amount)
        case Unit.MONTH:
            due = add_months(wall(start, zone), int(limit.amount))
            return within(wall(end, zone), due)
        case Unit.BUSINESS_DAY:
            first = local_day(start, zone, hours.zone.key)
            last = local_day(end, zone, hours.zone.key)
            needed = 0
            while last > first and hours.nth_day(first, needed) < last:
                needed += 1
            if last < first:
                needed = -1
            return within(needed, limit.amount)
        case Unit.BUSINESS_HOUR:
            begun, ended = instant(start, zone), instant(end, zone)
            if ended < begun:
                return True
            return within(hours.open_between(begun, ended) / timedelta(hours=1), limit.amount)
        case _:
            passed = instant(end, zone) - instant(start, zone)
            return within(passed, timedelta(seconds=limit.amount * SECONDS[limit.unit]))


def is_early(start, end, unit, zone, hours):
    if unit is Unit.CALENDAR_DAY:
        return local_day(end, zone) < local_day(start, zone)
    if unit is Unit.BUSINESS_DAY:
        other = hours.zone.key
        return local_day(end, zone, other) < local_day(start, zone, other)
    return instant(end, zone) < instant(start, zone)


def judge_clock(start, end, limit, strict, early_is_kept, zone, hours, as_of):
    """The outcome of a clock that starts and ends at these values."""
    if start is None:
        return Outcome.VOID
    happened = end is not None and instant(end, zone) <= as_of
    if happened and is_early(start, end, limit.unit, zone, hours):
        return Outcome.KEPT if early_is_kept else Outcome.VOID
    if happened:
        good = in_time(start, end, limit, strict, zone, hours)
        return Outcome.KEPT if good else Outcome.BROKEN
    if instant(start, zone) > as_of and limit.unit not in {Unit.CALENDAR_DAY, Unit.BUSINESS_DAY}:
        return Outcome.PENDING
    good = in_time(start, as_of, limit, strict, zone, hours)
    return Outcome.PENDING if good else Outcome.BROKEN


def due_of(start, limit: Duration, zone, hours):
    match limit.unit:
        case Unit.CALENDAR_DAY:
            return local_day(start, zone) + timedelta(days=int(limit.amount) + 1)
        case Unit.MONTH:
            return add_months(wall(start, zone), int(limit.amount))
        case Unit.BUSINESS_DAY:
            last = hours.nth_day(local_day(start, zone, hours.zone.key), limit.amount)
            midnight = datetime.combine(last, datetime.min.time()) + timedelta(days=1)
            return midnight.replace(tzinfo=hours.zone)
        case Unit.BUSINESS_HOUR:
            return hours.after(instant(start, zone), timedelta(hours=limit.amount))
        case _:
            return instant(start, zone) + timedelta(seconds=limit.seconds)


class Judge:
    """All standards of one source over its records."""

    def __init__(self, source: Source, standards, calendars, as_of):
        self.source, self.zone = source, source.time_zone
        self.standards = {each.id: each for each in standards}
        self.hours = {each.name: Hours(each) for each in calendars}
        self.as_of = instant(as_of, self.zone)
        self.today = to_number(self.as_of.astimezone(ZoneInfo(self.zone)).date())

    def see(self, tree, record):
        return evaluate(tree, record, self.zone)

    def counts(self, standard: Standard, records) -> Result:
        records = last_rows(self.source, records)
        chosen = [
            each
            for each in records
            if standard.population is None or self.see(standard.population, each) is True
        ]
        if isinstance(standard.test, CountPer):
            return self.count_per(standard, chosen)
        if isinstance(standard.test, Uptime):
            return self.uptime(standard, chosen)
        found: Result = Counter()
        for record in chosen:
            place = self.day(standard, record), self.segment(standard, record)
            found[*place, self.outcome(standard, record)] += 1
        return found

    def day(self, standard, record):
        value = self.see(self.day_tree(standard), record)
        return None if value is None else to_number(local_day(value, self.zone))

    def day_tree(self, standard):
        if standard.day is not None:
            return standard.day
        if isinstance(standard.test, Remedy):
            return self.day_tree(self.standards[standard.test.after])
        return standard.test.start

    def segment(self, standard, record):
        names = standard.segments or self.source.segments
        return tuple("(missing)" if record[name] is None else str(record[name]) for name in names)

    def outcome(self, standard, record):
        if standard.void is not None and self.see(standard.void, record) is True:
            return Outcome.VOID
        match standard.test:
            case Within() as test:
                start, end = self.see(test.start, record), self.see(test.end, record)
                hours = self.hours.get(test.calendar)
                rule = (test.limit, test.strict, test.early_is_kept, self.zone, hours)
                return judge_clock(start, end, *rule, self.as_of)
            case Holds(condition, missing):
                value = self.see(condition, record)
                if value is None:
                    return self.once_due(standard, record, MISSING[missing])
                outcome = Outcome.KEPT if value else Outcome.BROKEN
                return self.once_due(standard, record, outcome)
            case Between() as test:
                outcome = self.between(test, self.see(test.value, record))
                return self.once_due(standard, record, outcome)
            case Remedy() as test:
                return self.remedy(test, record)

    def once_due(self, standard, record, outcome):
        """What a condition or a value says of a record counts from the record's day on."""
        day = self.day(standard, record)
        early = day is not None and day > self.today and outcome is not Outcome.VOID
        return Outcome.PENDING if early else outcome

    @staticmethod
    def between(test, value):
        if value is None:
            return MISSING[test.missing]
        low = -math.inf if test.low is None else test.low
        high = math.inf if test.high is None else test.high
        if test.strict:
            good = (test.low is None or low < value) and (test.high is None or value < high)
        else:
            good = low <= value <= high
        return Outcome.KEPT if good else Outcome.BROKEN

    def remedy(self, test, record):
        after = self.standards[test.after]
        selected = after.population is None or self.see(after.population, record) is True
        before = self.outcome(after, record) if selected else Outcome.VOID
        if before is Outcome.PENDING:
            return Outcome.PENDING
        if before is not Outcome.BROKEN:
            return Outcome.VOID
        if isinstance(after.test, Within):
            hours = self.hours.get(after.test.calendar)
            start = self.see(after.test.start, record)
            broken_at = due_of(start, after.test.limit, self.zone, hours)
            if not isinstance(broken_at, datetime):
                broken_at = datetime(broken_at.year, broken_at.month, broken_at.day)
        else:
            broken_at = self.see(after.day, record)
            if broken_at is None:
                return Outcome.VOID
        end = self.see(test.end, record)
        hours = self.hours.get(test.calendar)
        return judge_clock(broken_at, end, test.limit, False, True, self.zone, hours, self.as_of)

    def count_per(self, standard, records):
        test, found = standard.test, Counter()
        by_unit = defaultdict(Counter)
        for record in records:
            day, segment = self.day(standard, record), self.segment(standard, record)
            unit = self.see(test.unit, record)
            void = standard.void is not None and self.see(standard.void, record) is True
            if void or unit is None or day is None:
                found[day, segment, Outcome.VOID] += 1
            else:
                by_unit[segment, unit][day] += 1
        for (segment, _), days in by_unit.items():
            for day in range(min(days), max(days) + 1):
                n = days[day]
                if test.high is not None and n > test.high:
                    outcome = Outcome.BROKEN
                elif day >= self.today:
                    outcome = Outcome.PENDING
                else:
                    good = test.low is None or n >= test.low
                    outcome = Outcome.KEPT if good else Outcome.BROKEN
                found[day, segment, outcome] += 1
        return found

    def uptime(self, standard, records):
        test, found = standard.test, Counter()
        down = defaultdict(list)
        for record in records:
            start, end = self.see(test.start, record), self.see(test.end, record)
            void = standard.void is not None and self.see(standard.void, record) is True
            begun = None if start is None else instant(start, self.zone)
            ended = None if end is None else instant(end, self.zone)
            segment = self.segment(standard, record)
            if void or begun is None or (ended is not None and ended < begun):
                found[self.day(standard, record), segment, Outcome.VOID] += 1
            elif begun <= self.as_of:
                down[segment].append((begun, min(ended or self.as_of, self.as_of)))
        if not down:
            return found
        zone = ZoneInfo(self.zone)
        first = min(begun for each in down.values() for begun, _ in each).astimezone(zone).date()
        today = self.as_of.astimezone(zone).date()
        for segment, intervals in down.items():
            day = first
            while day <= today:
                opens, closes = midnight(day, zone), midnight(day + timedelta(days=1), zone)
                lost = covered(intervals, opens, closes)
                good = (closes - opens - lost) / (closes - opens) >= test.share
                outcome = Outcome.KEPT if good else Outcome.BROKEN
                if good and day == today:
                    outcome = Outcome.PENDING
                found[to_number(day), segment, outcome] += 1
                day += timedelta(days=1)
        return found


def midnight(day, zone):
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)


def covered(intervals, opens, closes):
    """Time of a day inside at least one interval: between neighbouring ends all or nothing."""
    ends = sorted(
        {opens, closes, *(min(max(x, opens), closes) for each in intervals for x in each)}
    )
    total = timedelta()
    for left, right in pairwise(ends):
        if any(begun <= left and right <= ended for begun, ended in intervals):
            total += right - left
    return total


def last_rows(source, records):
    if not source.key:
        return records
    chosen, lone = {}, []
    for place, record in enumerate(records):
        key = tuple(record[name] for name in source.key)
        if None in key:
            lone.append(record)
            continue
        stamp = record[source.updated_at] if source.updated_at else None
        rank = (stamp is not None, stamp or datetime.min, place)
        if key not in chosen or rank >= chosen[key][0]:
            chosen[key] = (rank, record)
    return [record for _, record in chosen.values()] + lone
