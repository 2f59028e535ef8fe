"""What a material says that a customer may rely on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.core.draft import StandardDraft
from ringtrue.core.finding import Finding
from ringtrue.core.place import Place


class Label(StrEnum):
    """A promise commits the business; an assertion only states something about it."""

    PROMISE = "promise"
    ASSERTION = "assertion"


class Kind(StrEnum):
    """What a claim is about; the first block for promises, the second for assertions."""

    TIME = "time"
    AVAILABILITY = "availability"
    PRICE = "price"
    REFUND = "refund"
    GUARANTEE = "guarantee"
    QUALITY = "quality"
    RESULT = "result"
    SERVICE = "service"
    EASE = "ease"
    PRIVACY_SECURITY = "privacy_security"
    OTHER = "other"

    NUMBER = "number"
    RANK = "rank"
    AWARD = "award"
    COMPARISON = "comparison"


class QualifierKind(StrEnum):
    """How a qualifier narrows the claim it belongs to."""

    UP_TO = "up to"
    FROM = "from"
    MOST = "most"
    TYPICAL = "typical"
    AIM = "aim"
    CONDITION = "condition"
    TERMS = "terms"
    FOOTNOTE = "footnote"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words that narrow a claim, wherever in the material they stand."""

    kind: QualifierKind
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """One span that says something a customer may rely on.

    `sentence` is the whole sentence or line, `text` the part that makes the claim. `score` is the
    probability, between 0 and 1, that a careful reader gives the sentence this label. `drafts` are
    the standards that the wording itself states or, for a vague promise, that we propose.
    """

    place: Place
    text: str
    sentence: str
    label: Label
    kind: Kind
    measurable: bool
    score: float
    qualifiers: tuple[Qualifier, ...] = ()
    drafts: tuple[StandardDraft, ...] = ()
    findings: tuple[Finding, ...] = ()
