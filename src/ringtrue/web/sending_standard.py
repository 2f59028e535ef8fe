"""Sending the form of a standard: it is kept, or shown again with all that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, NotAllowedError, require
from ringtrue.desk.services.manage_book import mean_standard
from ringtrue.web.standard_form import Mistake, Typed, field_mistakes, mistakes_of, turned, typed_in
from ringtrue.web.standard_page import StandardPage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sent(Generic[T]):
    """What keeping a standard answered; None where the page is to be shown again instead."""

    done: T | None
    page: StandardPage
    status: int


def send(
    post: QueryDict, person: Person, workspace: Workspace, keep: Callable[[str], T]
) -> Sent[T]:
    """Have a standard kept, unless a button only asked for another look at it.

    `keep` takes the YAML. Raises `NotAllowedError` where somebody may not.
    """
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    typed = typed_in(post, person, workspace)
    if "do" in post:
        return Sent(None, _turned(typed, post.get("do", ""), person, workspace), 200)
    wrong = field_mistakes(typed)
    if wrong:
        return Sent(None, looked(typed, person, workspace), 422)
    try:
        done = keep(typed.body)
    except NotAllowedError:
        raise
    except UsageError as error:
        page = StandardPage(typed, workspace, mistakes_of(error, typed))
        return Sent(None, page, 422)
    return Sent(done, StandardPage(typed, workspace), 200)


def look(post: QueryDict, person: Person, workspace: Workspace) -> StandardPage:
    """What somebody has typed so far, with its meaning or what is wrong with it."""
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    return looked(typed_in(post, person, workspace), person, workspace)


def _turned(typed: Typed, to: str, person: Person, workspace: Workspace) -> StandardPage:
    """The form as code, the code as a form, or the same with other columns or one more row."""
    try:
        typed = turned(typed, to, person, workspace)
    except UsageError as error:
        return StandardPage(typed, workspace, mistakes_of(error, typed))
    page = looked(typed, person, workspace)
    return StandardPage(typed, workspace, (), page.meant)


def looked(typed: Typed, person: Person, workspace: Workspace) -> StandardPage:
    """The page with the meaning of what was typed, or with every mistake in it."""
    mistakes: tuple[Mistake, ...] = field_mistakes(typed)
    meant = None
    try:
        meant = mean_standard(person, workspace, body=typed.body)
    except NotAllowedError:
        raise
    except UsageError as error:
        mistakes = mistakes_of(error, typed)
    return StandardPage(typed, workspace, mistakes, None if mistakes else meant)
