"""May the campaign be launched? The decision on its promises, and everything people must do.

The decision says whether the promises will be kept. The gate adds what no number can say: that
each department has signed exactly this, that nobody's "we can't do this" is left unanswered, that
the roll-out is prepared, and that the customer is told the limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ringtrue.core.campaign import CampaignState, ChecklistItem, Limit, Objection, SignOff
from ringtrue.core.dates import day
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.gap.answering import CALLS_UNANSWERED, STAFFING_ITEM


class Count(StrEnum):
    """Whether a sign-off counts, and why not."""

    COUNTS = "counts"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    EXPIRED = "expired"


class Code(StrEnum):
    """What the gate itself has against a launch, beside the reasons of the decision."""

    NOT_REVIEWED = "not-reviewed"
    REVIEW_AGAIN = "review-again"
    HOLD = "objections-hold"
    LIMIT_MISSING = "limit-missing"
    SIGN_OFF_MISSING = "sign-off-missing"
    SIGN_OFF_VOID = "sign-off-void"
    SIGN_OFF_EXPIRED = "sign-off-expired"
    OBJECTION_OPEN = "objection-open"
    CHECKLIST_OPEN = "checklist-open"
    LIMIT_IDLE = "limit-idle"
    STAFFING_UNPLANNED = "staffing-unplanned"


TO_DO = frozenset(
    {
        Code.SIGN_OFF_MISSING,
        Code.SIGN_OFF_VOID,
        Code.SIGN_OFF_EXPIRED,
        Code.OBJECTION_OPEN,
        Code.CHECKLIST_OPEN,
        Code.STAFFING_UNPLANNED,
    }
)
"""Warnings that the launch waits for; other warnings are accepted by whoever signs."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Where a campaign stands.

    `state` is clear (nothing stands against it), conditional (something is to be done, or was
    accepted) or blocked. `reasons` are those of the decision and of the gate, the gravest first.
    `waiting` are the roles that have yet to sign.
    """

    state: CampaignState
    may_launch: bool
    reasons: tuple[Reason, ...]
    waiting: tuple[Role, ...]


def count_of(signed: SignOff, *, seal: str, today: date) -> Count:
    """Whether a sign-off counts for a seal on a day; without a seal (no review) none does."""
    if signed.withdrawn:
        return Count.WITHDRAWN
    if not seal or signed.seal != seal:
        return Count.VOID
    return Count.EXPIRED if today > signed.valid_until else Count.COUNTS


def weigh(
    decision: Decision | None,
    *,
    required: Mapping[Role, tuple[str, ...]],
    signed: Sequence[SignOff],
    objections: Sequence[Objection],
    checklist: Sequence[ChecklistItem],
    missing_limits: Sequence[Limit],
    seal: str,
    today: date,
    now: datetime,
    hold_at: int,
    idle_limits: Sequence[Limit] = (),
    changed: Sequence[str] = (),
) -> Gate:
    """Whether the campaign may be launched, and all that stands against it.

    `decision` is that of the last review (None before the first), `seal` the one of that review.
    `changed` says what is no longer as it was reviewed: then no sign-off counts. `required` is
    the answer of `signing.required_roles`, `missing_limits` and `idle_limits` those of `limits`.
    `hold_at` open objections block the campaign. `now` knows its zone.

    The launch is free when the decision is clear, or conditional (who signs accepts its
    warnings), every required role has a sign-off that counts, no objection is open, every
    blocking item is done, no limit is missing, and calls that will not be answered have a plan.
    One person's sign-offs count for one role.
    """
    seal = "" if changed else seal
    valid = _valid(signed, seal, today)
    waiting = tuple(role for role in required if role not in valid)
    stops = (
        *_of_review(decision, changed),
        *_of_hold(objections, hold_at),
        *(_unsaid(limit) for limit in missing_limits),
    )
    to_do = (
        *(_unsigned(role, required[role], signed, seal, today) for role in waiting),
        *(_objected(each, now) for each in objections if not each.answered),
        *(_undone(each, today) for each in checklist if each.blocking and not each.done),
        *_unplanned(decision, checklist),
    )
    beside = (
        *(_idle(limit) for limit in idle_limits),
        *(_undone(each, today) for each in checklist if not each.blocking and not each.done),
    )
    said = decision.reasons if decision else ()
    reasons = sorted((*stops, *said, *to_do, *beside), key=lambda each: _WEIGHT[each.level])
    outlook = decision.outlook if decision else Outlook.BLOCKED
    blocked = outlook is Outlook.BLOCKED or any(each.level is Level.ERROR for each in reasons)
    return Gate(
        state=_state(blocked, outlook, reasons),
        may_launch=not blocked and not to_do,
        reasons=tuple(dict.fromkeys(reasons)),
        waiting=waiting,
    )


_WEIGHT = {level: weight for weight, level in enumerate(Level)}


def _state(blocked: bool, outlook: Outlook, reasons: Sequence[Reason]) -> CampaignState:
    if blocked:
        return CampaignState.BLOCKED
    warned = any(each.level is Level.WARNING for each in reasons)
    return (
        CampaignState.CONDITIONAL
        if warned or outlook is Outlook.CONDITIONAL
        else CampaignState.CLEAR
    )


def _valid(signed: Sequence[SignOff], seal: str, today: date) -> dict[Role, str]:
    """Who has signed for each role; the first role that a person signed for is theirs."""
    found: dict[Role, str] = {}
    roles: dict[str, Role] = {}
    counting = (each for each in signed if count_of(each, seal=seal, today=today) is Count.COUNTS)
    for each in sorted(counting, key=lambda one: one.at):
        if roles.setdefault(each.person, each.role) is each.role:
            found.setdefault(each.role, each.person)
    return found


def _of_review(decision: Decision | None, changed: Sequence[str]) -> Iterator[Reason]:
    if decision is None:
        what = "The campaign has not been reviewed."
        yield Reason(Code.NOT_REVIEWED, Level.ERROR, what, "Ask for a review.")
    elif changed:
        what = f"Since the review something has changed: {' '.join(changed)}"
        cure = "Review the campaign again; then the sign-offs are to be given again."
        yield Reason(Code.REVIEW_AGAIN, Level.ERROR, what, cure)


def _of_hold(objections: Sequence[Objection], hold_at: int) -> Iterator[Reason]:
    open_ones = sum(not each.answered for each in objections)
    if open_ones >= hold_at > 0:
        what = f"{open_ones:,} objections are open; the campaign is on hold from {hold_at:,} on."
        cure = "Answer them, and change the promises that cannot be kept."
        yield Reason(Code.HOLD, Level.ERROR, what, cure)


def _unsaid(limit: Limit) -> Reason:
    where = f"{limit.place.file}: " if limit.place else ""
    what = f"{where}{limit.wording!r} is promised without its limit {limit.text!r}."
    cure = "Say the limit in this material, in these words, near the promise."
    return Reason(Code.LIMIT_MISSING, Level.ERROR, what, cure, limit.place)


def _idle(limit: Limit) -> Reason:
    what = f"No material promises {limit.wording!r}, so its limit {limit.text!r} binds nothing."
    cure = "Write the limit beside the promise as it now reads, or remove it."
    return Reason(Code.LIMIT_IDLE, Level.WARNING, what, cure)


def _unsigned(
    role: Role, whys: Sequence[str], signed: Sequence[SignOff], seal: str, today: date
) -> Reason:
    code, what = Code.SIGN_OFF_MISSING, f"{role.spoken} has not signed."
    given = [each for each in signed if each.role is role and not each.withdrawn]
    if given:
        last = max(given, key=lambda each: each.at)
        count = count_of(last, seal=seal, today=today)
        if count is Count.COUNTS:
            what = f"{last.person} signed in two roles, and one person's word counts in one."
        elif count is Count.EXPIRED:
            code = Code.SIGN_OFF_EXPIRED
            what = f"The sign-off of {role.spoken} counted until {day(last.valid_until)}."
        else:
            code, what = (
                Code.SIGN_OFF_VOID,
                f"{role.spoken} signed something that has changed since.",
            )
    cure = f"{role.spoken} signs what is there now. {' '.join(whys)}".rstrip()
    return Reason(code, Level.WARNING, what, cure)


def _objected(objection: Objection, now: datetime) -> Reason:
    late = " It is overdue." if now > objection.due else ""
    due = day(objection.due.date())
    what = f"{objection.wording!r} was objected to: {objection.reason} (answer due {due}).{late}"
    cure = "Answer it, and change the promise if it cannot be kept."
    return Reason(Code.OBJECTION_OPEN, Level.WARNING, what, cure)


def _unplanned(decision: Decision | None, checklist: Sequence[ChecklistItem]) -> Iterator[Reason]:
    """Calls that will not be answered wait for a plan; its item then holds the launch by itself."""
    said = decision.reasons if decision else ()
    planned = any(each.key == STAFFING_ITEM for each in checklist)
    if not planned and any(each.code == CALLS_UNANSWERED for each in said):
        what = "Nobody has a plan yet for answering the campaign's calls."
        cure = "Make the staffing plan a condition, with who does it and until when."
        yield Reason(Code.STAFFING_UNPLANNED, Level.WARNING, what, cure)


def _undone(item: ChecklistItem, today: date) -> Reason:
    level = Level.WARNING if item.blocking else Level.NOTE
    when = f" It was due on {day(item.due)}." if item.due and today > item.due else ""
    what = f"Not done yet: {item.title.rstrip('.')}.{when}"
    return Reason(Code.CHECKLIST_OPEN, level, what, "Do it, and say what shows that it is done.")
