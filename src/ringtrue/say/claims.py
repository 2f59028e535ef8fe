"""Every claim of a document, in reading order: where it stands, what it is, how it is narrowed."""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.core.claim import Claim, Label
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
    judged = zip(found, judge_sentences(units), strict=True)
    return tuple(
        _claim(document, passage, start, end, judgement)
        for (passage, start, end), judgement in judged
        if judgement.label is not None
    )


def _sentences(document: Document) -> Iterator[tuple[Passage, int, int]]:
    whole = document.material.format == LINES
    for passage in document.passages:
        spans = [(0, len(passage.text))] if whole else split_sentences(passage.text)
        for start, end in spans:
            yield passage, start, end


def _claim(
    document: Document, passage: Passage, start: int, end: int, judgement: Judgement
) -> Claim:
    sentence = passage.text[start:end]
    first, last = judgement.span
    label = judgement.label or Label.PROMISE
    return Claim(
        place=document.place(passage, start + first, start + last),
        text=sentence[first:last],
        sentence=sentence,
        label=label,
        kind=judgement.kind,
        measurable=judgement.measurable,
        score=round(judgement.score, 4),
        qualifiers=find_qualifiers(document, passage, start, end),
        drafts=draft_standards(sentence, judgement.slots, judgement.kind, judgement.measurable),
    )
