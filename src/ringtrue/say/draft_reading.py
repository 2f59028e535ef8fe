"""A sentence as the makers of drafts look at it: slots, and who does what near which slot."""

from __future__ import annotations

import re
from functools import cached_property

from ringtrue.core.claim import Kind
from ringtrue.say.phrases import Mention, words_in
from ringtrue.say.slots import Slot, SlotKind
from ringtrue.say.topics import find_things, find_topics, topics

MOST = 0.51
"""The share that "most" promises: just more than half."""
NEARLY_ALL = 0.9
"""The share that "almost all" promises; our reading, as no law gives a number."""
HALF = 0.5
"""The share that an average promises: about half are slower."""

_MOST = re.compile(
    r"\b(?:most(?! \w+ly\b| important| popular| trusted)|(?:vast )?majority of|typically|usually"
    r"|normally|generally|in most cases|mostly|as a rule)\b"
)
_NEARLY_ALL = re.compile(r"\b(?:almost|nearly|virtually|practically) (?:all|every|always)\b")
_AVERAGE = re.compile(r"\b(?:on average|average(?:s|d)?|averaging|mean)\b")
_BREAK = re.compile(r"[,;:.!?—–]|\band\b|\bor\b|\bbut\b")
_BREAK_COST = 25
_NEAR = 60
_KEY_WORDS = 3
_SHORT = 4
_DULL_WORDS = (
    "with your from that this they them will have been were when what which where about into over"
    " only also more most than then each every some very just like make made give gives take takes"
    " ours yours their there here always never can't you'll we'll we're you're it's don't we'd"
    " nothing could would should between shall must time times on-time promise guarantee"
    " guaranteed usually typically average within least"
)
DULL = frozenset(_DULL_WORDS.split())
"""Words that tell nothing of what is promised."""
_BY = re.compile(r"\bby (?:up to |at least )?$")
"""What stands before a share that says by how much, not in how many cases."""

_CUSTOMER_ACTS = re.compile(
    r"\b(?:(?:if|when|provided|once|until|unless|as long as) (?:that )?you|you must|you need to"
    r"|customers? must|please)\b[^.;,]*$"
)


class Reading:
    """One sentence with its slots; topics and things are sought when first asked for.

    `plain` is the sentence in lower case with straight apostrophes, of the same length.
    """

    def __init__(self, sentence: str, slots: tuple[Slot, ...], kind: Kind) -> None:
        self.sentence, self.slots, self.kind = sentence, slots, kind
        plain = sentence.lower().replace("’", "'")
        self.plain = plain if len(plain) == len(sentence) else sentence.replace("’", "'")

    @cached_property
    def topics(self) -> tuple[Mention, ...]:
        """The topics that the sentence names."""
        return find_topics(self.sentence)

    @cached_property
    def things(self) -> tuple[Mention, ...]:
        """The things that the sentence names."""
        return find_things(self.sentence)

    def has(self, *kinds: SlotKind) -> bool:
        """Whether the sentence holds a slot of one of these kinds."""
        return any(slot.kind in kinds for slot in self.slots)

    def inside(self, slot: Slot, *kinds: SlotKind) -> bool:
        """Whether a slot lies within a slot of one of these kinds."""
        return any(
            other.kind in kinds and other.start <= slot.start and slot.end <= other.end
            for other in self.slots
            if other is not slot
        )

    def overlaps(self, slot: Slot, kind: SlotKind) -> bool:
        """Whether a slot shares characters with a slot of this kind."""
        return any(
            other.kind is kind and other.start < slot.end and slot.start < other.end
            for other in self.slots
        )

    def before(self, slot: Slot, length: int = _NEAR) -> str:
        """The text in front of a slot, lower case."""
        return self.plain[max(0, slot.start - length) : slot.start]

    def after(self, slot: Slot, length: int = _NEAR) -> str:
        """The text behind a slot, lower case."""
        return self.plain[slot.end : slot.end + length]

    def binds_customer(self, slot: Slot) -> bool:
        """Whether the slot is something that the customer has to do: "if you cancel within ..."."""
        return _CUSTOMER_ACTS.search(self.before(slot)) is not None

    def events(self, slot: Slot) -> tuple[str, ...]:
        """The topics that have a moment, nearest to the slot first, at most two.

        Of several topics that share a word ("arrive") the one that fits the sentence's things.
        """
        said = {each.name for each in self.things}
        timed = [
            (self._distance(each, slot), said.isdisjoint(topics()[each.name].things), each)
            for each in self.topics
            if topics()[each.name].ends and not self._is_remedial(each, slot)
        ]
        near = sorted(timed, key=lambda each: (each[0], each[1]))
        reach = near[0][0] + _BREAK_COST if near else 0
        spans: dict[int, str] = {}
        for distance, _, mention in near:
            if distance < reach:
                spans.setdefault(mention.start, mention.name)
        return tuple(dict.fromkeys(spans.values()))[:2]

    def _is_remedial(self, mention: Mention, slot: Slot) -> bool:
        """Whether a word belongs to a remedy that the slot is no part of."""
        return any(
            other.kind is SlotKind.REMEDY
            and other.start <= mention.start < other.end
            and not other.start <= slot.start < other.end
            for other in self.slots
        )

    def thing(self, slot: Slot) -> tuple[str, ...]:
        """The thing named nearest to the slot, or nothing."""
        near = sorted((self._distance(each, slot), each.name) for each in self.things)
        return (near[0][1],) if near else ()

    def subject(self, slot: Slot) -> tuple[str, ...]:
        """What happens to what, as the slot's neighbours say it."""
        named = tuple(dict.fromkeys((*self.events(slot), *self.thing(slot))))
        return named or self.key_words(slot)

    def key_words(self, slot: Slot) -> tuple[str, ...]:
        """The words in front of the slot that say most, for events that no topic knows."""
        before = self.plain[: slot.start]
        spoken = [word for word in words_in(before) if len(word) >= _SHORT]
        return tuple(dict.fromkeys(word for word in spoken if word not in DULL))[-_KEY_WORDS:]

    def _distance(self, mention: Mention, slot: Slot) -> int:
        left, right = sorted(((mention.start, mention.end), (slot.start, slot.end)))
        between = self.plain[left[1] : right[0]]
        return max(0, right[0] - left[1]) + _BREAK_COST * len(_BREAK.findall(between))

    def target(self) -> float:
        """The share that the sentence promises: 1.0 unless it names one or says "most"."""
        for slot in self.slots:
            if slot.kind is SlotKind.SHARE and self._is_target(slot):
                return round((slot.low or 0.0) / 100, 9)
        if _NEARLY_ALL.search(self.plain):
            return NEARLY_ALL
        if _MOST.search(self.plain):
            return MOST
        return HALF if _AVERAGE.search(self.plain) else 1.0

    def _is_target(self, slot: Slot) -> bool:
        named = slot.low is not None and 0 < slot.low <= 100 and slot.word != "up to"
        return (
            named
            and not self.inside(slot, SlotKind.UPTIME)
            and _BY.search(self.before(slot, 12)) is None
            and re.match(
                r"\s*(?:off|discount|cash|less|more|faster|cheaper|apr)\b", self.after(slot)
            )
            is None
        )
