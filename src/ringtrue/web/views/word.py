"""Is our word kept? The home page: every promise with promised against kept, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ringtrue.core.errors import ConfigError
from ringtrue.core.verdict import State
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.word_kept import WordRows, word_kept
from ringtrue.web.asking import asker, workspace_here

_SHOWN = 30
_LIVE = "live"
_MANY = {State.FAILS: "failing", State.HOLDS: "holding"}
"""What many promises do of which one fails or holds."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list, with how many it leaves."""

    value: str
    title: str
    count: int
    current: bool


@require_safe
def word(request: HttpRequest) -> HttpResponse:
    """The list; whoever may only object is led to their own page."""
    person = asker(request)
    if not may(person.roles, Action.SEE) and may(person.roles, Action.OBJECT):
        return redirect("object")
    if not person.roles:
        return render(request, "no_role.html")
    rows = word_kept(person)
    which, words = _asked(request)
    page = Paginator(narrowed(rows, request), _SHOWN).get_page(request.GET.get("page"))
    told = {
        "any": len(rows),
        "page": page,
        "choices": _choices(rows, which),
        "words": words,
        "state": which,
        "asked": f"{urlencode({'state': which, 'words': words})}&",
        "money": _money(),
    }
    return render(request, "word.html", told)


def _money() -> str:
    """The sign of the money that promises are priced in; "" where they are not.

    While somebody mends ringtrue.yaml the list stands all the same, without prices.
    """
    try:
        settings = workspace_here().cost
    except ConfigError:
        return ""
    return settings.money if settings else ""


def narrowed(rows: WordRows, request: HttpRequest) -> WordRows:
    """Those that the filters of the address leave."""
    which, words = _asked(request)
    state = State(which) if which in set(State) else None
    return rows.chosen(state=state, live=which == _LIVE, words=words)


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("state", ""), request.GET.get("words", "")[:200]


def _choices(rows: WordRows, which: str) -> list[Choice]:
    told = [("", "promises", len(rows)), (_LIVE, "live now", rows.live)]
    told += [(state.value, _MANY.get(state, state.value), n) for state, n in rows.states.items()]
    return [Choice(value, title, count, value == which) for value, title, count in told]
