"""What people type into fields of forms, as values: days, shares, multiples."""

from __future__ import annotations

from datetime import date

from ringtrue.core.errors import UsageError

_PER_CENT = 100


def day_of(text: str, what: str) -> date | None:
    """A day as browsers send it; None when the field is empty.

    >>> day_of("2026-04-01", "launch date"), day_of(" ", "launch date")
    (datetime.date(2026, 4, 1), None)
    """
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        cure = "Write year, month and day: 2026-04-01."
        raise UsageError(f"the {what} {text[:50]!r} is no day", cure=cure) from error


def share_of(text: str) -> float | None:
    """A share that was typed in per cent, between 0 and 1; None when the field is empty.

    >>> share_of("97.5 %"), share_of("")
    (0.975, None)
    """
    number = _number(text.replace("%", ""), "Write a number from 1 to 100.")
    return None if number is None else round(number / _PER_CENT, 6)


def multiple_of(text: str) -> float:
    """How many times the usual; 1 when the field is empty.

    >>> multiple_of("1,5"), multiple_of("")
    (1.5, 1.0)
    """
    number = _number(text, "Write a number: 1 is as now, 1.5 half more.")
    return 1.0 if number is None else number


def _number(text: str, cure: str) -> float | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise UsageError(f"{text[:50]!r} is no number", cure=cure) from error
    if number != number or number in {float("inf"), float("-inf")}:
        raise UsageError(f"{text[:50]!r} is no number", cure=cure)
    return number
