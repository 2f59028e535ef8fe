"""A draft standard in a few words, for screens, reports and terminals alike."""

from __future__ import annotations

from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.say.draft_reading import MOST
from ringtrue.say.topics import topics

_MEASURED = {
    "first-contact": "contacts for one question:",
    "transfer": "transfers for one matter:",
    "satisfy": "a rating of",
    "fee": "extra fees:",
}
"""How a proposal of ours begins whose topic is counted or valued."""


def describe(draft: StandardDraft) -> str:
    """What happens, how far, for how many, and why we think so.

    >>> from ringtrue.core.quantity import Duration
    >>> describe(StandardDraft(Shape.DURATION, ("deliver",), Duration.parse("2 days")))
    'deliver within 2 days'
    >>> describe(StandardDraft(Shape.CONDITION, ("abandon",), target=0.95, stated=False))
    'callers get through, in 95 % of the cases'
    >>> describe(StandardDraft(Shape.VALUE, ("satisfy",), low=4, target=0.9, stated=False))
    'a rating of at least 4, in 90 % of the cases'
    """
    subject = _subject(draft)
    share = _share(draft.target)
    why = f" ({draft.why})" if draft.why else ""
    return f"{subject} {_bounds(draft)}".rstrip() + f"{share}{why}"


def _subject(draft: StandardDraft) -> str:
    """A proposal of ours as a sentence, a standard that the copy states by what happens in it."""
    topic = topics().get(draft.subject[0]) if draft.subject and not draft.stated else None
    if topic is not None and draft.low is None and draft.high is None:
        return f"{topic.plural} {topic.happens}"
    if topic is not None and topic.name in _MEASURED:
        return _MEASURED[topic.name]
    return " ".join(draft.subject[:1]) or draft.shape.value


def _share(target: float) -> str:
    if target in {0.0, 1.0}:
        return ""
    if target == MOST:
        return ", in more than half of the cases"
    return f", in {100 * target:.4g} % of the cases"


def _bounds(draft: StandardDraft) -> str:
    if draft.limit is not None:
        return f"{'in less than' if draft.strict else 'within'} {draft.limit}"
    if draft.shape is Shape.UPTIME and draft.low is not None:
        return f"up at least {100 * draft.low:.6g} % of the time"
    words = []
    if draft.low is not None:
        words.append(f"{'more than' if draft.strict else 'at least'} {_amount(draft, draft.low)}")
    if draft.high is not None:
        words.append(f"{'less than' if draft.strict else 'at most'} {_amount(draft, draft.high)}")
    return " and ".join(words) or ("as said" if draft.stated else "")


def _amount(draft: StandardDraft, value: float) -> str:
    return f"{draft.currency} {value:g}".strip()
