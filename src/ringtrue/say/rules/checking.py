"""Every rule of the chosen jurisdictions against every claim of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from typing import cast

from ringtrue.core.claim import Claim
from ringtrue.core.finding import Finding, Level
from ringtrue.say.document import Document
from ringtrue.say.rules.loading import rule_files
from ringtrue.say.rules.nouns import Family, Hit, Jurisdiction, Measured, RuleFile
from ringtrue.say.rules.page import Page

_GRAVITY = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


def check_rules(
    document: Document,
    claims: tuple[Claim, ...],
    jurisdictions: Iterable[str],
    *,
    measured: tuple[Measured, ...] = (),
    on: date | None = None,
) -> tuple[Claim, ...]:
    """The claims with what the rules have to say about them, the gravest first.

    `jurisdictions` are "us", "uk", "eu"; rules for "any" always apply. `measured` is what is
    known from operations or on file, by the place of the claim; `on` is the day of the launch,
    without which rules that compare dates are silent. Findings that claims already have stay.
    """
    chosen = {*jurisdictions, Jurisdiction.ANY.value}
    page = Page(document, claims, measured, on)
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for file in rule_files():
        if file.rule.jurisdiction.value in chosen:
            for hit in _family(file.family).find(file, page):
                found[_span(hit.claim)].append(_finding(file, hit))
    return tuple(
        replace(claim, findings=(*claim.findings, *_sorted(said)))
        if (said := found.get(_span(claim)))
        else claim
        for claim in claims
    )


def _span(claim: Claim) -> tuple[int, int]:
    return claim.place.start, claim.place.end


@cache
def _family(name: str) -> Family:
    return cast(Family, import_module(f"ringtrue.say.rules.families.{name}"))


def _finding(file: RuleFile, hit: Hit) -> Finding:
    rule = file.rule
    message = file.message.replace("{text}", f"'{hit.claim.text}'")
    return Finding(
        rule.id,
        Level.NOTE if hit.mild else rule.level,
        f"{message} {hit.note}".strip(),
        f"{rule.why} ({rule.source})",
        rule.fix,
        hit.claim.place,
    )


def _sorted(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (_GRAVITY[each.level], each.rule))
