"""A campaign: its copy with every promise marked, and all that stands before its launch."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ringtrue.core.place import Place
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.next_step import next_step
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.present import bound_of
from ringtrue.desk.services.propose_standards import Proposed, propose_standards
from ringtrue.desk.services.review_under_way import under_way
from ringtrue.desk.services.see_campaign import CampaignView, see_campaign
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.who_may import who_may
from ringtrue.web.asking import asker, by_htmx, number_of, workspace_here
from ringtrue.web.campaign_page import PARTS, CampaignPage, address_of, page_of

_TRIES = 5
"""So often a page looks for the review that it asked for itself before it gives up."""


@require_safe
def campaign(request: HttpRequest, slug: str, part: str = "copy") -> HttpResponse:
    """One tab of a campaign; `?at=` opens the particulars of a claim."""
    if part not in PARTS:
        raise Http404
    person, row = asker(request), find_campaign(slug)
    view = see_campaign(person, row, workspace_here())
    page = page_of(view, part, request.GET.get("at", ""))
    told = _told(person, row, view, page)
    if page.chosen and "meanings" in request.GET:
        told["proposed"] = _proposed(person, row, page.chosen.view.claim.place)
    return render(request, "campaign.html", told)


@require_safe
def claim(request: HttpRequest, slug: str, at: str) -> HttpResponse:
    """The particulars of one claim, beside the copy."""
    if not by_htmx(request):
        return redirect(f"{address_of(slug)}?at={at}")
    person, row = asker(request), find_campaign(slug)
    view = see_campaign(person, row, workspace_here())
    page = page_of(view, "copy", at)
    return render(request, "campaign/panel.html", {"view": view, "page": page, "campaign": row})


@require_safe
def meanings(request: HttpRequest, slug: str, at: str) -> HttpResponse:
    """What a promise could mean and be measured by; opens the sources to see their columns."""
    if not by_htmx(request):
        return redirect(f"{address_of(slug)}?at={at}&meanings=yes")
    person, row = asker(request), find_campaign(slug)
    page = page_of(see_campaign(person, row, workspace_here()), "copy", at)
    if page.chosen is None:
        raise Http404
    found = _proposed(person, row, page.chosen.view.claim.place)
    told = {"proposed": found, "page": page, "campaign": row}
    return render(request, "campaign/meanings.html", told)


@require_safe
def review_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a review is; asks again by itself while there is one.

    `own` says that the page waits for the answer to its own request; others are shown anew when
    the review has ended.
    """
    person = asker(request)
    require(person.name, person.roles, Action.SEE)
    row = find_campaign(slug)
    run, own = under_way(row), "own" in request.GET
    tries = (number_of(request.GET.get("tries", ""), "tries") or 0) + 1
    again = run is not None or (own and tries <= _TRIES)
    told = {"campaign": row, "run": run, "own": own, "again": again, "tries": tries}
    response = render(request, "campaign/progress.html", told)
    if run is None and not own:
        response["HX-Refresh"] = "true"
    return response


def _told(
    person: Person, row: Campaign, view: CampaignView, page: CampaignPage
) -> dict[str, object]:
    told: dict[str, object] = {"view": view, "page": page, "campaign": row, "next": next_step(view)}
    told["run"] = under_way(row) if row.is_open else None
    if page.part == "sign-offs" and view.review is not None:
        told["bound"] = bound_of(view.review)
    if page.part == "checklist":
        told |= {"doers": who_may(person, Action.TICK), "today": datetime.now(UTC).date()}
    if page.part == "objections":
        told["answerers"] = who_may(person, Action.ANSWER_OBJECTION)
    return told


def _proposed(person: Person, row: Campaign, place: Place) -> Proposed | None:
    found = propose_standards(person, row, workspace_here())
    return next((each for each in found if each.place == place), None)
