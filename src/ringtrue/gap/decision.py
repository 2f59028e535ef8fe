"""May the campaign go out? Every reason against it, the gravest first, by a policy that is data.

Each trouble that a promise can be in is one line of a table: its code, when it applies, which
setting of the policy weighs it, what it says and what would clear it. A new trouble is a new line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from ringtrue.core.claim import Claim, Label
from ringtrue.core.dates import day
from ringtrue.core.evidence import Evidence
from ringtrue.core.finding import Finding, Level
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.verdict import Decision, Outlook, Reason, State, Verdict
from ringtrue.gap.wording import percent, quoted, within_sentence

NAMED_SEGMENTS = 5
"""So many failing segments are named, the worst first; the rest is counted."""


class Bond(StrEnum):
    """How a promise stands to the sources."""

    BOUND = "bound"
    AMBIGUOUS = "ambiguous"
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True)
class Docket:
    """One claim before the gate, with all that is known about it.

    `verdicts` are those of the standards it is bound to (for everyone and by segment), `evidence`
    what was measured for them; `note` says what stands in the way of binding it. Assertions come
    before the gate for their findings only.
    """

    claim: Claim
    bond: Bond
    verdicts: tuple[Verdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


def decide(
    dockets: Iterable[Docket],
    policy: Policy,
    as_of: datetime,
    findings: tuple[Finding, ...] = (),
) -> Decision:
    """Weigh every trouble of every claim, and the findings that belong to no claim.

    Blocked when a reason is an error, conditional when one is a warning, else clear. What the
    policy ignores is still listed, as a note. Reasons are sorted by weight, then as given.
    """
    reasons = [reason for docket in dockets for reason in _of_docket(docket, policy, as_of.date())]
    reasons += [_of_finding(finding, policy) for finding in findings]
    reasons.sort(key=lambda reason: _WEIGHT[reason.level])
    worst = reasons[0].level if reasons else Level.NOTE
    return Decision(_OUTLOOKS[worst], tuple(dict.fromkeys(reasons)))


def with_reason(decision: Decision, reason: Reason | None) -> Decision:
    """The decision with one more reason, which may make it graver and never milder."""
    if reason is None:
        return decision
    reasons = sorted((*decision.reasons, reason), key=lambda each: _WEIGHT[each.level])
    graver = max(decision.outlook, _OUTLOOKS[reason.level], key=_GRAVITY.index)
    return Decision(graver, tuple(reasons))


def level_of(effect: Effect) -> Level:
    """How heavy a reason is to which the policy gives an effect."""
    return _LEVELS[effect]


@dataclass(frozen=True, slots=True)
class _View:
    """What the lines of the table look at."""

    docket: Docket
    policy: Policy
    today: date

    @property
    def whole(self) -> tuple[Verdict, ...]:
        return tuple(each for each in self.docket.verdicts if not each.segment)

    @property
    def stale(self) -> tuple[Evidence, ...]:
        limit = self.policy.stale_days
        return tuple(e for e in self.docket.evidence if (self.today - e.last_day).days > limit)

    def in_state(self, state: State) -> tuple[Verdict, ...]:
        return tuple(each for each in self.whole if each.state is state)


class _Said(NamedTuple):
    """What is said of a promise, its own words first, and the standard that it is held to."""

    message: str
    standard: str = ""


@dataclass(frozen=True, slots=True)
class _Trouble:
    """One line: `says` yields something for every time that the trouble applies."""

    code: str
    effect: Callable[[Policy], Effect]
    says: Callable[[_View], Iterable[_Said]]
    cure: str


def _fails(view: _View) -> Iterator[_Said]:
    return (_because(verdict) for verdict in view.in_state(State.FAILS))


def _fails_in_parts(view: _View) -> Iterator[_Said]:
    for standard in dict.fromkeys(each.standard for each in view.docket.verdicts if each.segment):
        whole = [each for each in view.whole if each.standard == standard]
        parts = [v for v in view.docket.verdicts if v.segment and v.standard == standard]
        failing = [v for v in parts if v.state is State.FAILS]
        if failing and all(each.state is not State.FAILS for each in whole):
            yield _about(parts[0], _name_segments(failing, len(parts)))


def _unproven(view: _View) -> Iterator[_Said]:
    """Not those that only their age keeps from holding: `evidence-stale` says that."""
    old = {evidence.standard for evidence in view.stale}
    for verdict in view.in_state(State.UNPROVEN):
        sure = (verdict.chance or 0.0) >= (verdict.level or 1.0)
        if not (sure and (verdict.standard in old or _holds_as_usual(verdict))):
            yield _because(verdict)


def _never_so_busy(view: _View) -> Iterator[_Said]:
    """Holds as usual, but never had a day as busy as planned."""
    old = {evidence.standard for evidence in view.stale}
    for verdict in view.in_state(State.UNPROVEN):
        if _holds_as_usual(verdict) and verdict.standard not in old:
            yield _because(verdict)


def _without_evidence(view: _View) -> Iterator[_Said]:
    docket = view.docket
    if _is_promise(view) and docket.bond is Bond.BOUND and not view.whole:
        yield _noted(view, "has a standard that was not judged")
    measured = {evidence.standard for evidence in docket.evidence}
    for verdict in view.whole:
        if verdict.state is not State.VAGUE and verdict.standard not in measured:
            yield _about(verdict, "There is a verdict but no evidence that anyone could check.")


def _stale(view: _View) -> Iterator[_Said]:
    words = {verdict.standard: verdict.promise for verdict in view.docket.verdicts}
    for evidence in view.stale:
        age = (view.today - evidence.last_day).days
        ends = f"The evidence ends on {day(evidence.last_day)}, {age:,} days ago"
        head = _head(words.get(evidence.standard, view.docket.claim.text), evidence.standard)
        told = f"{head}: {ends}; it counts for {view.policy.stale_days:,} days."
        yield _Said(told, evidence.standard)


def _vague(view: _View) -> Iterator[_Said]:
    docket = view.docket
    if _is_promise(view) and not docket.claim.measurable and docket.bond is not Bond.BOUND:
        yield _noted(view, "cannot be measured as it stands")
    yield from (_because(verdict) for verdict in view.in_state(State.VAGUE))


def _unbound(view: _View) -> Iterator[_Said]:
    docket = view.docket
    if _is_promise(view) and docket.claim.measurable and docket.bond is Bond.UNBOUND:
        yield _noted(view, "is measured by no standard")


def _ambiguous(view: _View) -> Iterator[_Said]:
    docket = view.docket
    if _is_promise(view) and docket.claim.measurable and docket.bond is Bond.AMBIGUOUS:
        yield _noted(view, "can be measured in more than one way")


_TROUBLES = (
    _Trouble(
        "promise-fails",
        lambda policy: policy.fails,
        _fails,
        "Promise what will hold (see the strongest honest promise), or mend operations first.",
    ),
    _Trouble(
        "segment-fails",
        lambda policy: policy.segment_fails,
        _fails_in_parts,
        "Leave these segments out of the promise, or give them a limit of their own.",
    ),
    _Trouble(
        "promise-unproven",
        lambda policy: policy.unproven,
        _unproven,
        "Promise less, or wait for more data.",
    ),
    _Trouble(
        "load-unseen",
        lambda policy: policy.load_unseen,
        _never_so_busy,
        "Try it out on a part of the audience, spread the campaign over more days, or plan who will"
        " answer the rest; signing accepts that nobody has seen it.",
    ),
    _Trouble(
        "evidence-missing",
        lambda policy: policy.unproven,
        _without_evidence,
        "Measure it, and keep the evidence file.",
    ),
    _Trouble("evidence-stale", lambda policy: policy.stale, _stale, "Measure again on newer data."),
    _Trouble(
        "promise-vague",
        lambda policy: policy.vague,
        _vague,
        "Give it a standard that says what counts as kept, or drop it.",
    ),
    _Trouble(
        "promise-unbound",
        lambda policy: policy.unbound,
        _unbound,
        "Add the table that records it to ringtrue.yaml and give the promise a standard, at the"
        " desk or in that file; or drop the promise.",
    ),
    _Trouble(
        "binding-ambiguous",
        lambda policy: policy.unbound,
        _ambiguous,
        "Confirm one of the candidates at the desk, or write it into ringtrue.yaml.",
    ),
)
_LEVELS = {
    Effect.BLOCK: Level.ERROR,
    Effect.WARN: Level.WARNING,
    Effect.IGNORE: Level.NOTE,
}
_OUTLOOKS = {
    Level.ERROR: Outlook.BLOCKED,
    Level.WARNING: Outlook.CONDITIONAL,
    Level.NOTE: Outlook.CLEAR,
}
_WEIGHT = {level: weight for weight, level in enumerate(_OUTLOOKS)}
_GRAVITY = (Outlook.CLEAR, Outlook.CONDITIONAL, Outlook.BLOCKED)


def _of_docket(docket: Docket, policy: Policy, today: date) -> Iterator[Reason]:
    view, place = _View(docket, policy, today), docket.claim.place
    for trouble in _TROUBLES:
        level = _LEVELS[trouble.effect(policy)]
        for said in trouble.says(view):
            yield Reason(trouble.code, level, said.message, trouble.cure, place, said.standard)
    yield from (_of_finding(finding, policy) for finding in docket.claim.findings)


def _of_finding(finding: Finding, policy: Policy) -> Reason:
    usual = {Level.ERROR: policy.rule_error, Level.WARNING: policy.rule_warning}
    effect = dict(policy.rules).get(finding.rule, usual.get(finding.level, Effect.IGNORE))
    return Reason(finding.rule, _LEVELS[effect], finding.message, finding.fix, finding.place)


def _holds_as_usual(verdict: Verdict) -> bool:
    """Whether only the planned volume, which was never seen, keeps it from holding."""
    sure = (verdict.chance or 0.0) >= (verdict.level or 1.0)
    return sure and verdict.load is not None and verdict.load.unseen


def _is_promise(view: _View) -> bool:
    return view.docket.claim.label is Label.PROMISE


def _because(verdict: Verdict) -> _Said:
    return _about(verdict, " ".join(verdict.reasons))


def _about(verdict: Verdict, message: str) -> _Said:
    return _Said(f"{_head(verdict.promise, verdict.standard)}: {message}", verdict.standard)


def _head(promise: str, standard: str) -> str:
    """The promise's own words, or the standard where the book gives none."""
    return quoted(promise) or standard


def _noted(view: _View, what: str) -> _Said:
    """What is said of the claim's words, with what stands in the way of binding them."""
    text, note = f"{quoted(view.docket.claim.text)} {what}", view.docket.note.rstrip(".")
    return _Said(f"{text}: {within_sentence(note)}." if note else f"{text}.")


def _name_segments(failing: list[Verdict], parts: int) -> str:
    worst = sorted(failing, key=lambda v: 1.0 if v.expected is None else v.expected)
    named = ", ".join(
        f"{' / '.join(v.segment)} ({percent(v.expected)} expected)"
        for v in worst[:NAMED_SEGMENTS]
        if v.expected is not None
    )
    rest = f", and {len(worst) - NAMED_SEGMENTS:,} more" if len(worst) > NAMED_SEGMENTS else ""
    return f"Fails for {len(failing):,} of {parts:,} segments: {named}{rest}."
