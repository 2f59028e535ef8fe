"""From a draft to a source: which columns measure it, how sure we are, and why.

Names, types and descriptions of columns are matched with the words of the draft. Where two
meanings are near, both are shown and nobody guesses; where nothing fits, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ringtrue.core.claim import Claim
from ringtrue.core.draft import Shape, StandardDraft
from ringtrue.core.source import SourceProfile
from ringtrue.core.standard import Standard, Test
from ringtrue.say.bind_options import Option, Wanted, standard_of, wanted_of
from ringtrue.say.bind_times import bind_duration, bind_remedy, bind_uptime
from ringtrue.say.bind_values import bind_condition, bind_count, bind_value

SURE = 0.6
"""The score from which a candidate may be bound."""
NEAR = 0.1
"""How close a second meaning may come before the choice is a person's."""
WORTH_SHOWING = 0.35
"""Candidates below this score are not shown."""
FAR = 0.15
"""Candidates that fall this much behind the best are not shown either."""

_MAKERS = {
    Shape.DURATION: bind_duration,
    Shape.CONDITION: bind_condition,
    Shape.VALUE: bind_value,
    Shape.COUNT: bind_count,
    Shape.UPTIME: bind_uptime,
    Shape.REMEDY: bind_remedy,
}


class BindingState(StrEnum):
    """Whether a draft found its columns."""

    BOUND = "bound"
    AMBIGUOUS = "ambiguous"
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to measure a draft, with its score between 0 and 1 and the reasons for it."""

    standard: Standard
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """What was found for a draft, best first; `reason` says in a sentence why this state."""

    candidates: tuple[Candidate, ...]
    state: BindingState
    reason: str


def bind_draft(
    draft: StandardDraft,
    claim_text: str,
    profiles: tuple[SourceProfile, ...],
    *,
    target: float,
    after: str = "",
) -> Binding:
    """Match a draft with the columns of the sources.

    `target` is the share to keep where the wording names none. `after` is the id of the standard
    whose breach a remedy follows; without it a remedy stays unbound. The candidates of one draft
    share one id made from the wording.
    """
    wanted = wanted_of(draft, claim_text, target, after)
    missing = _missing(wanted, profiles)
    if missing:
        return Binding((), BindingState.UNBOUND, missing)
    found = [option for each in profiles for option in _MAKERS[draft.shape](wanted, each)]
    options = _best(found)
    candidates = tuple(_candidate(wanted, each) for each in options)
    state, reason = _judge(wanted, options, profiles)
    return Binding(candidates, state, reason)


def bind_claim(
    claim: Claim, profiles: tuple[SourceProfile, ...], *, target: float
) -> tuple[Binding, ...]:
    """Bind every draft of a claim, in their order; ids are unique within the claim.

    A remedy follows the first draft before it that was bound.
    """
    bindings: list[Binding] = []
    used: set[str] = set()
    after = ""
    for draft in claim.drafts:
        bound = bind_draft(draft, claim.text, profiles, target=target, after=after)
        bound = _renamed(bound, used)
        if bound.state is BindingState.BOUND and draft.shape is not Shape.REMEDY:
            after = after or bound.candidates[0].standard.id
        bindings.append(bound)
    return tuple(bindings)


def _best(found: list[Option]) -> list[Option]:
    """Those worth showing, best first; of several that make the same test only the best."""
    kept: dict[tuple[str, Test], Option] = {}
    for each in sorted(found, key=lambda each: -each.score):
        kept.setdefault((each.profile.source.name, each.test), each)
    options = list(kept.values())
    floor = max(WORTH_SHOWING, options[0].score - FAR) if options else 0.0
    return [each for each in options if each.score >= floor]


def _renamed(binding: Binding, used: set[str]) -> Binding:
    if not binding.candidates:
        return binding
    base = binding.candidates[0].standard.id
    name, number = base, 2
    while name in used:
        name, number = f"{base}-{number}", number + 1
    used.add(name)
    renamed = tuple(
        replace(each, standard=replace(each.standard, id=name)) for each in binding.candidates
    )
    return replace(binding, candidates=renamed)


def _candidate(wanted: Wanted, option: Option) -> Candidate:
    return Candidate(standard_of(wanted, option), round(option.score, 3), option.reasons)


def _missing(wanted: Wanted, profiles: tuple[SourceProfile, ...]) -> str:
    if not profiles:
        return "There is no source to measure it on; add one to ringtrue.yaml."
    if not wanted.draft.subject:
        return "The wording does not say what happens; name the columns by hand."
    if wanted.draft.shape is Shape.REMEDY and not wanted.after:
        return "A remedy follows a broken promise: bind that promise first."
    return ""


def _listed(subject: tuple[str, ...]) -> str:
    *first, last = (repr(each) for each in subject)
    return f"{', '.join(first)} or {last}" if first else last


def _judge(
    wanted: Wanted, options: list[Option], profiles: tuple[SourceProfile, ...]
) -> tuple[BindingState, str]:
    names = ", ".join(each.source.name for each in profiles)
    what = _listed(wanted.draft.subject)
    if not options or options[0].score < SURE:
        nearest = f" Nearest: {options[0]}, {options[0].score:.2f}." if options else ""
        reason = f"No column of {names} measures {what}.{nearest}{wanted.hints(profiles)}"
        return BindingState.UNBOUND, reason
    best = options[0]
    rivals = [each for each in options[1:] if each.differs(best) and best.score - each.score < NEAR]
    if rivals:
        reason = f"Both {best} ({best.score:.2f}) and {rivals[0]} ({rivals[0].score:.2f}) fit."
        return BindingState.AMBIGUOUS, f"{reason} Say which the wording means."
    return BindingState.BOUND, f"{best} fits best ({best.score:.2f})."
