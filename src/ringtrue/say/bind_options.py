"""What every way of binding shares: what is wanted, what an option is, how sources are scored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.expression import Expression, Name
from ringtrue.core.source import ColumnType, SourceProfile
from ringtrue.core.standard import Standard, Test
from ringtrue.say.columns import Reading, read_columns, source_stems, stems, words
from ringtrue.say.phrases import words_in
from ringtrue.say.topics import Topic, things, topics

LONGEST_ID = 40
ABSOLUTE = 0.99
"""The share that "never" and "always" promise at the least; ours, as no operation keeps all."""
_ABSOLUTE = re.compile(
    r"\b(?:never|always|every time|every single|not (?:a single|one)|without (?:exception|fail))\b"
)
_DANGLING = re.compile(r"(?:-(?:a|an|and|at|by|for|from|in|of|on|or|our|the|to|we|with|your))+$")
_ASIDE = 0.7
_INSIDE = 0.8
_FOREIGN = -0.8


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft with the topics and things of its subject.

    Each topic has a weight: 1 for the one named first, less for those only guessed from the thing.
    """

    draft: StandardDraft
    text: str
    target: float
    after: str
    topics: tuple[tuple[Topic, float], ...]
    things: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether time is counted from a due moment."""
        return "late" in self.draft.subject

    def hints(self, profiles: Iterable[SourceProfile]) -> str:
        """What a person could add so that an unbound draft finds its column."""
        numbers = frozenset(each for topic, _ in self.topics for each in stems(topic.numbers))
        numbers |= words().late if self.late else frozenset()
        for profile in profiles:
            for column in read_columns(profile):
                if column.column.type is not ColumnType.NUMBER or column.unit is not None:
                    continue
                if "id" in column.name:
                    continue
                if self.draft.limit is not None and column.fit(numbers):
                    name = f"{profile.source.name}.{column.column.name}"
                    return f" {name} could, if its description said its unit ('minutes late')."
        return ""


@dataclass(frozen=True, slots=True)
class Option:
    """One test on one source. `topic` and `start` tell whether two options mean the same."""

    profile: SourceProfile
    test: Test
    score: float
    reasons: tuple[str, ...]
    label: str
    topic: str
    start: str = ""
    day: Expression | None = None

    def __str__(self) -> str:
        return f"{self.profile.source.name}: {self.label}"

    def differs(self, other: Option) -> bool:
        """Whether the two would measure different things, not the same in two ways."""
        if (self.profile.source.name, self.topic) != (other.profile.source.name, other.topic):
            return True
        return bool(self.start and other.start and self.start != other.start)


def wanted_of(draft: StandardDraft, text: str, target: float, after: str) -> Wanted:
    """Read a draft's subject; where it names no event, take those of its thing, at less weight."""
    named = [topics()[each] for each in draft.subject if each in topics()]
    about = tuple(each for each in draft.subject if each in things())
    if not named and not about:
        named = [topic for topic in (_own_words(draft),) if topic.ends]
    weighted = [(topic, 1.0 - 0.1 * place) for place, topic in enumerate(named)]
    if not any(topic.ends or topic.flags or topic.numbers for topic in named):
        likely = [
            each
            for each in topics().values()
            if each.ends and (set(about) & set(each.things[:1]) or not about)
        ]
        weighted.extend((topic, _ASIDE) for topic in likely)
    return Wanted(draft, text, target, after, tuple(weighted), about)


def _own_words(draft: StandardDraft) -> Topic:
    """An event that no lexicon knows: only its own words can find a column."""
    own = frozenset(draft.subject) - {"late", "day"}
    like = topics()["complete"]
    return like._replace(name=" ".join(draft.subject), ends=own, numbers=own, flags=own, things=())


def standard_of(wanted: Wanted, option: Option) -> Standard:
    """The standard that an option stands for."""
    draft, source = wanted.draft, option.profile.source
    target, more = _target(wanted)
    return Standard(
        id=_id(wanted),
        source=source.name,
        test=option.test,
        target=target,
        day=option.day,
        segments=source.segments,
        promise=wanted.text,
        why=f"{draft.why} {more}".strip(),
    )


def _target(wanted: Wanted) -> tuple[float, str]:
    """The share to keep, and the reason where it is neither the wording's nor the policy's."""
    if wanted.draft.target < 1:
        return wanted.draft.target, ""
    said = _ABSOLUTE.search(wanted.text.lower())
    if said is None or wanted.target >= ABSOLUTE:
        return wanted.target, ""
    return ABSOLUTE, f"{said[0]!r} promises every one; one in a hundred is left to chance."


def fit_source(wanted: Wanted, topic: Topic, profile: SourceProfile) -> tuple[float, str]:
    """How well a source is about what the draft is about, and why.

    1 when its name says so, less when only its columns do or when the topic only allows for it,
    0 when nothing tells, and below 0 when its name says that it is about something else.
    """
    own, inside = source_stems(profile)
    name = profile.source.name
    for weight, about in _abouts(wanted, topic):
        known = stems(things()[about].sources)
        if own & known:
            return weight, f"{name} is about {about}s"
        if inside & known:
            return weight * _INSIDE, f"columns of {name} speak of {about}s"
    elsewhere = any(own & stems(each.sources) for each in things().values())
    return (_FOREIGN, f"{name} is about something else") if elsewhere else (0.0, "")


def _abouts(wanted: Wanted, topic: Topic) -> Iterator[tuple[float, str]]:
    """The things that a fitting source may be about, with how well they would fit."""
    yield from ((1.0, each) for each in wanted.things)
    yield from (
        (max(0.3, 0.85 - 0.35 * at), each)
        for at, each in enumerate(topic.things)
        if each in things()
    )


def main_clock(profile: SourceProfile) -> Expression | None:
    """The moment under whose day a record without a clock of its own is counted."""
    moments = [each for each in read_columns(profile) if each.is_moment]
    begins = [each for each in moments if each.is_begin]
    dues = [each for each in moments if each.is_due]
    chosen = (begins or dues or moments)[:1]
    return Name(chosen[0].column.name) if chosen else None


def remarks(profile: SourceProfile, used: Iterable[Reading]) -> tuple[str, ...]:
    """What a person should decide: columns that may make a record void or broken."""
    taken = {each.column.name for each in used}
    deciding = [
        each.column.name
        for each in read_columns(profile)
        if each.column.name not in taken and not each.name.isdisjoint(words().decides)
    ]
    if not deciding:
        return ()
    names = ", ".join(deciding[:3])
    return (f"{names} may tell records that do not count: say whether they are void or broken",)


def _id(wanted: Wanted) -> str:
    parts = [re.sub(r"[^a-z0-9]", "", word) for word in words_in(wanted.text)]
    base = ""
    for part in filter(None, parts):
        if len(base) + len(part) >= LONGEST_ID:
            break
        base = f"{base}-{part}" if base else part
    base = _DANGLING.sub("", base)
    remedy = wanted.draft.shape is Shape.REMEDY
    kind = "remedy" if remedy else "" if wanted.draft.stated else wanted.draft.subject[0]
    return "-".join(filter(None, (base or "promise", kind)))
