"""Silences: a copywriter may tell one rule to be quiet about one passage, with a reason.

In Markdown and HTML: `<!-- ringtrue: allow RULE-ID the reason why -->`. It covers the passage it
stands in, or that ends before it on its line, or else the next one. A silence without a reason,
for a rule that does not exist, or that hides nothing is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ringtrue.core.claim import Claim
from ringtrue.core.errors import UsageError
from ringtrue.core.finding import Finding, Level
from ringtrue.core.place import Place
from ringtrue.say.document import Document, Passage

FORMATS = frozenset({"markdown", "html"})
UNKNOWN_RULE = "ringtrue-silence-unknown-rule"
NO_REASON = "ringtrue-silence-no-reason"
UNUSED = "ringtrue-silence-unused"

_SILENCE = re.compile(
    r"<!--\s*ringtrue:\s*allow\b[ \t]*(?P<rule>[^\s>]*)\s*(?P<reason>[^>]*?)\s*-->"
)


@dataclass(frozen=True, slots=True)
class Silence:
    """One request: which rule, why, where it stands, what it covers, and what it hid.

    `start` and `end` are the half-open span of the covered passage in the original.
    """

    rule: str
    reason: str
    place: Place
    start: int
    end: int
    hidden: tuple[Finding, ...] = ()


def find_silences(document: Document) -> tuple[Silence, ...]:
    """Every silence in a document of a format that has comments."""
    material = document.material
    if material.format not in FORMATS:
        return ()
    spans = [_span(passage) for passage in document.passages]
    return tuple(_silence(document, match, spans) for match in _SILENCE.finditer(material.text))


def apply_silences(
    claims: Sequence[Claim], silences: Sequence[Silence]
) -> tuple[tuple[Claim, ...], tuple[Finding, ...], tuple[Silence, ...]]:
    """The claims without what was silenced, findings about the silences, and what each hid."""
    hidden: dict[Silence, list[Finding]] = {silence: [] for silence in silences}
    heard = []
    for claim in claims:
        kept: list[Finding] = []
        for finding in claim.findings:
            silence = next((each for each in silences if _covers(each, finding)), None)
            (hidden[silence] if silence else kept).append(finding)
        heard.append(replace(claim, findings=tuple(kept)))
    used = tuple(replace(silence, hidden=tuple(found)) for silence, found in hidden.items())
    findings = tuple(found for silence in used if (found := _complaint(silence)))
    return tuple(heard), findings, used


def _span(passage: Passage) -> tuple[int, int]:
    return passage.span(0, len(passage.text))


def _silence(document: Document, match: re.Match[str], spans: Sequence[tuple[int, int]]) -> Silence:
    text, (first, last) = document.material.text, match.span()
    line = text.count("\n", 0, first) + 1
    column = first - text.rfind("\n", 0, first)
    place = Place(document.material.name, line, column, first, last)
    start, end = _covered(text, first, last, spans)
    return Silence(match["rule"], " ".join(match["reason"].split()), place, start, end)


def _covered(text: str, first: int, last: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    around = [span for span in spans if span[0] <= first and last <= span[1]]
    before = [span for span in spans if span[1] <= first and "\n" not in text[span[1] : first]]
    after = [span for span in spans if span[0] >= last]
    if around:
        return around[0]
    return max(before) if before else min(after, default=(last, last))


def _covers(silence: Silence, finding: Finding) -> bool:
    return (
        silence.rule == finding.rule
        and bool(silence.reason)
        and silence.start <= finding.place.start < max(silence.end, silence.start + 1)
    )


def _complaint(silence: Silence) -> Finding | None:
    from ringtrue.say.rules import explain

    try:
        explain(silence.rule)
    except UsageError as error:
        what = f"a silence names {silence.rule!r}, and there is no such rule"
        why = "A misspelt silence hides nothing, and nobody notifications."
        return Finding(UNKNOWN_RULE, Level.WARNING, what, why, error.cure, silence.place)
    if not silence.reason:
        what = f"the silence of {silence.rule} gives no reason"
        why = "Whoever reads the copy next must be able to see why the rule does not apply."
        fix = f"Write it behind the rule: <!-- ringtrue: allow {silence.rule} because ... -->"
        return Finding(NO_REASON, Level.WARNING, what, why, fix, silence.place)
    if not silence.hidden:
        what = f"the silence of {silence.rule} hides nothing"
        why = "The wording has changed since, or the silence stands beside the wrong passage."
        return Finding(UNUSED, Level.NOTE, what, why, "Take it out.", silence.place)
    return None
