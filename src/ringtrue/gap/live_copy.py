"""The published copy against the one that was signed: which of its promises are others now?

Pages change after a launch without anybody asking again. A promise that appeared or grew stronger
was never signed; one that vanished may have been taken back for a reason; a limit that is gone
leaves a promise standing alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from ringtrue.core.campaign import Limit
from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.finding import Level
from ringtrue.core.same_words import holds_words, plain
from ringtrue.gap.limits import Copy, missing_limits
from ringtrue.gap.rewordings import Reworded, find_rewordings
from ringtrue.gap.same_page import Unread, unread_page
from ringtrue.gap.strength import Strength, compare_strength

_FURNITURE = Path(__file__).with_name("data") / "furniture_words.txt"
_PRICE = re.compile(r"[£$€]\s?\d|\d\s?[£$€]")
_TAG = 10
"""A price tag has no more words than this, the currency and the parts of the price among them."""
_OFFERS = frozenset(
    """free save saving off only just from under less guarantee guaranteed match never no not
    delivery shipping postage fee fees charge refund back or if when for per cheapest lowest
    spend over until reduced discount""".split()  # noqa: SIM905
)
"""Words of a price that is a promise."""


class Alteration(StrEnum):
    """What became of a promise since it was signed."""

    STRENGTHENED = "strengthened"
    APPEARED = "appeared"
    LIMIT_GONE = "limit gone"
    VANISHED = "vanished"
    REWORDED = "reworded"
    WEAKENED = "weakened"


@dataclass(frozen=True, slots=True)
class Altered:
    """One promise that is not as it was signed.

    `signed` are its words then and `live` those now, empty where there are none; for a limit that
    is gone `signed` is what must be said and `live` the promise that it belongs beside. `because`
    says what is different, in sentences without a full stop.
    """

    what: Alteration
    level: Level
    signed: str
    live: str
    because: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it apart from the others of its page, at every reading."""
        return " | ".join((self.what.value, plain(self.signed), plain(self.live)))


@dataclass(frozen=True, slots=True)
class LiveCopy:
    """What reading a page again came to: why it says nothing, or what was altered."""

    unread: Unread | None
    altered: tuple[Altered, ...]


def compare_live(
    signed: Copy, live: Copy, *, limits: Sequence[Limit] = (), elsewhere: Sequence[Claim] = ()
) -> LiveCopy:
    """Compare the copy of a page with the one that was signed.

    `elsewhere` are claims that were signed for other copy that is out now: to say one of them here
    too is nothing new. What stands in both texts neither appeared nor vanished, whether or not it
    was read as a promise, and a page's furniture (cookies, menus, bare prices) never did.
    """
    unread = unread_page(signed.text, live.text)
    if unread is not None:
        return LiveCopy(unread, ())
    found = (*_promises(signed, live, elsewhere), *_limits(signed, live, limits))
    once = {each.key: each for each in reversed(found)}
    order = list(Alteration)
    return LiveCopy(None, tuple(sorted(once.values(), key=lambda each: order.index(each.what))))


def _promises(signed: Copy, live: Copy, elsewhere: Sequence[Claim]) -> Iterator[Altered]:
    changed = find_rewordings(signed.claims, live.claims)
    for pair in changed.reworded:
        if _counts(pair.old) or _counts(pair.new):
            yield from _reworded(pair, elsewhere)
    for claim in changed.appeared:
        new = _counts(claim) and not holds_words(signed.text, claim.text)
        if new and not _is_signed(claim, elsewhere):
            level = Level.ERROR if claim.measurable else Level.WARNING
            yield Altered(Alteration.APPEARED, level, "", claim.text)
    for claim in changed.vanished:
        if _counts(claim) and not holds_words(live.text, claim.text):
            yield Altered(Alteration.VANISHED, Level.WARNING, claim.text, "")


def _reworded(pair: Reworded, elsewhere: Sequence[Claim]) -> Iterator[Altered]:
    """Nothing where it says the same in other words; stronger where any part of it is stronger."""
    compared = compare_strength(pair.old, pair.new)
    words = pair.old.text, pair.new.text
    if compared.strength is Strength.SAME or _is_signed(pair.new, elsewhere):
        return
    if compared.stronger:
        yield Altered(Alteration.STRENGTHENED, Level.ERROR, *words, compared.told)
    elif compared.strength is Strength.WEAKER:
        yield Altered(Alteration.WEAKENED, Level.NOTE, *words, compared.told)
    else:
        yield Altered(Alteration.REWORDED, Level.WARNING, *words, compared.told)


def _is_signed(claim: Claim, elsewhere: Sequence[Claim]) -> bool:
    """Whether somebody signed it, or a stronger one, for other copy that is out."""
    said = plain(claim.text)
    return any(
        compare_strength(other, claim).strength in {Strength.SAME, Strength.WEAKER}
        for other in elsewhere
        if plain(other.text) == said
        or (other.kind is claim.kind and other.measurable and claim.measurable)
    )


def _limits(signed: Copy, live: Copy, limits: Sequence[Limit]) -> Iterator[Altered]:
    """Limits that stood beside their promise when it was signed, and do not any more."""
    before = {(each.wording, each.text) for each in missing_limits(limits, [signed])}
    for limit in missing_limits(limits, [live]):
        if (limit.wording, limit.text) not in before:
            yield Altered(Alteration.LIMIT_GONE, Level.ERROR, limit.text, limit.wording)


def _counts(claim: Claim) -> bool:
    return claim.label is Label.PROMISE and not is_furniture(claim)


def is_furniture(claim: Claim) -> bool:
    """Whether a claim belongs to every page of a site: a price alone, a notice about cookies."""
    words = plain(claim.text)
    if _is_price_tag(claim, words.split()):
        return True
    return any(holds_words(claim.sentence, each) for each in _furniture())


def _is_price_tag(claim: Claim, words: Sequence[str]) -> bool:
    """Whether it is what stands beside every article of a shop: a name, if any, and a price."""
    if len(words) <= _TAG and claim.kind is Kind.PRICE and _PRICE.search(claim.text):
        return _OFFERS.isdisjoint(words)
    return not any(letter.isalpha() for word in words for letter in word)


@cache
def _furniture() -> tuple[str, ...]:
    lines = _FURNITURE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
