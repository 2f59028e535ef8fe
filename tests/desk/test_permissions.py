"""Who may do what: the table is whole, and the documents show it as it is."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from ringtrue.core.role import Role
from ringtrue.desk.permissions import (
    ALLOWED,
    SIGNING,
    Action,
    NotAllowedError,
    may,
    require,
)

DOCS = Path(__file__).parents[2] / "docs"
DECIDES = {Action.SIGN_MARKETING, Action.SIGN_OPERATIONS, Action.SIGN_SERVICE, Action.SIGN_LEGAL}


def matrix() -> str:
    """The table of docs/people.md: paste this when the test below fails."""
    lines = [
        "| | " + " | ".join(role.spoken for role in Role) + " |",
        "|---" * (len(Role) + 1) + "|",
    ]
    for action in Action:
        marks = ("yes" if role in ALLOWED[action] else "" for role in Role)
        lines.append(f"| {action.value} | " + " | ".join(marks) + " |")
    return "\n".join(line.replace("  ", " ") for line in lines)


def test_every_action_has_a_rule() -> None:
    assert set(ALLOWED) == set(Action)
    assert all(ALLOWED.values()), "an action that nobody may do is none"


def test_the_documents_show_the_table_as_it_is() -> None:
    assert matrix() in (DOCS / "people.md").read_text(encoding="utf-8"), matrix()


@pytest.mark.parametrize("action", Action)
def test_somebody_without_a_role_may_do_nothing(action: Action) -> None:
    assert not may(frozenset(), action)
    with pytest.raises(NotAllowedError):
        require("Eve", frozenset(), action)


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_what_one_role_allows_another_role_beside_it_does_not_take_away(
    role: Role, action: Action
) -> None:
    if may({role}, action):
        assert all(may({role, other}, action) for other in Role)
        require("Ann", {role}, action)
    else:
        with pytest.raises(NotAllowedError) as told:
            require("Ann", {role}, action)
        assert told.value.what == f"Ann may not {action.value}"
        assert all(each.spoken in told.value.cure for each in ALLOWED[action])


def test_each_department_signs_for_itself_alone() -> None:
    assert set(SIGNING.values()) == DECIDES
    assert all(ALLOWED[action] == {role} for role, action in SIGNING.items())


def test_the_front_line_objects_hears_of_it_and_sees_nothing_else() -> None:
    allowed = {action for action in Action if may({Role.FRONT_LINE}, action)}
    assert allowed == {Action.OBJECT, Action.BE_TOLD, Action.MAKE_TOKENS}


def test_a_viewer_sees_and_changes_nothing() -> None:
    allowed = {action for action in Action if may({Role.VIEWER}, action)}
    assert allowed == {Action.SEE, Action.MAKE_TOKENS}


def test_an_administrator_signs_nothing_off() -> None:
    assert not any(may({Role.ADMIN}, action) for action in DECIDES)
    assert not may({Role.ADMIN}, Action.LAUNCH)
