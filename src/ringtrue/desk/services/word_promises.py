"""Words for an honest promise: a share, a limit and a group, said as a customer would hear it."""

from __future__ import annotations

from dataclasses import replace

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.place import Place
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import Standard
from ringtrue.gap.advice import Advice, Strongest
from ringtrue.say.drafts import draft_standards
from ringtrue.say.phrasing import capitalised, segment_in_words
from ringtrue.say.rewording import Support, reword
from ringtrue.say.slots import find_slots

_TIMED = frozenset({Shape.DURATION, Shape.REMEDY})


def word_promise(
    standard: Standard, advice: Advice, found: Strongest, columns: tuple[str, ...]
) -> str:
    """What may be said for one segment at its strongest limit; empty when nothing may.

    The share is always said, for a limit that four in five keep is no promise to everyone.
    `columns` name the parts of the segment.
    """
    if found.limit is None or found.bound is None:
        return ""
    said = _spoken(standard)
    if said is None:
        return ""
    claim, draft = said
    limit = Duration(found.limit, Unit(advice.unit))
    support = Support(limit, max(found.bound, advice.share), measured=found.measured)
    wordings = reword(claim, (support,), target=1.0, draft=replace(draft, limit=limit))
    if not wordings:
        return ""
    text = wordings[0].text
    if standard.population is not None:
        text = f"{text.rstrip('.')} (where {standard.population})."
    if not found.segment:
        return text
    where = segment_in_words((tuple(zip(columns, found.segment, strict=True)),))
    return capitalised(f"{where}, {text[:1].lower()}{text[1:]}")


def _spoken(standard: Standard) -> tuple[Claim, StandardDraft] | None:
    """The standard's own wording as a claim, and the meaning that has a limit."""
    text = standard.promise
    drafts = draft_standards(text, find_slots(text), Kind.TIME, True)
    draft = next((each for each in drafts if each.shape in _TIMED and each.limit), None)
    if draft is None:
        return None
    place = Place(standard.place or standard.id, 1, 1, 0, len(text))
    return Claim(place, text, text, Label.PROMISE, Kind.TIME, True, 1.0, drafts=drafts), draft
