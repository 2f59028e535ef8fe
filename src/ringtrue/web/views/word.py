"""Is our word kept? The home page: every promise with promised against kept, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ringtrue.core.verdict import State
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.services.word_kept import WordRow, with_months, word_kept
from ringtrue.web.asking import asker

_SHOWN = 30
_ORDER = (State.FAILS, State.UNPROVEN, State.VAGUE, State.HOLDS)


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
    state, words = request.GET.get("state", ""), request.GET.get("words", "")[:200]
    page = Paginator(_chosen(rows, state, words), _SHOWN).get_page(request.GET.get("page"))
    page.object_list = with_months(list(page.object_list))
    told = {
        "any": bool(rows),
        "page": page,
        "shown": with_months(list(page.object_list)),
        "choices": _choices(rows, state),
        "words": words,
    }
    return render(request, "word.html", {**told, "state": state})


def _chosen(rows: Sequence[WordRow], state: str, words: str) -> list[WordRow]:
    sought = words.casefold().strip()
    return [
        row
        for row in rows
        if state in {"", row.state.value, "live" if row.live else ""}
        and sought in f"{row.standing.promise} {row.standing.standard}".casefold()
    ]


def _choices(rows: Sequence[WordRow], state: str) -> list[Choice]:
    numbers = Counter(row.state.value for row in rows)
    told = [("", "promises", len(rows)), ("live", "live now", sum(bool(row.live) for row in rows))]
    told += [
        (each.value, each.value, numbers[each.value]) for each in _ORDER if numbers[each.value]
    ]
    return [Choice(value, title, count, value == state) for value, title, count in told]
