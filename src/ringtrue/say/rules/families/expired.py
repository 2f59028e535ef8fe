"""Offers whose own end is over before the material is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ringtrue.say.patterns import Pattern
from ringtrue.say.rules.nouns import Hit, RuleFile
from ringtrue.say.rules.page import Page

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = Pattern(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_NAMED})[a-z]*\.?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_NAMED})[a-z]*\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}}))\b"
)


def find(file: RuleFile, page: Page) -> Iterator[Hit]:
    """Matching claims that name a last day before `page.on`; days without a year are left alone."""
    if page.on is None:
        return
    for claim in page.matching(file.when, file.unless):
        days = [day for each in _DATE.finditer(claim.sentence.lower()) if (day := _day(each))]
        if days and max(days) < page.on:
            yield Hit(claim, f"It ended on {max(days)}, the launch is on {page.on}.")


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _MONTHS.index(match["month"] or match["month2"]) + 1
        return date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None
