"""Proofs as pages show them: whether each counts, why not, and where the copy needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ringtrue.core.proof import Proof, fault_of
from ringtrue.core.same_words import plain
from ringtrue.desk.campaign_proofs import launch_of, proof_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.proof import ProofRecord


class ProofState(StrEnum):
    """Whether a proof counts on the day somebody looks."""

    COUNTS = "counts"
    DOES_NOT_COUNT = "does not count"
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

    `fault` says why it does not count, as the end of a sentence; `used` whether the copy makes the
    statement, in exactly these words.
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

    def is_of(self, text: str) -> bool:
        """Whether it is of a statement."""
        return plain(self.proof.wording) == plain(text)

    @property
    def link(self) -> str:
        """Its reference, where that is an address that a browser opens."""
        reference = self.proof.reference
        return reference if reference.startswith(("https://", "http://")) else ""


def view_proofs(
    campaign: Campaign, written: Iterable[Proof], said: Iterable[str], today: date
) -> tuple[ProofView, ...]:
    """All proofs of a campaign, also withdrawn ones, then those of ringtrue.yaml that it uses.

    `written` are the latter, `said` the statements of the copy.
    """
    words = {plain(text) for text in said}
    own = (_view(proof_of(row), row, words, campaign, today) for row in campaign.proofs.all())
    others = (_view(each, None, words, campaign, today) for each in written)
    return (*own, *(each for each in others if each.used))


def _view(
    proof: Proof, row: ProofRecord | None, words: set[str], campaign: Campaign, today: date
) -> ProofView:
    used = plain(proof.wording) in words
    if row is not None and row.withdrawn_at is not None:
        return ProofView(proof, row, ProofState.WITHDRAWN, "it was withdrawn", used)
    fault = fault_of(proof, today, launch_of(campaign))
    state = ProofState.DOES_NOT_COUNT if fault else ProofState.COUNTS
    return ProofView(proof, row, state, fault, used)
