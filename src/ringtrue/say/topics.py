"""What happens in a promise ("reply", "deliver", "refund"), in copy and in column names.

One lexicon, `data/topics.json` and `data/things.json`, serves both sides of the bridge: the words
that marketing uses for an event and the words that operations use for its columns. A topic is an
event or a measured property; a thing is what the records of a table are about.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ringtrue.say.phrases import Mention, PhraseTable

_DATA = Path(__file__).with_name("data")


class Topic(NamedTuple):
    """One event or property.

    `words` and `phrases` are how copy says it. `ends` are tokens of the column that holds the
    moment it happened, `starts` those of the moments it is counted from, `numbers` and `flags`
    those of numeric and yes/no columns, `things` the records it happens to. `by_day` says that
    people mean calendar days when they promise it in days. `plural` and `happens` make a sentence:
    "orders" "are delivered".
    """

    name: str
    words: frozenset[str]
    phrases: frozenset[str]
    ends: frozenset[str]
    starts: frozenset[str]
    numbers: frozenset[str]
    flags: frozenset[str]
    things: tuple[str, ...]
    by_day: bool
    plural: str
    happens: str


class Thing(NamedTuple):
    """What records are about: the words of copy, and the tokens of source and column names."""

    name: str
    words: frozenset[str]
    sources: frozenset[str]


@cache
def topics() -> dict[str, Topic]:
    """Every topic by name."""
    raw = json.loads((_DATA / "topics.json").read_text("utf-8"))
    return {name: _topic(name, each) for name, each in raw.items()}


@cache
def things() -> dict[str, Thing]:
    """Every thing by name."""
    raw = json.loads((_DATA / "things.json").read_text("utf-8"))
    return {
        name: Thing(name, _words(each["words"]), _words(each["sources"]))
        for name, each in raw.items()
    }


def find_topics(sentence: str) -> tuple[Mention, ...]:
    """Every topic that a sentence names, by place; the longest phrase wins at each place.

    >>> [each.name for each in find_topics("We get back to you before your order ships.")]
    ['reply', 'dispatch']
    """
    return _topic_table().find(sentence)


def find_things(sentence: str) -> tuple[Mention, ...]:
    """Every thing that a sentence names, by place.

    >>> [each.name for each in find_things("Nine in ten parcels reach you on time.")]
    ['order']
    """
    return _thing_table().find(sentence)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _topic(name: str, raw: dict[str, str]) -> Topic:
    return Topic(
        name,
        _words(raw["words"]),
        frozenset(each.strip() for each in raw["phrases"].split("|") if each.strip()),
        _words(raw["ends"]),
        _words(raw["starts"]),
        _words(raw["numbers"]),
        _words(raw["flags"]),
        tuple(raw["things"].split()),
        bool(raw["by_day"]),
        raw["plural"],
        raw["happens"],
    )


@cache
def _topic_table() -> PhraseTable:
    return PhraseTable.of(
        (topic.name, phrase)
        for topic in topics().values()
        for phrase in topic.words | topic.phrases
    )


@cache
def _thing_table() -> PhraseTable:
    return PhraseTable.of((thing.name, word) for thing in things().values() for word in thing.words)
