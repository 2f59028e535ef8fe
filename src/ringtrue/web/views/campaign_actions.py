"""What people do to a campaign: each form calls one use case and leads back to where it stood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from ringtrue.core.dates import day
from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.campaign_state import objections_to
from ringtrue.desk.materials import pages_of
from ringtrue.desk.media_plans import media_plan_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.live import LiveCopyRecord
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.offer_limits import offer_limits_of
from ringtrue.desk.services.add_material import remove_material
from ringtrue.desk.services.add_proof import add_proof
from ringtrue.desk.services.adopt_staffing_plan import adopt_staffing_plan
from ringtrue.desk.services.answer_objection import answer_objection, hand_over_objection
from ringtrue.desk.services.ask_for_review import ask_for_review
from ringtrue.desk.services.ask_live_reading import ask_live_reading
from ringtrue.desk.services.brief_people import brief_people, take_back_briefing
from ringtrue.desk.services.change_campaign import LimitText, change_campaign
from ringtrue.desk.services.channel_rates import channel_rates
from ringtrue.desk.services.comment_on_span import comment_on_span, resolve_comment
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.launch_campaign import launch_campaign, override_launch
from ringtrue.desk.services.limit_offers import limit_offers
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.publish_material import publish_material
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.take_up_live_copy import take_up_live_copy
from ringtrue.desk.services.tick_item import assign_item, tick_item, untick_item
from ringtrue.desk.services.whole_book import open_book
from ringtrue.desk.services.withdraw_proof import withdraw_proof
from ringtrue.desk.services.withdraw_sign_off import withdraw_sign_off
from ringtrue.gap.answering import people
from ringtrue.web.asking import asker, number_of, workspace_here
from ringtrue.web.campaign_page import address_of
from ringtrue.web.campaign_reasons import PARTS
from ringtrue.web.fields import day_of, multiple_of, share_of
from ringtrue.web.finding import material_of, one_of
from ringtrue.web.load_page import tried_of
from ringtrue.web.offer_form import offer_of
from ringtrue.web.placement_form import placement_of
from ringtrue.web.proof_form import file_of, proof_text
from ringtrue.web.views.live import read_in_words


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asks for something to be done to a campaign, with the fields of a form."""

    person: Person
    campaign: Campaign
    workspace: Workspace
    form: QueryDict
    files: MultiValueDict[str, UploadedFile[bytes]]

    def text(self, name: str) -> str:
        """A field of the form; empty when it is not there."""
        return self.form.get(name, "")

    def number(self, name: str) -> int | None:
        """A field that holds a whole number; None when it is empty."""
        return number_of(self.text(name), name)


@require_POST
def act(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Do it, say that it was done, and go back to the tab (and claim) that it was asked from.

    What a worker does says nothing here: the page shows how far it is.
    """
    do = _ACTIONS.get(what)
    if do is None:
        raise Http404
    row = find_campaign(slug)
    done = do(Asked(asker(request), row, workspace_here(), request.POST, request.FILES))
    if done:
        messages.success(request, done)
    part = request.POST.get("part", "copy")
    back = address_of(slug, part if part in PARTS else "copy")
    at = request.POST.get("at", "")
    return redirect(f"{back}?at={at}#claim-{at.replace('.', '-')}" if _is_claim(at) else back)


def _is_claim(at: str) -> bool:
    return at.isascii() and len(at) < 30 and at.replace(".", "", 1).isdecimal()


def _review(asked: Asked) -> str:
    ask_for_review(asked.person, asked.campaign)
    return ""


def _launch(asked: Asked) -> str:
    launch_campaign(asked.person, asked.campaign, asked.workspace)
    return "Launched. From now on every promise of it is live."


def _override(asked: Asked) -> str:
    override_launch(asked.person, asked.campaign, asked.workspace, reason=asked.text("reason"))
    return "Launched against the gate. Your name and your reason stay on this page."


def _end(asked: Asked) -> str:
    end_campaign(asked.person, asked.campaign, reason=asked.text("reason"))
    return "Ended."


def _change(asked: Asked) -> str:
    changed = change_campaign(
        asked.person,
        asked.campaign,
        asked.workspace,
        name=asked.text("name"),
        audience=asked.text("audience"),
        launch_on=day_of(asked.text("launch_on"), "launch date"),
        lift=multiple_of(asked.text("lift")),
    )
    return "Changed." if changed else "Nothing was different."


def _sign(asked: Asked) -> str:
    role = next((each for each in Role if each.value == asked.text("role")), None)
    if role is None:
        raise UsageError("no department was named", cure="Choose for whom you sign.")
    signed = sign_off(
        asked.person,
        asked.campaign,
        asked.workspace,
        role=role,
        seal=asked.text("seal"),
        share_held=share_of(asked.text("share_held")),
        note=asked.text("note"),
    )
    return f"Signed for {role.spoken}. It counts until {day(signed.valid_until)}."


def _withdraw(asked: Asked) -> str:
    rows = asked.campaign.sign_offs.select_related("person", "campaign")
    signed = one_of(rows, asked.number("number"), "sign-off")
    withdraw_sign_off(asked.person, signed, asked.workspace, reason=asked.text("reason"))
    return "Withdrawn."


def _add_placement(asked: Asked) -> str:
    rates = partial(channel_rates, asked.person, asked.workspace)
    new = placement_of(asked.text, asked.person.name, rates)
    known = media_plan_of(asked.campaign).placements
    plan_media(asked.person, asked.campaign, asked.workspace, [*known, new])
    return f"“{new.name}” is in the media plan."


def _remove_placement(asked: Asked) -> str:
    name = asked.text("name")
    left = [each for each in media_plan_of(asked.campaign).placements if each.name != name]
    gone = plan_media(asked.person, asked.campaign, asked.workspace, left)
    return f"“{name}” was taken out of the media plan." if gone else "Nothing was different."


def _add_offer_limit(asked: Asked) -> str:
    new = offer_of(asked.text, asked.person.name)
    known = offer_limits_of(asked.campaign)
    limit_offers(asked.person, asked.campaign, asked.workspace, [*known, new])
    return f"“{new.name}” is limited now; the next review holds the media plan against it."


def _change_offer_limit(asked: Asked) -> str:
    was, known = asked.text("was"), offer_limits_of(asked.campaign)
    before = next((each for each in known if each.name == was), None)
    if before is None:
        cure = "Look again: somebody may have renamed it."
        raise UsageError(f"nothing is limited as {was[:120]!r}", cure=cure)
    new = offer_of(asked.text, asked.person.name, before)
    now = [new if each is before else each for each in known]
    changed = limit_offers(asked.person, asked.campaign, asked.workspace, now)
    return "Changed." if changed else "Nothing was different."


def _remove_offer_limit(asked: Asked) -> str:
    name = asked.text("name")
    left = [each for each in offer_limits_of(asked.campaign) if each.name != name]
    gone = limit_offers(asked.person, asked.campaign, asked.workspace, left)
    return f"“{name}” is not limited any more." if gone else "Nothing was different."


def _adopt_staffing_plan(asked: Asked) -> str:
    owner, due = _somebody(asked.text("owner")), day_of(asked.text("due"), "due date")
    if owner is None or due is None:
        cure = "Choose who sees to it, and until when."
        raise UsageError("a condition needs an owner and a date", cure=cure)
    adopt_staffing_plan(
        asked.person,
        asked.campaign,
        asked.workspace,
        owner=owner,
        due=due,
        tried=tried_of({name: asked.text(name) for name in asked.form}),
    )
    return "The plan is a condition of the launch now."


def _brief(asked: Asked) -> str:
    names = [each.strip() for each in asked.text("names").splitlines() if each.strip()]
    new = brief_people(asked.person, asked.campaign, promise=asked.text("promise"), names=names)
    return f"{people(new)} more passed the briefing." if new else "They had passed it already."


def _take_back_briefing(asked: Asked) -> str:
    rows = asked.campaign.briefings.select_related("campaign")
    briefing = one_of(rows, asked.number("number"), "briefing")
    take_back_briefing(asked.person, briefing)
    return f"Taken back: {briefing.who} is to be briefed."


def _tick(asked: Asked) -> str:
    entry = one_of(asked.campaign.checklist.all(), asked.number("number"), "item")
    tick_item(asked.person, entry, asked.workspace, evidence=asked.text("evidence"))
    return "Done."


def _untick(asked: Asked) -> str:
    entry = one_of(asked.campaign.checklist.all(), asked.number("number"), "item")
    untick_item(asked.person, entry, asked.workspace, reason=asked.text("reason"))
    return "Taken back: it is open again."


def _assign(asked: Asked) -> str:
    entry = one_of(asked.campaign.checklist.all(), asked.number("number"), "item")
    due = day_of(asked.text("due"), "due date")
    assign_item(asked.person, entry, owner=_somebody(asked.text("owner")), due=due)
    return "Saved who does it, and until when."


def _object(asked: Asked) -> str:
    object_to_promise(
        asked.person,
        asked.workspace,
        wording=asked.text("wording"),
        reason=asked.text("reason"),
        campaign=asked.campaign,
        masked="shown" not in asked.form,
    )
    return "Said. It must be answered before the launch."


def _answer(asked: Asked) -> str:
    upheld = {"yes": True, "no": False}.get(asked.text("upheld"))
    if upheld is None:
        cure = "Choose whether the promise is changed for it."
        raise UsageError("the answer says neither yes nor no", cure=cure)
    row, text = _objection(asked), asked.text("answer")
    answer_objection(asked.person, row, asked.workspace, answer=text, upheld=upheld)
    return "Answered. Whoever objected sees it on their own page."


def _hand_over(asked: Asked) -> str:
    owner = _somebody(asked.text("owner"))
    if owner is None:
        raise UsageError("nobody was named", cure="Choose who answers.")
    hand_over_objection(asked.person, _objection(asked), owner)
    return f"{owner.name} is to answer it."


def _objection(asked: Asked) -> ObjectionRecord:
    """One that stands before this campaign, made to it or to words that its copy says."""
    pages = pages_of(asked.campaign, open_book(asked.workspace))
    known = [each.pk for each in objections_to(asked.campaign, pages)]
    rows = ObjectionRecord.objects.select_related("campaign", "by").filter(pk__in=known)
    return one_of(rows, asked.number("number"), "objection")


def _add_limit(asked: Asked) -> str:
    new = LimitText(asked.text("wording"), asked.text("text"))
    change_campaign(
        asked.person, asked.campaign, asked.workspace, limits=[*_limits(asked.campaign), new]
    )
    return "Added. The copy must say it wherever it makes the promise."


def _remove_limit(asked: Asked) -> str:
    gone = one_of(asked.campaign.limits.all(), asked.number("number"), "limit")
    left = _limits(asked.campaign, without=gone.pk)
    change_campaign(asked.person, asked.campaign, asked.workspace, limits=left)
    return "Removed."


def _limits(campaign: Campaign, without: int | None = None) -> list[LimitText]:
    rows = campaign.limits.all()
    return [LimitText(each.wording, each.text) for each in rows if each.pk != without]


def _add_proof(asked: Asked) -> str:
    said, file = proof_text(asked.text), file_of(asked.files.get("file"))
    made = add_proof(asked.person, asked.campaign, asked.workspace, said, file)
    return f"“{made.title}” is on file. The next review counts it."


def _withdraw_proof(asked: Asked) -> str:
    rows = asked.campaign.proofs.select_related("campaign")
    proof = one_of(rows, asked.number("number"), "proof")
    done = withdraw_proof(asked.person, proof, asked.workspace, reason=asked.text("reason"))
    return f"“{proof.title}” was withdrawn; it stays here to be seen." if done else ""


def _confirm(asked: Asked) -> str:
    entry = confirm_standard(
        asked.person,
        asked.campaign,
        asked.workspace,
        wording=asked.text("wording"),
        body=asked.text("body"),
    )
    return f"Confirmed as “{entry.slug}”. The next review holds the promise to it."


def _comment(asked: Asked) -> str:
    versions = MaterialVersion.objects.filter(material__campaign=asked.campaign)
    version = one_of(versions, asked.number("version"), "version")
    start, end = asked.number("start"), asked.number("end")
    if start is None or end is None:
        raise UsageError("no words were named", cure="Open a promise and comment on it.")
    comment_on_span(asked.person, version, start=start, end=end, text=asked.text("text"))
    return "Commented."


def _resolve(asked: Asked) -> str:
    rows = Comment.objects.filter(version__material__campaign=asked.campaign)
    resolve_comment(asked.person, one_of(rows, asked.number("number"), "comment"))
    return "Settled."


def _remove_material(asked: Asked) -> str:
    material = material_of(asked.campaign, asked.number("number") or 0)
    remove_material(asked.person, material)
    return f"“{material.name}” was taken out of the campaign. Its versions are kept."


def _publish(asked: Asked) -> str:
    material = material_of(asked.campaign, asked.number("number") or 0)
    if not publish_material(asked.person, material, address=asked.text("address")):
        return "Nothing was different."
    if not material.address:
        return f"“{material.name}” is not read again any more."
    return f"“{material.name}” is read again there while the campaign is out."


def _read_live(asked: Asked) -> str:
    return read_in_words(ask_live_reading(asked.person, asked.workspace, asked.campaign))


def _take_up(asked: Asked) -> str:
    rows = LiveCopyRecord.objects.filter(material__campaign=asked.campaign)
    copy = one_of(rows.select_related("material__campaign"), asked.number("number"), "page")
    made = take_up_live_copy(asked.person, asked.workspace, copy)
    return f"What the page says now is the draft “{made.name}”: have it reviewed and signed there."


def _somebody(username: str) -> Person | None:
    if not username:
        return None
    found = Person.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise UsageError(f"nobody is called {username[:50]!r}", cure="Choose one of the list.")
    return found


_ACTIONS: dict[str, Callable[[Asked], str]] = {
    "review": _review,
    "launch": _launch,
    "override": _override,
    "end": _end,
    "change": _change,
    "sign": _sign,
    "withdraw": _withdraw,
    "add-placement": _add_placement,
    "remove-placement": _remove_placement,
    "add-offer-limit": _add_offer_limit,
    "change-offer-limit": _change_offer_limit,
    "remove-offer-limit": _remove_offer_limit,
    "adopt-staffing-plan": _adopt_staffing_plan,
    "brief": _brief,
    "take-back-briefing": _take_back_briefing,
    "tick": _tick,
    "untick": _untick,
    "assign": _assign,
    "object": _object,
    "answer": _answer,
    "hand-over": _hand_over,
    "add-limit": _add_limit,
    "remove-limit": _remove_limit,
    "add-proof": _add_proof,
    "withdraw-proof": _withdraw_proof,
    "confirm": _confirm,
    "comment": _comment,
    "resolve": _resolve,
    "remove-material": _remove_material,
    "publish": _publish,
    "read-live": _read_live,
    "take-up": _take_up,
}
"""What can be asked for, by the last part of the form's address."""
