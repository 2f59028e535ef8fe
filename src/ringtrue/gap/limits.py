"""Known negatives and conditions: is the customer told them wherever the promise is made?

A limit that stands on one page only does not reach whoever heard the promise on the radio. So each
material that makes the promise must say it, in the words that people agreed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ringtrue.core.campaign import Limit
from ringtrue.core.claim import Claim
from ringtrue.core.place import Place
from ringtrue.core.same_words import holds_words, plain, says


@dataclass(frozen=True, slots=True)
class Copy:
    """One material as its reader meets it: `text` without markup and what nobody sees."""

    text: str
    claims: tuple[Claim, ...]


def missing_limits(limits: Sequence[Limit], materials: Sequence[Copy]) -> tuple[Limit, ...]:
    """The limits that a material owes: one for each material that makes the promise without it.

    `place` is set to where that material first makes the promise. A claim makes the promise when
    it has its words, or its sentence says them; the limit is said when its words stand anywhere in
    the text, side by side.
    """
    return tuple(_missing(limits, materials))


def idle_limits(limits: Sequence[Limit], materials: Sequence[Copy]) -> tuple[Limit, ...]:
    """The limits whose promise no material makes: perhaps its wording has changed since."""
    return tuple(
        limit
        for limit in limits
        if not any(_where_promised(limit, material) for material in materials)
    )


def _missing(limits: Sequence[Limit], materials: Sequence[Copy]) -> Iterator[Limit]:
    for limit in dict.fromkeys(limits):
        for material in materials:
            place = _where_promised(limit, material)
            if place is not None and not holds_words(material.text, limit.text):
                yield replace(limit, place=place)


def _where_promised(limit: Limit, material: Copy) -> Place | None:
    wanted = plain(limit.wording)
    found = (
        claim.place
        for claim in material.claims
        if wanted and (plain(claim.text) == wanted or says(wanted, claim.sentence))
    )
    return next(found, None)
