"""A campaign: its copy with every promise marked, and all that stands before its launch."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ringtrue.core.place import Place
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.next_step import next_step
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.present import bound_of
from ringtrue.desk.services.ask_for_dossier import see_dossiers
from ringtrue.desk.services.ask_for_review import review_asked, review_told
from ringtrue.desk.services.propose_standards import Proposed, propose_standards
from ringtrue.desk.services.see_alerts import alerts_of_campaign
from ringtrue.desk.services.see_campaign import CampaignView, see_campaign
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_live_copy import live_copy_of
from ringtrue.desk.services.see_offers import see_offers
from ringtrue.desk.services.see_readiness import see_readiness
from ringtrue.desk.services.who_may import who_may
from ringtrue.web.asking import asker, by_htmx, number_of, workspace_here
from ringtrue.web.campaign_page import CampaignPage, address_of, page_of
from ringtrue.web.campaign_reasons import PARTS
from ringtrue.web.load_page import load_page, tried_of
from ringtrue.web.offers_page import offers_page


@require_safe
def campaign(request: HttpRequest, slug: str, part: str = "copy") -> HttpResponse:
    """One tab of a campaign; `?at=` opens the particulars of a claim."""
    if part not in PARTS:
        raise Http404
    person, row = asker(request), find_campaign(slug)
    view = see_campaign(person, row, workspace_here())
    page = page_of(view, part, request.GET.get("at", ""), request.GET.dict())
    told = _told(person, row, view, page)
    if part == "load":
        told |= _load(request, person, row)
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
    """How far the review `?job=` is; asks again by itself, and shows the page anew at its end."""
    person = asker(request)
    require(person.name, person.roles, Action.SEE)
    row = find_campaign(slug)
    asked = review_asked(row)
    response = render(request, "campaign/progress.html", {"campaign": row, "asked": asked})
    if asked is None or asked.failed:
        words = review_told(row, number_of(request.GET.get("job", ""), "job") or 0)
        if words:
            messages.success(request, words)
        response["HX-Refresh"] = "true"
    return response


def _told(
    person: Person, row: Campaign, view: CampaignView, page: CampaignPage
) -> dict[str, object]:
    told: dict[str, object] = {"view": view, "page": page, "campaign": row, "next": next_step(view)}
    told["alerts"] = alerts_of_campaign(person, row)
    told["asked"] = review_asked(row) if row.is_open else None
    if page.part == "sign-offs" and view.review is not None:
        told["bound"] = bound_of(view.review)
    if page.part == "checklist":
        told |= {"doers": who_may(person, Action.TICK), "today": datetime.now(UTC).date()}
    if page.part == "history":
        told["dossiers"] = see_dossiers(person, row)
    if page.part == "live":
        told["pages"] = live_copy_of(person, row)
    if page.part == "objections":
        told["answerers"] = who_may(person, Action.ANSWER_OBJECTION)
    return told


def _load(request: HttpRequest, person: Person, row: Campaign) -> dict[str, object]:
    view = see_readiness(person, row, workspace_here(), tried_of(request.GET))
    return {
        "load": load_page(view),
        "offers": offers_page(see_offers(person, row), row.launch_on),
        "doers": who_may(person, Action.TICK),
    }


def _proposed(person: Person, row: Campaign, place: Place) -> Proposed | None:
    found = propose_standards(person, row, workspace_here())
    return next((each for each in found if each.place == place), None)
