"""Standards for promises without a number: "we are here for YOU" must be testable as well.

The table `data/vague_standards.json` groups slogans into families and gives each the standards by
which a customer would notice that the promise is kept, with the reason in words. They are
proposals: a person decides which of them the promise means.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ringtrue.core.claim import Kind
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import Duration
from ringtrue.say.phrases import PhraseTable

_FILE = Path(__file__).with_name("data") / "vague_standards.json"
MOST_FAMILIES = 2
"""Families that are drawn on for one sentence; more proposals than those of two bury the reader."""


class Family(NamedTuple):
    """Slogans that mean the same to a customer, and the standards proposed for them.

    `cues` are phrases that tell the family; `kinds` the kinds of promise for which it is the
    answer when no family's cue is in the sentence.
    """

    name: str
    cues: tuple[str, ...]
    kinds: frozenset[Kind]
    proposals: tuple[StandardDraft, ...]


@cache
def families() -> tuple[Family, ...]:
    """Every family, in the order of the table."""
    return tuple(_family(each) for each in json.loads(_FILE.read_text("utf-8")))


def propose_standards(sentence: str, kind: Kind) -> tuple[StandardDraft, ...]:
    """The standards proposed for a vague promise; never none.

    >>> [" ".join(each.subject) for each in propose_standards("We're listening.", Kind.SERVICE)]
    ['complain resolve', 'reply message', 'first-contact call']
    """
    mentions = sorted(_cues().find(sentence), key=lambda each: each.start - each.end)
    names = list(dict.fromkeys(each.name for each in mentions))[:MOST_FAMILIES]
    chosen = [each for each in families() if each.name in names] or _by_kind(kind)
    chosen.sort(key=lambda each: names.index(each.name) if names else 0)
    return tuple(dict.fromkeys(draft for each in chosen for draft in each.proposals))


def _by_kind(kind: Kind) -> list[Family]:
    fitting = [each for each in families() if kind in each.kinds]
    return fitting[:1] or list(families()[-1:])


@cache
def _cues() -> PhraseTable:
    return PhraseTable.of((family.name, cue) for family in families() for cue in family.cues)


def _family(raw: dict[str, Any]) -> Family:
    return Family(
        raw["name"],
        tuple(cue.strip() for cue in raw["cues"].split("|") if cue.strip()),
        frozenset(Kind(kind) for kind in raw["kinds"].split()),
        tuple(_proposal(each) for each in raw["proposals"]),
    )


def _proposal(raw: dict[str, Any]) -> StandardDraft:
    return StandardDraft(
        Shape(raw["shape"]),
        tuple(raw["subject"].split()),
        Duration.parse(raw["limit"]) if "limit" in raw else None,
        _number(raw, "low"),
        _number(raw, "high"),
        raw.get("strict", False),
        target=raw.get("target", 1.0),
        stated=False,
        why=raw["why"],
    )


def _number(raw: dict[str, Any], key: str) -> float | None:
    return float(raw[key]) if key in raw else None
