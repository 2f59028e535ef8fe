"""Is one wording of a promise stronger than another: does it commit the business to more?

A tighter limit, a larger share, a hedge or a condition dropped, a remedy added, more people or
products: each makes a promise stronger by itself, and its contrary weaker. A wording that is
stronger in one respect and weaker in another, or that speaks of something else, cannot be ordered,
and then that is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ringtrue.core.claim import Claim, QualifierKind
from ringtrue.gap.conditions import SPENDING, UNTIL, Condition
from ringtrue.gap.lengths import Length
from ringtrue.gap.terms import Day, Number, Terms, terms_of
from ringtrue.gap.wording import percent


class Strength(StrEnum):
    """How a new wording of a promise compares with the old one."""

    SAME = "as strong"
    STRONGER = "stronger"
    WEAKER = "weaker"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True, slots=True)
class Compared:
    """How two wordings compare, and every difference in words, by what it does.

    `strength` is STRONGER only when nothing is weaker and nothing unclear; a promise of which a
    part is stronger has a difference among `stronger` all the same.
    """

    strength: Strength
    stronger: tuple[str, ...] = ()
    weaker: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Every difference, those that make it stronger first."""
        return (*self.stronger, *self.weaker, *self.unclear)


def compare_strength(old: Claim, new: Claim) -> Compared:
    """Compare two wordings of a promise.

    `STRONGER` and `WEAKER` are a strict partial order over wordings, and each other's contrary.
    """
    return compare_terms(terms_of(old), terms_of(new))


def compare_terms(old: Terms, new: Terms) -> Compared:
    """The same for wordings that were taken apart."""
    found = tuple(dict.fromkeys(_differences(old, new)))
    effects = {each.effect for each in found}
    strength = Strength.UNKNOWN
    if len(effects) < 2:
        strength = next(iter(effects), Strength.SAME)
    return Compared(
        strength,
        *(
            tuple(each.told for each in found if each.effect is effect and each.told)
            for effect in (Strength.STRONGER, Strength.WEAKER, Strength.UNKNOWN)
        ),
    )


class _Difference(NamedTuple):
    effect: Strength
    told: str


_HEDGE_WORDS = {
    QualifierKind.UP_TO: "up to",
    QualifierKind.FROM: "from",
    QualifierKind.MOST: "most",
    QualifierKind.TYPICAL: "usually",
    QualifierKind.AIM: "we aim",
}
_SHARES = {QualifierKind.UP_TO, QualifierKind.FROM, QualifierKind.MOST, QualifierKind.TYPICAL}
"""Hedges that stand for a share of records."""


def _differences(old: Terms, new: Terms) -> Iterator[_Difference]:
    if old.about != new.about:
        yield from _about(old.about, new.about)
    yield from _numbers(old, new)
    yield from _hedges(old.hedges, new.hedges)
    yield from _conditions(old.conditions, new.conditions)
    yield from _more(old.emphasis, new.emphasis, ("it no longer says", "it now says"))
    yield from _more(old.remedies, new.remedies, ("no longer a remedy:", "a new remedy:"))
    yield from _more(new.scope, old.scope, ("it is now only for", "it is no longer only for"))
    yield from _other_words(old, new)
    yield from _days(old.days, new.days)


def _about(old: frozenset[str], new: frozenset[str]) -> Iterator[_Difference]:
    """Another subject; where only one of two has any, the numbers tell."""
    if old and new:
        what = f"it is about {_listed(new)}, not {_listed(old)}"
        yield _Difference(Strength.UNKNOWN, what)
    else:
        yield _Difference(Strength.STRONGER if new else Strength.WEAKER, "")


def _numbers(old: Terms, new: Terms) -> Iterator[_Difference]:
    before = {each.key: each for each in old.numbers}
    after = {each.key: each for each in new.numbers}
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        if one and other:
            yield from _number(one, other)
            yield from _share(one, other, hedged=bool((old.hedges ^ new.hedges) & _SHARES))
        elif other:
            yield _Difference(Strength.STRONGER, f"it now says {other.said!r}")
        elif one:
            yield _Difference(Strength.WEAKER, f"it no longer says {one.said!r}")


def _number(old: Number, new: Number) -> Iterator[_Difference]:
    told = f"{old.said!r} became {new.said!r}"
    if old.said == new.said:
        told = f"{old.said!r} may be counted otherwise"
    if old.currency != new.currency or (old.length is None) != (new.length is None):
        yield _Difference(Strength.UNKNOWN, told)
        return
    if old.less is not new.less:
        yield _Difference(Strength.UNKNOWN, told)
        return
    less = _less(old, new)
    if less is not None and old.less is not None:
        bolder = less is old.less
        yield _Difference(Strength.STRONGER if bolder else Strength.WEAKER, told)
    elif less is not None or not _equal(old, new):
        yield _Difference(Strength.UNKNOWN, told)
    elif old.strict is not new.strict:
        stricter = Strength.STRONGER if new.strict else Strength.WEAKER
        yield _Difference(stricter, f"{_strictly(old)} became {_strictly(new)}")


def _less(old: Number, new: Number) -> bool | None:
    """Whether the new number is surely the smaller one; None when it is not surely either."""
    one, other = _size(old), _size(new)
    if isinstance(one, Length) and isinstance(other, Length):
        return True if other.shorter(one) else False if one.shorter(other) else None
    if isinstance(one, float) and isinstance(other, float):
        return None if one == other else other < one
    return None


def _equal(old: Number, new: Number) -> bool:
    if old.length is not None and new.length is not None:
        return old.length.same(new.length)
    return old.value == new.value


def _size(number: Number) -> Length | float:
    return number.length if number.length is not None else float(number.value or 0.0)


def _strictly(number: Number) -> str:
    return repr(f"under {number.said}" if number.strict else number.said)


def _share(old: Number, new: Number, *, hedged: bool) -> Iterator[_Difference]:
    """The share that it is stated for; a hedge that stands for it tells it already."""
    if old.target == new.target:
        return
    told = f"'{percent(old.target)}' of all cases became '{percent(new.target)}'"
    bolder = new.target > old.target
    yield _Difference(Strength.STRONGER if bolder else Strength.WEAKER, "" if hedged else told)


def _hedges(old: frozenset[QualifierKind], new: frozenset[QualifierKind]) -> Iterator[_Difference]:
    for kind in sorted(old ^ new):
        word = _HEDGE_WORDS[kind]
        if kind in old:
            yield _Difference(Strength.STRONGER, f"it is no longer hedged by {word!r}")
        else:
            yield _Difference(Strength.WEAKER, f"it is now hedged by {word!r}")


def _conditions(old: tuple[Condition, ...], new: tuple[Condition, ...]) -> Iterator[_Difference]:
    before, after = ({each.form: each for each in side} for side in (old, new))
    for form in sorted(before.keys() | after.keys()):
        one, other = before.get(form), after.get(form)
        if one and other:
            yield from _figures(one, other)
        elif one:
            yield _Difference(Strength.STRONGER, f"the condition {one.said!r} is gone")
        elif other:
            yield _Difference(Strength.WEAKER, f"the condition {other.said!r} was added")


def _figures(old: Condition, new: Condition) -> Iterator[_Difference]:
    """One condition with other figures: to spend less or to order later is to be promised more."""
    if old.figures == new.figures:
        return
    told = f"the condition {old.said!r} became {new.said!r}"
    if old.form not in {SPENDING, UNTIL}:
        yield _Difference(Strength.UNKNOWN, told)
        return
    bolder = (new.figures < old.figures) is (old.form == SPENDING)
    yield _Difference(Strength.STRONGER if bolder else Strength.WEAKER, told)


def _more(
    less: frozenset[str], more: frozenset[str], told: tuple[str, str]
) -> Iterator[_Difference]:
    """Weaker for what only the first set has, and stronger for what only the second one has."""
    if gone := less - more:
        yield _Difference(Strength.WEAKER, f"{told[0]} {_listed(gone)}")
    if come := more - less:
        yield _Difference(Strength.STRONGER, f"{told[1]} {_listed(come)}")


def _other_words(old: Terms, new: Terms) -> Iterator[_Difference]:
    if old.rest != new.rest:
        parts = [(old.rest - new.rest, "no longer says"), (new.rest - old.rest, "now says")]
        told = " and ".join(f"{what} {_listed(words)}" for words, what in parts if words)
        yield _Difference(Strength.UNKNOWN, f"it {told}")
    if old.denials != new.denials:
        yield _Difference(Strength.UNKNOWN, "it says 'no' or 'not' where it did not, or no longer")
    if old.loose != new.loose and not (old.numbers and new.numbers):
        told = f"the figures {_listed(old.loose)} became {_listed(new.loose)}"
        yield _Difference(Strength.UNKNOWN, told)


def _days(old: tuple[Day, ...], new: tuple[Day, ...]) -> Iterator[_Difference]:
    """An earlier day is bolder; without a year only days of one month can be ordered."""
    before, after = (
        tuple((each.year, each.month, each.day) for each in side) for side in (old, new)
    )
    if before == after:
        return
    told = f"{_listed([each.said for each in old])} became {_listed([each.said for each in new])}"
    effect = Strength.UNKNOWN
    if len(old) == len(new) == 1 and _comparable(old[0], new[0]):
        effect = Strength.STRONGER if after < before else Strength.WEAKER
    yield _Difference(effect, told)


def _comparable(old: Day, new: Day) -> bool:
    if old.year and new.year:
        return True
    return not old.year and not new.year and old.month == new.month


def _listed(words: Collection[str]) -> str:
    """Words in quotes, in an order that is always the same.

    >>> _listed({"b", "a"}), _listed([])
    ("'a', 'b'", 'nothing')
    """
    return ", ".join(map(repr, sorted(words))) or "nothing"
