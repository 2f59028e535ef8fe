"""Who may do what: one table of actions and roles that pages, API, terminal and jobs all obey."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role


class Action(StrEnum):
    """Something that changes or shows what the desk keeps."""

    SEE = "see campaigns, promises and evidence"
    WRITE_COPY = "write campaigns and materials"
    REVIEW = "ask for a review"
    CONFIRM_STANDARD = "confirm what a promise means"
    SIGN_MARKETING = "sign off for Marketing"
    SIGN_OPERATIONS = "sign off for Operations"
    SIGN_SERVICE = "sign off for Customer Service"
    SIGN_LEGAL = "sign off for Legal"
    PROVE = "add and withdraw proofs of statements"
    COMMENT = "comment"
    OBJECT = "object to a promise"
    ANSWER_OBJECTION = "answer an objection"
    TICK = "do checklist items"
    LAUNCH = "launch and end campaigns"
    OVERRIDE = "launch against the gate"
    APPLY_BOOK = "apply promises kept as code"
    MANAGE_PEOPLE = "manage people and roles"
    SEE_AUDIT = "see the audit chain"
    SEE_JOBS = "see jobs and ask for them"
    BE_TOLD = "read notifications, and choose how they come"
    MANAGE_NOTIFICATIONS = "say where notifications go"
    MAKE_TOKENS = "make tokens for the API, which can do no more than oneself"


_ALL = frozenset(Role)
_DESK = _ALL - {Role.FRONT_LINE}
_WORKING = _DESK - {Role.VIEWER}

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.SEE: _DESK,
    Action.WRITE_COPY: frozenset({Role.MARKETING, Role.ADMIN}),
    Action.REVIEW: _WORKING,
    Action.CONFIRM_STANDARD: frozenset({Role.OPERATIONS, Role.SERVICE, Role.LEGAL, Role.ADMIN}),
    Action.SIGN_MARKETING: frozenset({Role.MARKETING}),
    Action.SIGN_OPERATIONS: frozenset({Role.OPERATIONS}),
    Action.SIGN_SERVICE: frozenset({Role.SERVICE}),
    Action.SIGN_LEGAL: frozenset({Role.LEGAL}),
    Action.PROVE: frozenset({Role.MARKETING, Role.LEGAL}),
    Action.COMMENT: _WORKING,
    Action.OBJECT: _ALL - {Role.VIEWER},
    Action.ANSWER_OBJECTION: frozenset({Role.OPERATIONS, Role.SERVICE, Role.MARKETING, Role.LEGAL}),
    Action.TICK: _WORKING,
    Action.LAUNCH: frozenset({Role.MARKETING}),
    Action.OVERRIDE: frozenset({Role.ADMIN}),
    Action.APPLY_BOOK: frozenset({Role.OPERATIONS, Role.ADMIN}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Action.SEE_AUDIT: frozenset({Role.LEGAL, Role.ADMIN}),
    Action.SEE_JOBS: frozenset({Role.ADMIN}),
    Action.BE_TOLD: _ALL - {Role.VIEWER},
    Action.MANAGE_NOTIFICATIONS: frozenset({Role.ADMIN}),
    Action.MAKE_TOKENS: _ALL,
}

SIGNING: dict[Role, Action] = {
    Role.MARKETING: Action.SIGN_MARKETING,
    Role.OPERATIONS: Action.SIGN_OPERATIONS,
    Role.SERVICE: Action.SIGN_SERVICE,
    Role.LEGAL: Action.SIGN_LEGAL,
}
"""The roles that can sign off, and the action of each."""


class NotAllowedError(UsageError):
    """Somebody asked for what their roles do not allow."""


def may(roles: Collection[Role], action: Action) -> bool:
    """Whether somebody with these roles may do it.

    >>> may({Role.VIEWER}, Action.SEE), may({Role.VIEWER}, Action.COMMENT)
    (True, False)
    """
    return not ALLOWED[action].isdisjoint(roles)


_AT_MOST: ContextVar[frozenset[Action] | None] = ContextVar("all that may be done", default=None)


@contextmanager
def at_most(actions: Collection[Action]) -> Iterator[None]:
    """Let `require` refuse everything else in this block, whatever the roles: a token's scopes.

    >>> with at_most({Action.SEE}):
    ...     try:
    ...         require("Ann", {Role.ADMIN}, Action.MANAGE_PEOPLE)
    ...     except NotAllowedError as error:
    ...         print(error.what)
    the token was not made to manage people and roles
    """
    before = _AT_MOST.set(frozenset(actions))
    try:
        yield
    finally:
        _AT_MOST.reset(before)


def require(name: str, roles: Collection[Role], action: Action) -> None:
    """Raise `NotAllowedError` unless these roles, and a token where one asks, allow the action."""
    allowed = _AT_MOST.get()
    if allowed is not None and action not in allowed:
        cure = "Make a token with the scope that this takes."
        raise NotAllowedError(f"the token was not made to {action.value}", cure=cure)
    if not may(roles, action):
        titles = sorted(role.spoken for role in ALLOWED[action])
        cure = f"It takes the role {' or '.join(titles)}." if titles else "No role may."
        raise NotAllowedError(f"{name} may not {action.value}", cure=cure)


def require_one_of(name: str, roles: Collection[Role], first: Action, *others: Action) -> None:
    """As `require`, when one of several actions is enough; the last one is what is refused."""
    for action in (first, *others[:-1]):
        try:
            return require(name, roles, action)
        except NotAllowedError:
            continue
    return require(name, roles, others[-1] if others else first)
