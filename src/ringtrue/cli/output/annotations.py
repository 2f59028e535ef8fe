"""What a machine that reads our results wants to know of each: rule, level, place, words.

SARIF, GitHub's annotations and JUnit all show the same annotations; verbs make them once.
"""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.claim import Claim, Label
from ringtrue.core.finding import Finding, Level
from ringtrue.core.place import Place
from ringtrue.core.verdict import Reason


@dataclass(frozen=True, slots=True)
class Annotation:
    """One result: `rule` stays over releases, `help` says what to do, `subject` what it is of."""

    rule: str
    level: Level
    message: str
    help: str = ""
    place: Place | None = None
    subject: str = ""


def of_claim(claim: Claim) -> Annotation:
    """That there is a claim here; a note, for reading is not judging."""
    what = f"{claim.label.value} of {claim.kind.value}"
    measured = "measurable" if claim.measurable else "not measurable as worded"
    if claim.label is Label.ASSERTION:
        message = f"{what.capitalize()}: {claim.text}"
    else:
        message = f"{what.capitalize()}, {measured}: {claim.text}"
    rule = f"claim/{claim.label.value}/{claim.kind.value.replace('_', '-')}"
    return Annotation(rule, Level.NOTE, message, place=claim.place, subject=claim.sentence)


def of_finding(finding: Finding, subject: str = "") -> Annotation:
    """What a rule says, with its reason and its cure."""
    message = f"{finding.message}. {finding.why}".replace("..", ".")
    return Annotation(finding.rule, finding.level, message, finding.fix, finding.place, subject)


def of_reason(reason: Reason) -> Annotation:
    """One reason for a decision, with the standard that it is about, for whoever keeps the book."""
    about = f" (standard {reason.standard})" if reason.standard else ""
    return Annotation(
        f"decision/{reason.code}",
        reason.level,
        f"{reason.message}{about}",
        reason.cure,
        reason.place,
    )
