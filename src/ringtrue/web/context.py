"""What every page shows around its content: the ways on, who is signed in, the chosen colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.db import DatabaseError
from django.http import HttpRequest

from ringtrue.core.role import Role
from ringtrue.desk.demonstration import is_demonstration
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.my_work import waiting_for
from ringtrue.desk.services.see_alerts import open_alerts
from ringtrue.desk.services.see_notifications import unread

THEME_COOKIE = "theme"
THEMES = {"system": "System", "light": "Light", "dark": "Dark"}
"""The colours that a person can choose, and how they are called."""


@dataclass(frozen=True, slots=True)
class Link:
    """One way on: the name of its address and its title."""

    name: str
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Ways on that belong together; the first group needs no title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One choice of colours, and whether it is the present one."""

    value: str
    title: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around the content.

    `theme` is empty when the system decides, `frame` the template with the shell that fits.
    """

    groups: tuple[Group, ...]
    roles: str
    theme: Literal["", "light", "dark"]
    themes: tuple[Theme, ...]
    frame: str


_CAMPAIGN = ("campaign", "new-campaign", "new-material", "mean-promise")
_PAGES: tuple[tuple[str, tuple[tuple[str, str, Action, tuple[str, ...]], ...]], ...] = (
    (
        "",
        (
            ("word", "Is our word kept?", Action.SEE, ("promise",)),
            ("cost", "What our word costs", Action.SEE, ()),
            ("cycle", "The cycle", Action.SEE, ("loop",)),
            ("alerts", "Alerts", Action.SEE, ()),
            ("live", "Published pages", Action.SEE, ()),
            ("work", "My work", Action.SEE, ()),
            ("notifications", "Notifications", Action.BE_TOLD, ()),
        ),
    ),
    (
        "Before launch",
        (
            ("campaigns", "Campaigns", Action.SEE, _CAMPAIGN),
            ("objections", "Objections", Action.SEE, ("objection",)),
            ("object", "“We can’t do this”", Action.OBJECT, ()),
        ),
    ),
    (
        "What it rests on",
        (
            ("book", "The book", Action.SEE, ("standard", "new-standard")),
            ("sources", "Sources", Action.SEE, ("source",)),
            ("people", "People and roles", Action.SEE, ("person",)),
            ("settings", "Settings", Action.SEE, ()),
            ("jobs", "Jobs", Action.SEE_JOBS, ()),
            ("delivery", "Where notifications go", Action.MANAGE_NOTIFICATIONS, ("add-webhook",)),
            ("audit", "Audit", Action.SEE_AUDIT, ()),
        ),
    ),
)
"""Group, then address, title, what it takes, and the further pages that belong to it."""


def shell(request: HttpRequest) -> dict[str, object]:
    """The shell; `may`, the names of all actions that the roles allow; `demonstration`; `beside`.

    A template asks `{% if "REVIEW" in may %}`. `beside` has the numbers beside links, by the name
    of their address: `{{ beside.work }}`.
    """
    person = getattr(request, "user", None)
    roles: frozenset[Role] = person.roles if isinstance(person, Person) else frozenset()
    allowed = frozenset(action.name for action in Action if may(roles, action))
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    theme: Literal["", "light", "dark"] = (
        "dark" if chosen == "dark" else "light" if chosen == "light" else ""
    )
    return {
        "shell": Shell(
            groups=_groups(allowed, _address(request)),
            roles=", ".join(role.spoken for role in Role if role in roles),
            theme=theme,
            themes=tuple(
                Theme(value, title, value == (theme or "system")) for value, title in THEMES.items()
            ),
            frame="base.html" if isinstance(person, Person) else "bare.html",
        ),
        "may": allowed,
        "demonstration": _demonstration,
        "beside": {
            "work": _once(waiting_for, person),
            "alerts": _once(open_alerts, person),
            "notifications": _once(unread, person, Action.BE_TOLD),
        },
    }


def _once(
    count: Callable[[Person], int], person: object, takes: Action = Action.SEE
) -> Callable[[], int]:
    """A number beside a link, asked only by whole pages and once by each."""

    @cache
    def asked() -> int:
        try:
            if isinstance(person, Person) and may(person.roles, takes):
                return count(person)
            return 0
        except DatabaseError:
            return 0

    return asked


def _demonstration() -> bool:
    """Asked only by whole pages; a page about a broken store must not ask the store."""
    try:
        return is_demonstration()
    except DatabaseError:
        return False


def _address(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _groups(allowed: frozenset[str], here: str) -> tuple[Group, ...]:
    found = []
    for title, pages in _PAGES:
        links = tuple(
            Link(name, words, here == name or here in further)
            for name, words, action, further in pages
            if action.name in allowed
        )
        if links:
            found.append(Group(title, links))
    return tuple(found)
