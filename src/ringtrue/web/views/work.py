"""My work: what waits for whoever is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ringtrue.desk.services.my_work import my_work
from ringtrue.desk.work_tasks import Sort, Task
from ringtrue.web.asking import asker
from ringtrue.web.campaign_page import address_of

_PARTS = {
    Sort.SIGN: "sign-offs",
    Sort.RENEW: "sign-offs",
    Sort.DO: "checklist",
    Sort.PAGE: "live",
}
"""In which tab of its campaign a task is done; for the others beside the copy."""


@dataclass(frozen=True, slots=True)
class Item:
    """A task and the address where it is done."""

    task: Task
    address: str


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The list, what is due soonest first."""
    return render(request, "work.html", {"items": [*map(item_of, my_work(asker(request)))]})


def item_of(task: Task) -> Item:
    """A task with the address of the part of the desk where it is done."""
    return Item(task, _address(task))


def _address(task: Task) -> str:
    if task.sort is Sort.ALERT:
        return f"{reverse('alerts')}#alert-{task.number}"
    if task.sort is Sort.ANSWER:
        return f"{reverse('objections')}#objection-{task.number}"
    address = address_of(task.slug, _PARTS.get(task.sort, "copy"))
    return f"{address}#item-{task.number}" if task.sort is Sort.DO else address
