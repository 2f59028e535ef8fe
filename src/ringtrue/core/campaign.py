"""What stands before the gate beside the copy: state, sign-offs, objections, checklist, limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ringtrue.core.claim import Kind
from ringtrue.core.errors import UsageError
from ringtrue.core.place import Place
from ringtrue.core.role import Role


class CampaignState(StrEnum):
    """Where a campaign stands on its way."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CLEAR = "clear"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"
    LAUNCHED = "launched"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SignOffRule:
    """Who must sign what: `roles` are needed when every part that is named is met.

    A part left empty is met by everything: `kinds` by the kind of some claim, `channels` by the
    channel of some material, `sources` by the source of some standard.
    """

    roles: tuple[Role, ...]
    kinds: tuple[Kind, ...] = ()
    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A named person's approval of everything that a seal binds.

    `share_held` is the share (0 to 1) that the signer promises to hold, None when none was given.
    `valid_until` is the last day on which it counts, unless it was `withdrawn`.
    """

    role: Role
    person: str
    seal: str
    at: datetime
    valid_until: date
    share_held: float | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Objection:
    """Somebody says that a promise cannot be kept; `due` is when it must have an answer."""

    wording: str
    reason: str
    opened: datetime
    due: datetime
    answered: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to be done before the launch; `blocking` ones must be done.

    `days_before` says when, counted back from the launch, for an item that no campaign has yet.
    """

    key: str
    title: str
    blocking: bool
    done: bool = False
    due: date | None = None
    days_before: int | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A known negative or condition that the copy must say where it makes the promise.

    `wording` are the promise's own words, `text` what must be said; `place` is where a material
    makes the promise, once one is meant.
    """

    wording: str
    text: str
    place: Place | None = None


MOST_LIFT = 1_000.0
"""A volume that is a larger multiple of the usual is taken for a slip."""


def lift_of(lift: float) -> float:
    """A lift that can be: a multiple of the usual volume above 0; else raises `UsageError`."""
    if not 0 < lift <= MOST_LIFT:
        cure = "Give the expected volume as a multiple of the usual: 1 is as now, 1.5 half more."
        raise UsageError(f"a lift of {lift:g} cannot be", cure=cure)
    return float(lift)


DEFAULT_RULES = (
    SignOffRule(
        (Role.MARKETING, Role.OPERATIONS, Role.SERVICE),
        why="Every campaign: who promises, who delivers and who answers the customer.",
    ),
    SignOffRule(
        (Role.LEGAL,),
        kinds=(
            Kind.GUARANTEE,
            Kind.REFUND,
            Kind.PRICE,
            Kind.COMPARISON,
            Kind.RANK,
            Kind.AWARD,
        ),
        why="A guarantee, refund, price or comparison binds in law as soon as it is published.",
    ),
)
"""Who signs where ringtrue.yaml says nothing about it."""
