"""What is on file for the statements of some copy, as rules ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ringtrue.core.claim import Claim
from ringtrue.core.finding import Finding
from ringtrue.core.proof import Proof, ProofKind, fault_of
from ringtrue.core.same_words import plain

if TYPE_CHECKING:
    from ringtrue.say.rules import Measured


@dataclass(frozen=True, slots=True)
class OnFile:
    """Proofs, and when they must hold: `today`, and on the day of the `launch`, if one is known."""

    proofs: tuple[Proof, ...]
    today: date
    launch: date | None = None

    def known(self, claims: Iterable[Claim]) -> tuple[Measured, ...]:
        """What is on file for some claims, with why it does not count where it does not."""
        if not self.proofs:
            return ()
        from ringtrue.say.rules import Measure, Measured

        found = by_words(self.proofs)
        return tuple(
            Measured(
                claim.place,
                Measure.ON_FILE,
                title=proof.title,
                kind=proof.kind,
                fault=fault_of(proof, self.today, self.launch),
            )
            for claim in claims
            for proof in found.get(plain(claim.text), ())
        )


def used(proofs: Sequence[Proof], claims: Iterable[Claim]) -> tuple[Proof, ...]:
    """The proofs whose statement is among some claims."""
    said = {plain(claim.text) for claim in claims} if proofs else set[str]()
    return tuple(proof for proof in proofs if plain(proof.wording) in said)


def proof_taken(findings: Iterable[Finding], sentence: str) -> tuple[ProofKind, ...]:
    """The kinds of proof that answer all of some findings which a proof can answer.

    Where no kind answers all, those that answer one; () where a proof answers none.
    """
    from ringtrue.say.rules import kinds_taken

    asked = [set(kinds) for each in findings if (kinds := kinds_taken(each.rule, sentence))]
    if not asked:
        return ()
    found = set.intersection(*asked) or set.union(*asked)
    return tuple(kind for kind in ProofKind if kind in found)


def by_words(proofs: Iterable[Proof]) -> Mapping[str, Sequence[Proof]]:
    """The proofs of each statement, by its plain words; none for a wording without any."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        words = plain(proof.wording)
        if words:
            found[words].append(proof)
    return found
