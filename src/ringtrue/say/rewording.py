"""What may be said instead: wordings that the evidence of a failing promise does support.

All numbers come in ready: shares that the next period will reach (predictive lower bounds), each
for a limit and a segment. Here they are only chosen from and put into words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ringtrue.core.claim import Claim
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import SECONDS, Duration, Unit
from ringtrue.say.phrasing import (
    capitalised,
    limit_in_words,
    segment_in_words,
    share_in_words,
    subject_of,
    swap,
    times_in_words,
    working_word,
)
from ringtrue.say.rules.thresholds import reach_needed
from ringtrue.say.slots import Slot, SlotKind, find_slots

HALF = 0.5
_DAY = SECONDS[Unit.DAY]
Segment = tuple[tuple[str, str], ...]


class Form(StrEnum):
    """How a wording is honest."""

    LONGER = "longer"
    SHARE = "share"
    MOST = "most"
    SEGMENT = "segment"
    UP_TO = "up to"


@dataclass(frozen=True, slots=True)
class Support:
    """What the next period will bear: at `limit`, at least the share `bound` is kept.

    `limit` is None for promises without one. `segment` holds pairs of column and value and is
    empty for everyone. `measured` is the share so far, where known.
    """

    limit: Duration | None
    bound: float
    segment: Segment = ()
    measured: float | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Of all items or customers, `share` reach the figure: 0.3 for 30 % off, or an amount."""

    figure: float
    share: float


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence that may be said, and what it rests on."""

    text: str
    form: Form
    rests_on: str
    share: float
    limit: Duration | None = None
    segments: tuple[Segment, ...] = ()


def reword(
    claim: Claim,
    supports: Sequence[Support],
    *,
    target: float,
    reaches: Sequence[Reach] = (),
    jurisdictions: Iterable[str] = (),
    draft: StandardDraft | None = None,
) -> tuple[Wording, ...]:
    """Wordings for a promise that fails, nearest to its own first; empty when nothing is borne.

    A longer limit must be kept at `target`; a share is rounded down to a customary fraction;
    "most" needs more than half; "up to" the share that the rules of the jurisdictions ask for.
    `draft` is the standard in question, by default the claim's first.

    >>> from ringtrue.core.claim import Kind, Label
    >>> from ringtrue.core.place import Place
    >>> from ringtrue.core.quantity import Unit
    >>> from ringtrue.say.drafts import draft_standards
    >>> said = "Delivered in 2 days."
    >>> drafts = draft_standards(said, find_slots(said), Kind.TIME, True)
    >>> place = Place("ad.txt", 1, 1, 0, len(said))
    >>> claim = Claim(place, said, said, Label.PROMISE, Kind.TIME, True, 0.9, drafts=drafts)
    >>> two, four = Duration(2, Unit.CALENDAR_DAY), Duration(4, Unit.CALENDAR_DAY)
    >>> for each in reword(claim, (Support(two, 0.76), Support(four, 0.96)), target=0.95):
    ...     print(each.text)
    Delivered within 4 days.
    3 in 4 orders are delivered within 2 days.
    Most orders are delivered within 2 days.
    """
    meant = draft or next(iter(claim.drafts), None)
    if meant is None:
        return ()
    wordings = [
        *_longer(claim, meant, supports, target),
        *_shares(claim, meant, supports),
        *_segments(claim, meant, supports, target),
        *_up_to(claim, meant, reaches, tuple(jurisdictions)),
    ]
    return tuple({each.text: each for each in reversed(wordings)}.values())[::-1]


def _longer(
    claim: Claim, draft: StandardDraft, supports: Sequence[Support], target: float
) -> Iterator[Wording]:
    """The boldest limit beyond the stated one that everyone's promise would keep."""
    best = _boldest([each for each in supports if not each.segment], draft, target)
    if best is None or best.limit is None or best.limit == draft.limit:
        return
    text = _own_voice(claim, draft, best.limit) or _sentence(claim, draft, "", best.limit)
    if text:
        yield Wording(text, Form.LONGER, _rests(best, target), best.bound, best.limit)


def _shares(claim: Claim, draft: StandardDraft, supports: Sequence[Support]) -> Iterator[Wording]:
    """The stated limit, with the share that keeps it."""
    for each in supports:
        if each.segment or each.limit != draft.limit:
            continue
        fraction = share_in_words(each.bound)
        said = [(Form.SHARE, fraction)] if fraction else []
        said += [(Form.MOST, "most")] if each.bound > HALF else []
        for form, words in said:
            text = _sentence(claim, draft, words, each.limit)
            if text:
                yield Wording(text, form, _rests(each), each.bound, each.limit)


def _segments(
    claim: Claim, draft: StandardDraft, supports: Sequence[Support], target: float
) -> Iterator[Wording]:
    """The boldest limit of each segment; segments with the same limit share a sentence."""
    by_segment: dict[Segment, list[Support]] = defaultdict(list)
    for each in supports:
        if each.segment:
            by_segment[each.segment].append(each)
    by_limit: dict[Duration | None, list[Support]] = defaultdict(list)
    for found in by_segment.values():
        best = _boldest(found, draft, target)
        if best is not None:
            by_limit[best.limit].append(best)
    for limit, alike in sorted(by_limit.items(), key=lambda each: _size(each[0])):
        segments = tuple(each.segment for each in alike)
        text = _sentence(claim, draft, "", limit, segment_in_words(segments))
        if text:
            weakest = min(alike, key=lambda each: each.bound)
            rests = _rests(weakest, target)
            yield Wording(text, Form.SEGMENT, rests, weakest.bound, limit, segments)


def _up_to(
    claim: Claim, draft: StandardDraft, reaches: Sequence[Reach], jurisdictions: tuple[str, ...]
) -> Iterator[Wording]:
    """The largest figure that enough reach, where rules say how many are enough."""
    slot = next((each for each in find_slots(claim.text) if _is_figure(each)), None)
    if slot is None or draft.shape is not Shape.VALUE:
        return
    for each in sorted(reaches, key=lambda each: -each.figure):
        text = capitalised(swap(claim.text, slot.start, slot.end, _figure(slot, each.figure)))
        needed = reach_needed(replace(claim, text=text, sentence=text), jurisdictions)
        if needed is None:
            return
        least, rule = needed
        if each.figure > 0 and each.share >= least:
            rests = f"{each.share:.1%} reach it; {rule.id} asks for {least:.0%}."
            yield Wording(text, Form.UP_TO, rests, each.share)
            return


def _is_figure(slot: Slot) -> bool:
    return slot.kind in {SlotKind.SHARE, SlotKind.MONEY} and (slot.low or slot.high) is not None


def _figure(slot: Slot, figure: float) -> str:
    signs = {"GBP": "£", "USD": "$", "EUR": "€"}
    if slot.kind is SlotKind.SHARE:
        return f"up to {figure:.0%}"
    sign = signs.get(slot.currency, "")
    save = "save " if slot.text.lower().startswith("save") else ""
    return f"{save}up to {sign}{figure:g}" if sign else f"{save}up to {figure:g} {slot.currency}"


def _boldest(supports: Sequence[Support], draft: StandardDraft, target: float) -> Support | None:
    """The smallest limit that is kept at the target."""
    holding = [each for each in supports if each.bound >= target]
    if draft.limit is not None:
        holding = [each for each in holding if each.limit is not None]
    return min(holding, key=lambda each: (_size(each.limit), -each.bound), default=None)


def _size(limit: Duration | None) -> float:
    if limit is None:
        return 0.0
    return limit.amount * SECONDS.get(limit.unit, _DAY)


def _own_voice(claim: Claim, draft: StandardDraft, limit: Duration) -> str:
    """The claim's own words with the limit exchanged, where they state exactly one."""
    slots = [each for each in find_slots(claim.text) if each.kind is SlotKind.DURATION]
    if len(slots) != 1 or not draft.stated or not slots[0].word:
        return ""
    late = "late" in draft.subject
    said = limit_in_words(limit, late=late, strict=draft.strict, working=working_word(claim))
    slot = slots[0]
    if late:
        if "late" not in claim.text[slot.end :].lower()[:6]:
            return ""
        said = said.removesuffix(" late")
    return capitalised(swap(claim.text, slot.start, slot.end, said))


def _sentence(
    claim: Claim, draft: StandardDraft, share: str, limit: Duration | None, where: str = ""
) -> str:
    """For example: "From EWR, 9 in 10 flights arrive on time"."""
    late = "late" in draft.subject
    when = ""
    if limit is not None:
        when = limit_in_words(limit, late=late, strict=draft.strict, working=working_word(claim))
    subject = subject_of(claim, draft)
    if subject is not None:
        said = " ".join(filter(None, (share, *subject, when)))
    elif late:
        said = " ".join(filter(None, (times_in_words(share), "we are", when)))
    else:
        return ""
    return capitalised(f"{where}, {said}" if where else said)


def _rests(support: Support, target: float | None = None) -> str:
    asked = f", {target:.0%} wished" if target is not None else ""
    so_far = f"; so far {support.measured:.1%}" if support.measured is not None else ""
    return f"Next period at least {support.bound:.1%} are kept{asked}{so_far}."
