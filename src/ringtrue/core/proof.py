"""A proof: what substantiates a statement that no operational source can measure.

"No. 1", "30 years of experience" and "clinically tested" are statements of fact. Proof of one must
be there before it is first published, be of at least the level that the words name, and still hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ringtrue.core.dates import day


class ProofKind(StrEnum):
    """What a proof is; some rules take only some kinds."""

    SURVEY = "survey"
    TEST = "test"
    STUDY = "study"
    CLINICAL = "clinical"
    CERTIFICATE = "certificate"
    RECORDS = "records"
    DOCUMENT = "document"
    OTHER = "other"

    @property
    def spoken(self) -> str:
        """The kind as it stands in a sentence.

        >>> ProofKind.CLINICAL.spoken, ProofKind.OTHER.spoken
        ('a clinical study', 'another proof')
        """
        return _SPOKEN[self]


_SPOKEN = {
    ProofKind.SURVEY: "a survey",
    ProofKind.TEST: "a test",
    ProofKind.STUDY: "a study",
    ProofKind.CLINICAL: "a clinical study",
    ProofKind.CERTIFICATE: "a certificate",
    ProofKind.RECORDS: "records",
    ProofKind.DOCUMENT: "a document",
    ProofKind.OTHER: "another proof",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What is on file for a statement, under the statement's own words (`wording`).

    It is for those words and no others around them (`core.same_words.plain`), or the proof of one
    statement would silence rules about its neighbour.

    `dated` is the day of the proof itself, `valid_until` the last day on which it holds (None: it
    does not run out). `reference` says where it is kept; `digest` is the SHA-256 (hex) of its
    file, empty where the desk keeps none.
    """

    wording: str
    title: str
    kind: ProofKind
    dated: date
    valid_until: date | None = None
    reference: str = ""
    digest: str = ""


def fault_of(proof: Proof, today: date, launch: date | None = None) -> str:
    """Why a proof does not count on a day, as the end of a sentence; empty when it does.

    It must be dated before the launch, where one is planned or was, and hold on both days.

    >>> award = Proof("Best shop", "Award", ProofKind.CERTIFICATE, date(2026, 3, 1))
    >>> fault_of(award, date(2026, 4, 1)), fault_of(award, date(2026, 4, 1), date(2026, 3, 1))
    ('', 'it is dated 1 March 2026, which is not before the launch on 1 March 2026')
    """
    if proof.dated > today:
        return f"it is dated {day(proof.dated)}, which is still to come"
    if launch is not None and proof.dated >= launch:
        return f"it is dated {day(proof.dated)}, which is not before the launch on {day(launch)}"
    if proof.valid_until is None:
        return ""
    if proof.valid_until < today:
        return f"it was valid until {day(proof.valid_until)}"
    if launch is not None and proof.valid_until < launch:
        until = day(proof.valid_until)
        return f"it is valid until {until} only, and the launch is on {day(launch)}"
    return ""


def spoken_kinds(kinds: Iterable[ProofKind]) -> str:
    """Kinds in words, one or the other.

    >>> spoken_kinds([ProofKind.RECORDS, ProofKind.SURVEY, ProofKind.TEST])
    'a survey, a test or records'
    """
    wanted = frozenset(kinds)
    *most, last = [kind.spoken for kind in ProofKind if kind in wanted] or [""]
    return f"{', '.join(most)} or {last}" if most else last
