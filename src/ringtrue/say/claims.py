"""Every claim of a document, in reading order: where it stands, what it is, how it is narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.draft import StandardDraft
from ringtrue.say.document import Document, Passage
from ringtrue.say.drafts import draft_standards
from ringtrue.say.judge import Judgement, Unit, judge_sentences
from ringtrue.say.qualifiers import find_qualifiers
from ringtrue.say.sentences import split_sentences

LINES = "lines"
"""The format of a document whose passages are units already, never split further."""


def find_claims(document: Document) -> tuple[Claim, ...]:
    r"""Judge every sentence of a document and keep what a customer may rely on.

    >>> from ringtrue.say.reading import read_bytes
    >>> page = read_bytes("page.md", b"# Hello\n\nWe reply within 24 hours. Call us.")
    >>> [(str(claim.place), claim.text, claim.kind.value) for claim in find_claims(page)]
    [('page.md:3:1', 'We reply within 24 hours', 'time')]
    """
    found = list(_sentences(document))
    units = [Unit(passage.text[start:end], passage.role) for passage, start, end in found]
    claims: list[Claim] = []
    known: dict[str, _Said] = {}
    for spot, unit, judged in zip(found, units, judge_sentences(units), strict=True):
        if judged.label is not None:
            said = known.get(unit.text)
            if said is None:
                said = known[unit.text] = _Said.of(unit.text, judged)
            claims.append(_claim(document, *spot, said))
    return tuple(claims)


class _Said(NamedTuple):
    """What is true of a sentence wherever a document says it."""

    sentence: str
    first: int
    last: int
    label: Label
    kind: Kind
    measurable: bool
    score: float
    drafts: tuple[StandardDraft, ...]

    @classmethod
    def of(cls, sentence: str, judged: Judgement) -> _Said:
        return cls(
            sentence,
            *judged.span,
            judged.label or Label.PROMISE,
            judged.kind,
            judged.measurable,
            round(judged.score, 4),
            draft_standards(sentence, judged.slots, judged.kind, judged.measurable),
        )


def _sentences(document: Document) -> Iterator[tuple[Passage, int, int]]:
    whole = document.material.format == LINES
    known: dict[str, list[tuple[int, int]]] = {}
    for passage in document.passages:
        spans = known.get(passage.text)
        if spans is None:
            spans = [(0, len(passage.text))] if whole else split_sentences(passage.text)
            known[passage.text] = spans
        for start, end in spans:
            yield passage, start, end


def _claim(document: Document, passage: Passage, start: int, end: int, said: _Said) -> Claim:
    return Claim(
        place=document.place(passage, start + said.first, start + said.last),
        text=said.sentence[said.first : said.last],
        sentence=said.sentence,
        label=said.label,
        kind=said.kind,
        measurable=said.measurable,
        score=said.score,
        qualifiers=find_qualifiers(document, passage, start, end),
        drafts=said.drafts,
    )
