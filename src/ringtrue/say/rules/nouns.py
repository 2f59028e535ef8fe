"""The nouns of advertising rules: a rule, the test that it makes, the numbers it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ringtrue.core.claim import Claim, Kind, Label, QualifierKind
from ringtrue.core.finding import Level
from ringtrue.core.place import Place
from ringtrue.core.proof import ProofKind
from ringtrue.say.document import Role

if TYPE_CHECKING:
    from ringtrue.say.rules.page import Page


class Jurisdiction(StrEnum):
    """Where a rule applies; `ANY` holds everywhere."""

    ANY = "any"
    EU = "eu"
    UK = "uk"
    US = "us"


class Needs(StrEnum):
    """What it takes to decide: words alone, evidence on file, operations data, or a date."""

    TEXT = "text"
    EVIDENCE = "evidence"
    OPERATIONS = "operations"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of advertising.

    `edition` dates the text that `source` cites: since when it stands as we describe it (of a year
    or month the first day), or, for guidance without a date, the month in which it was read. A
    source that we know only at second hand says "as summarised". `why` and `fix` are one line each.
    """

    id: str
    title: str
    jurisdiction: Jurisdiction
    edition: date
    source: str
    needs: Needs
    level: Level
    why: str
    fix: str


class Measure(StrEnum):
    """What was measured for a claim."""

    KEPT = "kept"
    REACHED = "reached"
    ON_FILE = "on file"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known about the claim at `place`.

    `KEPT` is the share of records that kept its standard, `REACHED` the share of customers, items
    or records that reach the figure that it states ("up to 40 % off"), `ON_FILE` says that a proof
    is on file: its `title` and of which `kind` it is (None: not known, which every rule takes).
    `fault` says why it does not count, empty when it does. Shares are between 0 and 1.
    """

    place: Place
    measure: Measure
    share: float | None = None
    title: str = ""
    kind: ProofKind | None = None
    fault: str = ""


class Condition(NamedTuple):
    """What a claim must be like; only the parts that are given are asked.

    `words` are trigger words of the sentence, of which one must be there. The patterns are
    searched in lower case: `pattern` in the sentence, `near` in its passage, the neighbouring
    ones and the claim's qualifiers, `noted` in the notes that its marks point to, `document` in
    everything. `qualifiers` names kinds of which the claim must have one, `roles` what its
    passage may be on its page.
    """

    words: frozenset[str] = frozenset()
    pattern: str = ""
    near: str = ""
    noted: str = ""
    document: str = ""
    labels: frozenset[Label] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    qualifiers: frozenset[QualifierKind] = frozenset()
    channels: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()


class Taken(NamedTuple):
    """The `kinds` of proof that a rule takes of a sentence in which `pattern` is found."""

    kinds: frozenset[ProofKind]
    pattern: str = ""


class RuleFile(NamedTuple):
    """A rule with its test: it speaks `when` all parts hold, `unless` any part does.

    `also` is asked of another claim of the document; `least` is the share that operations must
    reach and `measure` which share; `proof` says what proof it takes, any where nothing of it
    fits; `message` may name the claim as `{text}`.
    """

    rule: Rule
    family: str
    message: str
    when: Condition
    unless: Condition | None = None
    also: Condition | None = None
    least: float = 0.0
    measure: Measure = Measure.KEPT
    proof: tuple[Taken, ...] = ()


class Hit(NamedTuple):
    """A rule speaks about a claim; `note` is added to its message, `mild` makes it only a note."""

    claim: Claim
    note: str = ""
    mild: bool = False


class Family(Protocol):
    """What a module of `families` offers."""

    def find(self, file: RuleFile, page: Page) -> Iterator[Hit]:
        """Every claim of the page that the rule speaks about."""
