"""What was found in copy that is being written, laid out beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.claim import Claim, Label
from ringtrue.core.finding import Finding
from ringtrue.desk.services.compare_versions import Comparison
from ringtrue.desk.services.look_at_copy import Look, meanings_of

SHOWN = 100
"""So many claims are listed while one types; the page of the campaign shows all."""


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One claim: its words, what sort it is, what could be measured, what rules say."""

    claim: Claim
    promise: bool
    kind: str
    meanings: tuple[str, ...]

    @property
    def measurable(self) -> bool:
        """Whether its words alone say what would keep or break it."""
        return self.claim.measurable


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found; `difference` is to the version before, None for new copy."""

    claims: tuple[FoundClaim, ...]
    more: int
    promises: int
    vague: int
    assertions: int
    findings: tuple[Finding, ...]
    difference: Comparison | None


def found_of(look: Look, difference: Comparison | None = None) -> Found:
    """Lay a first look out."""
    claims = look.read.claims
    return Found(
        claims=tuple(map(_claim, claims[:SHOWN])),
        more=max(len(claims) - SHOWN, 0),
        promises=len(look.promises),
        vague=sum(not each.measurable for each in look.promises),
        assertions=len(look.assertions),
        findings=look.read.findings,
        difference=difference,
    )


def _claim(claim: Claim) -> FoundClaim:
    kind = claim.kind.value.replace("_", " and ")
    return FoundClaim(claim, claim.label is Label.PROMISE, kind, meanings_of(claim))
