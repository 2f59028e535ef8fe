"""New copy: pasted, uploaded or read from an address; its promises are found while it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import ReadError, UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.materials import document_of, page_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.add_material import Copy, add_material, revise_material
from ringtrue.desk.services.compare_versions import Comparison, compare, compare_versions
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.look_at_copy import Look, fetch_copy, look_at_copy
from ringtrue.desk.services.see_campaigns import find_campaign, see_campaigns
from ringtrue.desk.services.whole_book import open_book
from ringtrue.web.asking import asker, by_htmx, number_of, workspace_here
from ringtrue.web.campaign_page import address_of
from ringtrue.web.finding import material_of
from ringtrue.web.found import Found, found_of

CHANNELS = ("web", "e-mail", "social", "print", "billboard", "radio", "tv", "app", "packaging")
"""Channels to choose from; any other word may be typed."""
_TYPED = {"text", "markdown", "html", "captions"}
"""Formats whose files are text that can be changed in the browser."""
_OVER = {CampaignState.LAUNCHED, CampaignState.ENDED}
_PASTED = "pasted copy"
_HOWS = ("paste", "file", "page")


@dataclass(frozen=True, slots=True)
class Brought:
    """Copy that somebody brings: what it may be called, its bytes, and where it was read."""

    name: str
    copy: Copy
    address: str = ""


class NamelessError(UsageError):
    """Pasted copy was to be kept without a name; the form says so beside the field."""


@require_http_methods(["GET", "HEAD", "POST"])
def new_material(request: HttpRequest, slug: str = "", number: int | None = None) -> HttpResponse:
    """New copy for a campaign (a new one, an old one), or a new version of a material."""
    person = asker(request)
    require(person.name, person.roles, Action.WRITE_COPY)
    campaign = find_campaign(slug) if slug else None
    material = material_of(campaign, number) if campaign and number is not None else None
    told = _told(request, person, campaign, material)
    if request.method != "POST":
        return render(request, "material.html", told)
    try:
        brought = _brought(request, person, material)
        if request.POST.get("do") != "look":
            return _keep(request, person, brought, campaign, material)
        told["found"] = _look(request, person, brought, material)
    except UsageError as error:
        if by_htmx(request):
            raise
        told |= {"refused": error, "nameless": isinstance(error, NamelessError)}
    return render(request, "material.html", told, status=422 if "refused" in told else 200)


@require_POST
def look(request: HttpRequest, slug: str = "", number: int | None = None) -> HttpResponse:
    """What is promised in copy that is being typed; nothing of it is kept."""
    person = asker(request)
    require(person.name, person.roles, Action.WRITE_COPY)
    campaign = find_campaign(slug) if slug else None
    material = material_of(campaign, number) if campaign and number is not None else None
    told: dict[str, object] = {}
    try:
        found = _look(request, person, _brought(request, person, material), material)
    except ReadError as error:
        told["unread"] = error if request.POST.get("how") != "paste" else None
    else:
        told["found"] = found
    return render(request, "material/found.html", told)


@require_safe
def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Two versions of a material side by side: their words, and their promises."""
    person, campaign = asker(request), find_campaign(slug)
    material = material_of(campaign, number)
    old = number_of(request.GET.get("old", ""), "old")
    new = number_of(request.GET.get("new", ""), "new")
    view = compare_versions(person, material, workspace_here(), old=old, new=new)
    return render(request, "versions.html", {"campaign": campaign, "view": view})


def _told(
    request: HttpRequest, person: Person, campaign: Campaign | None, material: Material | None
) -> dict[str, object]:
    typed = request.POST
    how = typed.get("how", "")
    text = typed.get("text", "")
    last = material.versions.select_related("material").first() if material else None
    if request.method != "POST" and last is not None and last.format in _TYPED:
        text = document_of(last).material.text
    return {
        "campaign": campaign,
        "material": material,
        "last": last,
        "typable": last is None or last.format in _TYPED,
        "how": how if how in _HOWS else "paste" if last is None or text else "file",
        "text": text,
        "address": typed.get("address", material.address if material else ""),
        "name": typed.get("name", ""),
        "channel": typed.get("channel", material.channel if material else ""),
        "channels": CHANNELS,
        "open_campaigns": ()
        if campaign
        else [each for each in see_campaigns(person) if each.state not in _OVER],
        "into": typed.get("into", ""),
        "new_name": typed.get("new_name", ""),
    }


def _brought(request: HttpRequest, person: Person, material: Material | None) -> Brought:
    how = request.POST.get("how", "paste")
    if how == "file":
        return _uploaded(request.FILES.get("file"))
    if how == "page":
        address = request.POST.get("address", "").strip()
        if not address:
            raise ReadError("no address was given", cure="Write one: https://www.example.com.")
        fetched = fetch_copy(person, workspace_here(), address)
        return Brought(fetched.name, fetched.copy, address)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise ReadError("there is no copy yet", cure="Paste or type the words.")
    last = material.versions.defer("data").first() if material else None
    known = last.format if last is not None and last.format in _TYPED else ""
    return Brought(_PASTED, Copy(text.encode(errors="replace"), known, "utf-8"))


def _uploaded(file: UploadedFile[bytes] | None) -> Brought:
    if file is None or not file.name:
        raise ReadError("no file was chosen", cure="Choose one, or paste the words.")
    return Brought(file.name, Copy(file.read()))


def _look(
    request: HttpRequest, person: Person, brought: Brought, material: Material | None
) -> Found:
    workspace, channel = workspace_here(), request.POST.get("channel", "")
    seen = look_at_copy(
        person, workspace, name=brought.name, copy=brought.copy, channel=channel[:40]
    )
    return found_of(seen, _difference(seen, material, workspace))


def _difference(seen: Look, material: Material | None, workspace: Workspace) -> Comparison | None:
    last = material.versions.select_related("material").defer("data").first() if material else None
    if last is None:
        return None
    return compare(page_of(last, open_book(workspace)).read, seen.read)


def _keep(
    request: HttpRequest,
    person: Person,
    brought: Brought,
    campaign: Campaign | None,
    material: Material | None,
) -> HttpResponse:
    if material is not None:
        kept = _revise(request, person, brought, material)
    else:
        kept = _add(request, person, brought, campaign)
    return redirect(address_of(kept.material.campaign.slug))


def _revise(
    request: HttpRequest, person: Person, brought: Brought, material: Material
) -> MaterialVersion:
    before = material.versions.values_list("number", flat=True).first()
    copy = _sniffed(person, brought)
    kept = revise_material(
        person,
        material,
        data=copy.data,
        format=copy.format,
        charset=copy.charset,
        channel=request.POST.get("channel", ""),
    )
    same = kept.number == before
    told = "The words are the same, so there is no new version." if same else ""
    messages.success(request, told or f"Version {kept.number} of “{material.name}” is there.")
    return kept


def _add(
    request: HttpRequest, person: Person, brought: Brought, campaign: Campaign | None
) -> MaterialVersion:
    copy = _sniffed(person, brought)
    name = request.POST.get("name", "").strip()
    if not name and brought.name == _PASTED:
        cure = "For example: Landing page, Spring e-mail, Radio spot."
        raise NamelessError("the material has no name", cure=cure)
    kept = add_material(
        person,
        campaign or _into(request, person),
        name=name or brought.name,
        data=copy.data,
        channel=request.POST.get("channel", ""),
        format=copy.format,
        address=brought.address,
        charset=copy.charset,
    )
    messages.success(request, f"“{kept.material.name}” is in the campaign.")
    return kept


def _sniffed(person: Person, brought: Brought) -> Copy:
    """The copy with the format that it is read as, whatever the material will be called."""
    seen = look_at_copy(person, workspace_here(), name=brought.name, copy=brought.copy)
    return Copy(brought.copy.data, seen.format, brought.copy.charset)


def _into(request: HttpRequest, person: Person) -> Campaign:
    slug = request.POST.get("into", "")
    if slug:
        return find_campaign(slug)
    name = request.POST.get("new_name", "")
    return create_campaign(person, workspace_here(), name=name)
