"""Column names as people write them, read for what they mean: `sched_arr`, `closedDt`, `wait_s`.

The words stand in `data/columns.json`. Names and descriptions are compared by crude stems, so
that `delivery_date` and `delivered_at` answer to the same topic.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from ringtrue.core.quantity import Unit
from ringtrue.core.source import Column, ColumnType, SourceProfile

_FILE = Path(__file__).with_name("data") / "columns.json"
_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_ENDING = re.compile(r"(?:ments?|ations?|ions?|ings?|ied|ies|als?|ed|es|[eys])$")
_SHORTEST_STEM = 3
_LONGEST_DESCRIPTION = 400


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of column names; each set holds stems.

    `segments` are prepositions with the columns that they go with: "from" an origin.
    """

    abbreviations: dict[str, str]
    noise: frozenset[str]
    due: frozenset[str]
    begin: frozenset[str]
    done: frozenset[str]
    late: frozenset[str]
    kept: frozenset[str]
    bad: frozenset[str]
    decides: frozenset[str]
    places: frozenset[str]
    units: dict[str, Unit]
    segments: tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A column with the stems of its name and of its description; `unit` of its numbers if told."""

    column: Column
    name: frozenset[str]
    described: frozenset[str]
    unit: Unit | None

    @property
    def is_moment(self) -> bool:
        """Whether it holds points in time or days."""
        return self.column.type in {ColumnType.TIME, ColumnType.DATE}

    @property
    def is_due(self) -> bool:
        """Whether it says when something should happen."""
        return not self.name.isdisjoint(words().due)

    @property
    def is_begin(self) -> bool:
        """Whether it says when a record usually begins."""
        return not self.is_due and not self.name.isdisjoint(words().begin)

    def fit(self, stems: frozenset[str]) -> float:
        """How well it answers to these stems: 1 by name, 0.7 by description, else 0."""
        if not self.name.isdisjoint(stems):
            return 1.0
        return 0.0 if self.described.isdisjoint(stems) else 0.7


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The word without its commonest endings; never shorter than three letters.

    >>> stem("delivered"), stem("deliveries"), stem("arrival"), stem("arrived"), stem("paid")
    ('deliver', 'deliver', 'arriv', 'arriv', 'paid')
    """
    for _ in range(2):
        shorter = _ENDING.sub("", word)
        if shorter == word or len(shorter) < _SHORTEST_STEM:
            break
        word = shorter
    return word


def stems(each: Iterable[str]) -> frozenset[str]:
    """The stems of several words; an underscore keeps two words together."""
    return frozenset("_".join(map(stem, word.split("_"))) for word in each)


@cache
def words() -> Words:
    """The lexicon, read once."""
    raw = json.loads(_FILE.read_text("utf-8"))
    kinds = ("noise", "due", "begin", "done", "late", "kept", "bad", "decides", "places")
    noise, *rest = (raw[kind].split() for kind in kinds)
    due, begin, done, late, kept, bad, decides, places = map(stems, rest)
    return Words(
        abbreviations=raw["abbreviations"],
        noise=frozenset(noise),
        due=due,
        begin=begin,
        done=done,
        late=late,
        kept=kept,
        bad=bad,
        decides=decides,
        places=places,
        units={word: Unit(unit) for word, unit in raw["units"].items()},
        segments=tuple((word, stems(known.split())) for word, known in raw["segments"].items()),
    )


@lru_cache(maxsize=4096)
def read_column(column: Column) -> Reading:
    """What a column's name and description say.

    >>> sorted(read_column(Column("schedArr", ColumnType.TIME)).name)
    ['arriv', 'schedul', 'schedul_arriv']
    >>> read_column(Column("arr_delay", ColumnType.NUMBER, "minutes late")).unit.value
    'minute'
    """
    parts = _tokens(column.name)
    told = _tokens(column.description[:_LONGEST_DESCRIPTION])
    unit = next((words().units[each] for each in (*parts, *told) if each in words().units), None)
    return Reading(column, _with_pairs(parts), _with_pairs(told), unit)


@lru_cache(maxsize=256)
def read_columns(profile: SourceProfile) -> tuple[Reading, ...]:
    """Every column of a source, read."""
    return tuple(read_column(each) for each in profile.columns)


@lru_cache(maxsize=256)
def source_stems(profile: SourceProfile) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the source's own name and table, and those of all its column names."""
    own = _with_pairs(_tokens(f"{profile.source.name} {profile.source.table}"))
    return own, frozenset(each for reading in read_columns(profile) for each in reading.name)


def _tokens(text: str) -> tuple[str, ...]:
    lower = (part.lower() for part in _PART.findall(text))
    spelled = (words().abbreviations.get(each, each) for each in lower)
    return tuple(part for each in spelled for part in each.split("_"))


def _with_pairs(parts: tuple[str, ...]) -> frozenset[str]:
    stemmed = tuple(map(stem, parts))
    pairs = (f"{first}_{second}" for first, second in pairwise(stemmed))
    single = (each for word, each in zip(parts, stemmed, strict=True) if word not in words().noise)
    return frozenset((*single, *pairs))
