"""A draft standard in a few words, for screens, reports and terminals alike."""

from __future__ import annotations

from collections.abc import Callable

from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.quantity import Duration, Unit
from ringtrue.say.draft_reading import MOST
from ringtrue.say.phrasing import length_in_words, limit_in_words
from ringtrue.say.topics import topics

_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€", "INR": "₹"}
_CLAIMS = {"approve": "are accepted", "resolve": "are settled"}
"""What happens to claims under a guarantee, by the topic that stands for it."""

_PRICED = {"price": "the price is", "fee": "the charge is", "discount": "a saving of"}
_WORKING = "business"
"""As ringtrue.yaml calls the days and hours of work."""

_COUNTED = {"first-contact": "contact"}
_AS_SAID = "just what it says"


def describe(draft: StandardDraft) -> str:
    """What happens, how far, for how many, and why we think so.

    >>> describe(StandardDraft(Shape.DURATION, ("deliver",), Duration.parse("2 days")))
    'deliver within 2 days'
    >>> describe(StandardDraft(Shape.CONDITION, ("abandon",), target=0.95, stated=False))
    'callers get through, in at least 95 % of the cases'
    >>> describe(StandardDraft(Shape.VALUE, ("fee",), high=0.0))
    'it is free of charge'
    """
    why = f" ({draft.why})" if draft.why else ""
    return f"{in_words(draft)}{why}"


def in_words(draft: StandardDraft) -> str:
    """What happens, how far and for how many, without why we think so."""
    return f"{_SAID[draft.shape](draft)}{_share(draft.target)}"


def _share(target: float) -> str:
    if target in {0.0, 1.0}:
        return ""
    if target == MOST:
        return ", in more than half of the cases"
    return f", in at least {100 * target:.4g} % of the cases"


def _subject(draft: StandardDraft) -> str:
    """A proposal of ours as a sentence, a standard that the copy states by what happens in it."""
    first = draft.subject[0] if draft.subject else draft.shape.value
    if draft.stated:
        known = "" if "late" in draft.subject else "done"
        return first.replace("-", " ") if first in topics() else known
    if first == "guarantee":
        happens = (_CLAIMS[each] for each in draft.subject if each in _CLAIMS)
        return f"claims under the guarantee {next(happens, 'are accepted')}"
    topic = topics().get(first)
    if topic is None:
        return "" if first == "late" else first
    return f"{topic.plural} {topic.happens}"


def _duration(draft: StandardDraft) -> str:
    limit, late = draft.limit or Duration(0, Unit.CALENDAR_DAY), "late" in draft.subject
    within = limit_in_words(limit, late=late, strict=draft.strict, working=_WORKING)
    return f"{_subject(draft)} {within}".strip()


def _condition(draft: StandardDraft) -> str:
    if draft.limit is not None and draft.stated:
        what = "claims" if "guarantee" in draft.subject else "returns"
        return f"{what} are accepted for {length_in_words(draft.limit, _WORKING)}"
    if draft.limit is not None:
        return _duration(draft)
    if draft.high is not None:
        opens = f"from {_clock(draft.low)} to" if draft.low is not None else "by"
        return f"{_subject(draft)} {opens} {_clock(draft.high)}"
    if not draft.stated:
        return _subject(draft)
    opening = draft.subject[:1] == ("open",) and "day" in draft.subject
    return "open on the days that it names" if opening else _AS_SAID


def _value(draft: StandardDraft) -> str:
    first = draft.subject[0] if draft.subject else ""
    if first == "fee" and not draft.high:
        return "it is free of charge" if draft.stated else "nothing is added to the price"
    if first == "satisfy":
        return f"customers give {_bounds(draft)} points"
    return f"{_PRICED.get(first, first)} {_bounds(draft)}"


def _count(draft: StandardDraft) -> str:
    named = [each for each in draft.subject if each != "day"] or ["record"]
    noun = named[-1] if draft.stated else _COUNTED.get(named[0], named[0])
    number = draft.low if draft.low is not None else draft.high
    plural = "" if number == 1 or noun.endswith("s") else "s"
    bounds = _bounds(draft) if number else "no"
    return f"{bounds} {noun}{plural}{' a day' if 'day' in draft.subject else ''}"


def _uptime(draft: StandardDraft) -> str:
    low = 1.0 if draft.low is None else draft.low
    share = "all" if low >= 1 else f"at least {100 * low:.6g} % of"
    return f"{draft.subject[0] if draft.subject else 'up'} {share} the time"


def _bounds(draft: StandardDraft) -> str:
    words = []
    if draft.low is not None:
        words.append(f"{'more than' if draft.strict else 'at least'} {_amount(draft, draft.low)}")
    if draft.high is not None:
        words.append(f"{'less than' if draft.strict else 'at most'} {_amount(draft, draft.high)}")
    return " and ".join(words)


def _amount(draft: StandardDraft, value: float) -> str:
    if draft.currency:
        digits = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
        return f"{_SIGNS.get(draft.currency, f'{draft.currency} ')}{digits}"
    if draft.subject[:1] == ("discount",) and value <= 1:
        return f"{100 * value:.4g} %"
    return f"{value:,g}"


def _clock(hours: float | None) -> str:
    minutes = round(60 * (hours or 0.0))
    return f"{minutes // 60}:{minutes % 60:02}"


_SAID: dict[Shape, Callable[[StandardDraft], str]] = {
    Shape.DURATION: _duration,
    Shape.REMEDY: _duration,
    Shape.CONDITION: _condition,
    Shape.VALUE: _value,
    Shape.COUNT: _count,
    Shape.UPTIME: _uptime,
}
