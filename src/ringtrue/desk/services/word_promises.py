"""Words for an honest promise: a share, a limit and a group, said as a customer would hear it."""

from __future__ import annotations

from dataclasses import replace

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.expression import Binary, Expression, Literal, Name, Operator
from ringtrue.core.place import Place
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import Standard
from ringtrue.gap.advice import Advice, FrontierPoint, Strongest
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
    named = tuple(zip(columns, found.segment, strict=True)) if found.segment else ()
    limit = Duration(found.limit, Unit(advice.unit))
    return _word(
        standard, Support(limit, max(found.bound, advice.share), measured=found.measured), named
    )


def word_limit(standard: Standard, advice: Advice, point: FrontierPoint) -> str:
    """What may be said to everyone at one limit, with the share that keeps it; empty for none."""
    if point.bound is None:
        return ""
    limit = Duration(point.limit, Unit(advice.unit))
    return _word(standard, Support(limit, point.bound, measured=point.counts.share), ())


def _word(standard: Standard, support: Support, named: tuple[tuple[str, str], ...]) -> str:
    said = _spoken(standard)
    if said is None:
        return ""
    claim, draft = said
    wordings = reword(claim, (support,), target=1.0, draft=replace(draft, limit=support.limit))
    if not wordings:
        return ""
    text = wordings[0].text
    pairs = equalities(standard.population)
    if pairs is None:
        text = f"{text.rstrip('.')} (where {standard.population})."
    about = (*named, *(pairs or ()))
    if not about:
        return text
    return capitalised(f"{segment_in_words((about,))}, {text[:1].lower()}{text[1:]}")


def equalities(population: Expression | None) -> tuple[tuple[str, str], ...] | None:
    """A population that only says which value columns have, as pairs; None for any other.

    >>> from ringtrue.core.expression_parser import parse_expression
    >>> equalities(parse_expression("region = 'north' and plan = 'gold'"))
    (('region', 'north'), ('plan', 'gold'))
    """
    match population:
        case None:
            return ()
        case Binary(Operator.EQUAL, Name(column), Literal(str(value))):
            return ((column, value),)
        case Binary(Operator.AND, left, right):
            one, other = equalities(left), equalities(right)
            return None if one is None or other is None else (*one, *other)
        case _:
            return None


def _spoken(standard: Standard) -> tuple[Claim, StandardDraft] | None:
    """The standard's own wording as a claim, and the meaning that has a limit."""
    text = standard.promise
    drafts = draft_standards(text, find_slots(text), Kind.TIME, True)
    draft = next((each for each in drafts if each.shape in _TIMED and each.limit), None)
    if draft is None:
        return None
    place = Place(standard.place or standard.id, 1, 1, 0, len(text))
    return Claim(place, text, text, Label.PROMISE, Kind.TIME, True, 1.0, drafts=drafts), draft
