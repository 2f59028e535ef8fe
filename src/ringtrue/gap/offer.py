"""What a limited offer means for the launch: whether it is enough, in words, and a reason if not.

"While stocks last" is a promise to whoever comes while they do. Saying it excuses no stock that is
known to be gone on the first day, and not saying it promises everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ringtrue.core.claim import Claim
from ringtrue.core.dates import day
from ringtrue.core.figure import Figure
from ringtrue.core.offer_limit import OfferForecast, OfferLimit, Supply
from ringtrue.core.policy import Policy
from ringtrue.core.same_words import plain
from ringtrue.core.verdict import Reason
from ringtrue.gap.decision import level_of
from ringtrue.gap.wording import chance, percent, quoted

OFFER_SHORT = "offer-short"
"""The code of the reason that more will be ordered than there is."""

_LIMITING = ("while stocks last", "while supplies last", "for the first")
"""How qualifiers begin that limit a quantity."""


def said_limits(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The words of claims that say that a quantity is limited, each once."""
    found = (each.text for claim in claims for each in claim.qualifiers)
    return tuple(dict.fromkeys(each for each in found if plain(each).startswith(_LIMITING)))


def short_offer(told: OfferForecast, said: Iterable[str], policy: Policy) -> Reason | None:
    """The reason that an offer gives, None where it is as surely enough as wished.

    `said` are the words with which the copy says that it is limited.
    """
    if not told.is_short:
        return None
    words = tuple(said)
    name = quoted(told.limit.name)
    message = " ".join((f"{name}: {enough(told)}", *_excuses(told, words)))
    cure = " ".join((cure_words(told), *(() if words else (_say_it(told.limit),))))
    return Reason(OFFER_SHORT, level_of(policy.offer_short), message, cure)


def enough(told: OfferForecast) -> str:
    """How much there is, how likely it is that somebody gets nothing, and when."""
    limit = told.limit
    if limit.supply is Supply.STOCK:
        words = stock_words(limit.last, told.chance, told.runs_out, day)
    else:
        at = limit.days.index(told.worst)
        words = capacity_words(told.chance, told.worst, told.chances[at], day)
    return f"{amount(limit)}. {words[0].upper()}{words[1:]}."


def cure_words(told: OfferForecast) -> str:
    """What would make it enough, as a sentence."""
    have = f"Have {units(told.needed, told.limit)}"
    if told.lasts_until is None:
        return f"{have}, or promise less: there is not enough for the first day."
    if told.begins is not None and told.lasts_until < told.begins:
        return f"{have}, or promise less: there is enough only until the campaign goes out."
    return f"{have}, end the offer by {day(told.lasts_until)}, or promise less."


def stock_words(
    last: date,
    likely: float,
    when: tuple[date, date, date] | None,
    say: Callable[[date], str],
) -> str:
    """`it runs out before Tue 31 March is over with a chance of 84 %, most likely on ...`."""
    told = f"it runs out before {say(last)} is over with a chance of {chance(likely)}"
    if when is None:
        return told
    middle, early, late = map(say, when)
    return f"{told}, most likely on {middle} ({early} to {late})"


def capacity_words(likely: float, fullest: date, then: float, say: Callable[[date], str]) -> str:
    """`some day has too few with a chance of 84 %, above all Tue 3 March (75 %)`."""
    return (
        f"some day has too few with a chance of {chance(likely)}, above all {say(fullest)}"
        f" ({chance(then)})"
    )


def serve_words(needed: str, sure: float) -> str:
    """`620 units serve all with 95 % certainty`."""
    return f"{needed} serve all with {chance(sure)} certainty"


def amount(limit: OfferLimit) -> str:
    """`500 in all`, `80 a day`."""
    each = "in all" if limit.supply is Supply.STOCK else "a day"
    return f"{limit.amount.best:,.10g} {each}"


def units(number: int, limit: OfferLimit) -> str:
    """`1,240`, `120 a day`."""
    return f"{number:,}{'' if limit.supply is Supply.STOCK else ' a day'}"


def terms_of(limit: OfferLimit) -> str:
    """All that a limit says, a line each: what a sign-off binds of it."""
    return "\n".join(_terms(limit))


def _terms(limit: OfferLimit) -> Iterator[str]:
    yield f"{limit.supply.value}: {_figure(limit.amount)}"
    yield f"first day: {limit.first.isoformat()}"
    yield f"last day: {limit.last.isoformat()}"
    yield f"usual orders: {_figure(limit.usual)}"
    yield f"spread of days: {_figure(limit.spread)}"
    yield f"share of the campaign's orders: {_figure(limit.wanted)}"
    yield f"of it to an order: {_figure(limit.per_order)}"
    yield f"sure: {limit.sure!r}"


def _figure(each: Figure) -> str:
    """A figure to its last digit, with who says so."""
    ends = "" if each.is_known else f" ({_exact(each.low)} to {_exact(each.high)})"
    told = f"{_exact(each.best)}{ends} {each.unit}".rstrip()
    return f"{told} ({each.basis.value}: {each.source})"


def _exact(number: float) -> str:
    return repr(float(number)).removesuffix(".0")


def _excuses(told: OfferForecast, said: tuple[str, ...]) -> Iterator[str]:
    """What the copy says of it, and that this does not make up for a stock of one day."""
    yield f"{percent(1 - told.limit.sure)} at most is accepted."
    if not said:
        return
    words = " and ".join(map(quoted, said))
    gone = told.limit.supply is Supply.STOCK and told.chances[0] > 1 / 2
    but = ", which excuses no offer that is known to be gone on its first day" if gone else ""
    yield f"The copy says {words}{but}."


def _say_it(limit: OfferLimit) -> str:
    if limit.supply is Supply.STOCK:
        return "And say in the copy that it is limited: 'while stocks last' says so."
    return "And say in the copy that it is limited, and by how much."
