"""Proofs as pages show them: whether each counts, why not, and where the copy needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ringtrue.core.claim import Claim
from ringtrue.core.proof import Proof, ProofKind, fault_of, spoken_kinds
from ringtrue.core.same_words import plain
from ringtrue.desk.campaign_proofs import launch_of, proof_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.proof import ProofRecord
from ringtrue.desk.proofs import proof_taken


class ProofState(StrEnum):
    """Whether a proof counts on the day somebody looks."""

    COUNTS = "counts"
    NOT_ENOUGH = "not enough"
    DOES_NOT_COUNT = "does not count"
    NOT_USED = "not used"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file that is kept: what it is called and is, its size in bytes, its SHA-256 (hex)."""

    name: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did something, when, and why where that was asked."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """A proof; `row` is None for one of ringtrue.yaml.

    `fault` says why it does not count or is not enough, as the end of a sentence; `used` whether
    the copy makes the statement, in exactly these words.
    """

    proof: Proof
    row: ProofRecord | None
    state: ProofState
    fault: str
    used: bool

    @property
    def number(self) -> int | None:
        """The number of its row."""
        return self.row.pk if self.row else None

    @property
    def file(self) -> ProofFile | None:
        """Its file, where one is kept."""
        row = self.row
        if row is None or not row.digest:
            return None
        return ProofFile(row.file_name, row.media_type, row.size, row.digest)

    @property
    def added(self) -> Deed | None:
        """Who added it, and when."""
        return Deed(self.row.by.name, self.row.at, "") if self.row else None

    @property
    def withdrawn(self) -> Deed | None:
        """Who withdrew it, when and why."""
        row = self.row
        if row is None or row.withdrawn_at is None or row.withdrawn_by is None:
            return None
        return Deed(row.withdrawn_by.name, row.withdrawn_at, row.withdrawn_because)

    @property
    def link(self) -> str:
        """Its reference, where that is an address that a browser opens."""
        reference = self.proof.reference
        return reference if reference.startswith(("https://", "http://")) else ""


def view_proofs(
    campaign: Campaign, written: Sequence[Proof], claims: Iterable[Claim], today: date
) -> tuple[ProofView, ...]:
    """All proofs of a campaign, also withdrawn ones, then those of ringtrue.yaml that it uses.

    `written` are the latter, `claims` what the copy says, with what the rules say of it.
    """
    rows = tuple(campaign.proofs.all())
    proven = {plain(each.wording) for each in (*map(proof_of, rows), *written)}
    said: dict[str, set[ProofKind]] = {}
    for claim in claims if proven else ():
        words = plain(claim.text)
        if words in proven:
            said.setdefault(words, set()).update(proof_taken(claim.findings, claim.sentence))
    own = (_view(proof_of(row), row, said, campaign, today) for row in rows)
    others = (_view(each, None, said, campaign, today) for each in written)
    return (*own, *(each for each in others if each.used))


def _view(
    proof: Proof,
    row: ProofRecord | None,
    said: Mapping[str, Collection[ProofKind]],
    campaign: Campaign,
    today: date,
) -> ProofView:
    taken = said.get(plain(proof.wording))
    used = taken is not None
    if row is not None and row.withdrawn_at is not None:
        return ProofView(proof, row, ProofState.WITHDRAWN, "it was withdrawn", used)
    fault = fault_of(proof, today, launch_of(campaign))
    if fault:
        return ProofView(proof, row, ProofState.DOES_NOT_COUNT, fault, used)
    if not used:
        fault = "no copy says exactly these words"
        return ProofView(proof, row, ProofState.NOT_USED, fault, used)
    if taken and proof.kind not in taken:
        fault = f"the rules take {spoken_kinds(taken)} for these words"
        return ProofView(proof, row, ProofState.NOT_ENOUGH, fault, used)
    return ProofView(proof, row, ProofState.COUNTS, "", used)
