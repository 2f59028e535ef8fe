"""Whom to hire by when, for needs that differ from week to week?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from ringtrue.core.staffing import Course, Move
from ringtrue.do.staffing.ramp import Ramp

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Need:
    """Experienced people missing in the week from `week`, and the paid hours missing in it."""

    week: date
    people: float
    hours: float


@dataclass(frozen=True, slots=True)
class Prices:
    """What a person costs at first, and then every week; only their ratio matters here."""

    once: float = 1.0
    weekly: float = 1.0


def hire(
    needs: Sequence[Need], ramp: Ramp, today: date, prices: Prices
) -> tuple[tuple[Course, ...], tuple[Move, ...]]:
    """Courses for the needs, and the people to bring in where no course ends in time.

    Week by week, what those hired before do not cover is hired with the lead, in whole weeks, that
    costs least: early hires have learnt more but are paid longer, and some have left. Leads reach
    back to `today`.
    """
    courses: list[Course] = []
    moves: list[Move] = []
    last = max((each.week for each in needs), default=today)
    for need in needs:
        have = sum(
            each.people * ramp.capacity((need.week - each.begins).days / 7) for each in courses
        )
        short = need.people - have
        if short <= _ROUNDING:
            continue
        leads = _leads(need.week, today, ramp)
        if not leads:
            moves.append(Move(need.week, ceil(short - _ROUNDING)))
            continue
        stays = (last - need.week).days / 7 + 1
        lead = min(leads, key=lambda lead: _price(short, lead, stays, ramp, prices))
        courses.append(_course(need.week, lead, ramp.hires(short, lead), ramp))
    return tuple(courses), tuple(moves)


def _leads(week: date, today: date, ramp: Ramp) -> range:
    return range(ceil(ramp.course_weeks - _ROUNDING), (week - today).days // 7 + 1)


def _price(short: float, lead: int, stays: float, ramp: Ramp, prices: Prices) -> float:
    return ramp.hires(short, lead) * (prices.once + prices.weekly * (lead + stays))


def _course(week: date, lead: int, people: int, ramp: Ramp) -> Course:
    begins = week - timedelta(weeks=lead)
    return Course(begins, begins + timedelta(days=ceil(7 * ramp.course_weeks - _ROUNDING)), people)
