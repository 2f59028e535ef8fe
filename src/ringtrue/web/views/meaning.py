"""What a promise of a campaign's copy means, said in the form of a standard."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ringtrue.core.errors import NotFoundError
from ringtrue.core.place import Place
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.propose_standards import propose_standards
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.web.asking import asker, workspace_here
from ringtrue.web.campaign_page import address_of, page_of
from ringtrue.web.sending_standard import looked, send
from ringtrue.web.standard_form import Typed, begun, typed_of
from ringtrue.web.standard_page import StandardPage


@require_http_methods(["GET", "HEAD", "POST"])
def mean(request: HttpRequest, slug: str, at: str) -> HttpResponse:
    """Say it, beginning with the proposal `?way=` or with an empty form."""
    person, workspace, row = asker(request), workspace_here(), find_campaign(slug)
    require(person.name, person.roles, Action.CONFIRM_STANDARD)
    back = f"{address_of(slug)}?at={at}"
    told: dict[str, object] = {"campaign": row, "back": back}
    if request.method != "POST":
        told |= _begun(person, row, workspace, at, request.GET.get("way", ""))
        return render(request, "promise_standard.html", told)
    wording = told["wording"] = request.POST.get("wording", "")
    sent = send(
        request.POST,
        person,
        workspace,
        lambda body: confirm_standard(person, row, workspace, wording=wording, body=body),
    )
    if sent.done is None:
        told["page"] = sent.page
        return render(request, "promise_standard.html", told, status=sent.status)
    messages.success(
        request, f"Confirmed as “{sent.done.slug}”. The next review holds the promise to it."
    )
    return redirect(back)


def _begun(
    person: Person, row: Campaign, workspace: Workspace, at: str, way: str
) -> dict[str, object]:
    chosen = page_of(see_campaign(person, row, workspace), "copy", at).chosen
    if chosen is None:
        raise Http404
    claim = chosen.view.claim
    if way:
        page = looked(_proposal(person, row, workspace, claim.place, way), person, workspace)
    else:
        page = StandardPage(begun(claim.text, person, workspace), workspace)
    return {"wording": " ".join(claim.text.split()), "page": page}


def _proposal(person: Person, row: Campaign, workspace: Workspace, place: Place, way: str) -> Typed:
    """One of the ways in which a promise could be measured, as it stands in the form."""
    found = propose_standards(person, row, workspace)
    meanings = (each.meanings for each in found if each.place == place)
    ways = (one for many in meanings for each in many for one in each.ways)
    body = next((one.yaml for one in ways if one.id == way), None)
    if body is None:
        what = f"nothing is proposed as {way[:100]!r} any more"
        raise NotFoundError(what, cure="Open the promise again and choose one of its meanings.")
    return typed_of(body, person, workspace)
