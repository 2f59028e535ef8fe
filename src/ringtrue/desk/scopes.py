"""What a token for the API may be made for: each scope allows some actions, each action has one.

A token can do what its scopes and the roles of its person both allow, and no more. To sign off is
a person's own act: no token can unless somebody chose exactly that scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ringtrue.core.role import Role
from ringtrue.desk.permissions import Action, may


class Scope(StrEnum):
    """One thing that a token can be made for."""

    READ = "read"
    COPY = "copy"
    PROOFS = "proofs"
    REVIEW = "review"
    WORK = "work"
    OBJECT = "object"
    STANDARDS = "standards"
    BOOK = "book"
    SIGN = "sign"
    LAUNCH = "launch"
    NOTIFICATIONS = "notifications"
    JOBS = "jobs"
    PEOPLE = "people"
    AUDIT = "audit"

    @property
    def spoken(self) -> str:
        """What it is for, for whoever chooses.

        >>> Scope.READ.spoken
        'See campaigns, promises and evidence'
        """
        return _TITLES[self]


_TITLES = {
    Scope.READ: "See campaigns, promises and evidence",
    Scope.COPY: "Write campaigns and materials",
    Scope.PROOFS: "Add and withdraw proofs of statements",
    Scope.REVIEW: "Check copy, and ask for reviews",
    Scope.WORK: "Comment, answer objections, do checklist items",
    Scope.OBJECT: "Object to promises, and see one's own objections",
    Scope.STANDARDS: "Confirm what promises mean",
    Scope.BOOK: "Apply promises kept as code",
    Scope.SIGN: "Sign off in your name",
    Scope.LAUNCH: "Launch and end campaigns, also against the gate",
    Scope.NOTIFICATIONS: "Read notifications, and say how and where they come",
    Scope.JOBS: "See jobs and ask for them",
    Scope.PEOPLE: "Manage people, roles and everybody's tokens",
    Scope.AUDIT: "See and verify the audit chain",
}

ACTIONS: dict[Scope, frozenset[Action]] = {
    Scope.READ: frozenset({Action.SEE}),
    Scope.COPY: frozenset({Action.WRITE_COPY}),
    Scope.PROOFS: frozenset({Action.PROVE}),
    Scope.REVIEW: frozenset({Action.REVIEW}),
    Scope.WORK: frozenset({Action.COMMENT, Action.ANSWER_OBJECTION, Action.TICK}),
    Scope.OBJECT: frozenset({Action.OBJECT}),
    Scope.STANDARDS: frozenset({Action.CONFIRM_STANDARD}),
    Scope.BOOK: frozenset({Action.APPLY_BOOK}),
    Scope.SIGN: frozenset(
        {Action.SIGN_MARKETING, Action.SIGN_OPERATIONS, Action.SIGN_SERVICE, Action.SIGN_LEGAL}
    ),
    Scope.LAUNCH: frozenset({Action.LAUNCH, Action.OVERRIDE}),
    Scope.NOTIFICATIONS: frozenset({Action.BE_TOLD, Action.MANAGE_NOTIFICATIONS}),
    Scope.JOBS: frozenset({Action.SEE_JOBS}),
    Scope.PEOPLE: frozenset({Action.MANAGE_PEOPLE}),
    Scope.AUDIT: frozenset({Action.SEE_AUDIT}),
}
"""What each scope allows. To make tokens is in none: a token cannot make another."""


def actions_of(scopes: Iterable[Scope]) -> frozenset[Action]:
    """All that some scopes allow together.

    >>> sorted(each.name for each in actions_of([Scope.READ, Scope.AUDIT]))
    ['SEE', 'SEE_AUDIT']
    """
    return frozenset[Action]().union(*(ACTIONS[scope] for scope in scopes))


def scope_of(action: Action) -> Scope:
    """The one scope that an action takes; raises `KeyError` for what no token can do.

    >>> scope_of(Action.TICK)
    <Scope.WORK: 'work'>
    """
    return _SCOPES[action]


_SCOPES = {action: scope for scope, actions in ACTIONS.items() for action in actions}


def scopes_for(roles: Iterable[Role]) -> tuple[Scope, ...]:
    """The scopes of which somebody with these roles could use anything.

    >>> scopes_for({Role.FRONT_LINE})
    (<Scope.OBJECT: 'object'>, <Scope.NOTIFICATIONS: 'notifications'>)
    """
    held = frozenset(roles)
    return tuple(scope for scope in Scope if any(may(held, action) for action in ACTIONS[scope]))
