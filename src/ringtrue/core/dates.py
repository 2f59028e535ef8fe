"""How a day is said in a sentence."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(value: date) -> str:
    """A day in English, whatever the machine's language.

    >>> day(date(2013, 3, 3))
    '3 March 2013'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
