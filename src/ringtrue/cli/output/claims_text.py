"""Claims for people: a compiler's line each, the sentence with its words marked, what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ringtrue.cli.output.marking import clean, marked
from ringtrue.core.claim import Claim, Label
from ringtrue.core.finding import Finding, Level
from ringtrue.desk.drafts_in_words import describe

_COLORS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "blue"}


def claims_text(claims: Sequence[Claim]) -> Iterator[str]:
    """Lines for the terminal, an empty one after each claim."""
    for claim in claims:
        yield from claim_lines(claim)
        yield ""


def claim_lines(claim: Claim) -> Iterator[str]:
    """One claim: its head, then standards, qualifiers and findings."""
    yield from claim_head(claim)
    for draft in claim.drafts:
        yield f"    {'means' if draft.stated else 'could mean'}: {describe(draft)}"
    for qualifier in claim.qualifiers:
        yield f"    {qualifier.kind.value}: {clean(qualifier.text)}"
    for finding in claim.findings:
        yield from (f"    {line}" for line in finding_lines(finding))


def claim_head(claim: Claim) -> Iterator[str]:
    """Place, label, kind and score, then the sentence with its words marked."""
    label = click.style(claim.label.value, fg="cyan", bold=True)
    kind = claim.kind.value.replace("_", " ")
    vague = "" if claim.measurable or claim.label is Label.ASSERTION else ", vague"
    place = click.style(clean(_where(claim)), bold=True)
    yield f"{place}: {label} {kind}{vague} ({claim.score:.2f})"
    start = max(claim.sentence.find(claim.text), 0)
    sentence, carets = marked(claim.sentence, start, start + len(claim.text))
    yield f"    {sentence}"
    yield f"    {click.style(carets, fg='cyan')}"


def finding_lines(finding: Finding) -> Iterator[str]:
    """One finding: level, message and rule, then why and what to do."""
    level = click.style(finding.level.value, fg=_COLORS[finding.level], bold=True)
    yield f"{level}: {clean(finding.message)} [{finding.rule}]"
    yield f"  why: {finding.why}"
    yield f"  fix: {finding.fix}"


def _where(claim: Claim) -> str:
    place = claim.place
    page = f" (page {place.page})" if place.page is not None else ""
    return f"{place}{page}"
