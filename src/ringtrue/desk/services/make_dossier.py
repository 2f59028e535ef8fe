"""Making a dossier: all that the store has behind one campaign, sealed, and recorded as made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from ringtrue import __version__
from ringtrue.core.event import Event
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.audit import event_of, record
from ringtrue.desk.campaign_state import CampaignStanding, lock, stand
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.pdf import need_pdf
from ringtrue.desk.dossier.rendering import layout, written
from ringtrue.desk.dossier.telling import (
    tell_campaign,
    tell_item,
    tell_live,
    tell_live_finding,
    tell_material,
    tell_objection,
    tell_override,
    tell_reasons,
    tell_review,
    tell_sign_off,
)
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.event import ChainHead, EventRecord
from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
from ringtrue.desk.models.standing import EvidenceRecord
from ringtrue.desk.outcome_view import outcomes_of
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import subject_of
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.terminal import Actor
from ringtrue.gap.chain import START, Head
from ringtrue.gap.dossier import Dossier, EvidenceFile, LimitTold, LiveTold, ReviewTold
from ringtrue.gap.dossier_file import dossier_to_json, read_dossier


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier: its canonical JSON, the seal of that, and the file in the form asked for."""

    dossier: Dossier
    json: str
    seal: str
    form: Form
    data: bytes

    @property
    def stem(self) -> str:
        """What its file is called, without the ending."""
        return f"{self.dossier.about.slug}-dossier"

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.stem}.{self.form.value}"


def make_dossier(
    by: Actor,
    of: Campaign,
    workspace: Workspace,
    form: Form = Form.HTML,
    *,
    progress: Progress | None = None,
) -> Made:
    """Put together all that is behind a campaign; the audit chain records the seal.

    Whoever may see campaigns may have one. It is laid out after the store was read and before the
    event is written, so that nobody waits for that, and only what was made is recorded. Raises
    `UsageError` when it is too large to be read or laid out, or no PDF can be made here.
    """
    with tell_dossier(by, of, workspace, form, progress=progress) as made:
        return made


@contextmanager
def tell_dossier(
    by: Actor,
    of: Campaign,
    workspace: Workspace,
    form: Form = Form.HTML,
    *,
    progress: Progress | None = None,
) -> Iterator[Made]:
    """As `make_dossier`; the block runs in the transaction that records it."""
    require(by.name, by.roles, Action.SEE)
    if form is Form.PDF:
        need_pdf()
    tell = progress or _silent
    tell("Putting together what is behind it", 0.0)
    with transaction.atomic():
        lock(of)
        dossier = _dossier(by, stand(of, workspace))
    text = dossier_to_json(dossier)
    seal = read_dossier(text).seal
    tell("Laying out the pages" if form is Form.PDF else "Writing it", 0.1)
    made = Made(dossier, text, seal, form, written(dossier, text, form))
    with transaction.atomic():
        record(by.username, "dossier made", subject_of(of), {"seal": seal})
        yield made


def _silent(step: str, share: float) -> None:
    """Nobody looks on."""


def _dossier(by: Actor, standing: CampaignStanding) -> Dossier:
    campaign, now = standing.campaign, clock.now()
    reviews = campaign.reviews.select_related("by").order_by("id")
    told = tuple(map(tell_review, reviews))
    sign_offs = sorted(standing.sign_offs, key=lambda each: each.pk)
    came = outcomes_of(each.pk for each in standing.objections)
    objections = tuple(
        tell_objection(each, came.get(each.pk))
        for each in sorted(standing.objections, key=lambda each: each.pk)
    )
    found = LiveFinding.objects.filter(material__campaign=campaign).select_related("material")
    overrides = campaign.overrides.select_related("person").order_by("id")
    return Dossier(
        about=tell_campaign(standing),
        made_at=now,
        made_by=by.name,
        version=__version__,
        layout=layout(),
        seal=standing.seal,
        changed=standing.changed,
        reasons=tell_reasons(standing.gate.reasons),
        waiting=standing.gate.waiting if campaign.is_open else (),
        materials=tuple(map(tell_material, campaign.materials.order_by("id"))),
        limits=tuple(LimitTold(each.wording, each.text) for each in campaign.limits.all()),
        reviews=told,
        evidence=tuple(_evidence(told)),
        sign_offs=tuple(tell_sign_off(each, standing.seal, now.date()) for each in sign_offs),
        objections=objections,
        checklist=tuple(map(tell_item, standing.checklist)),
        overrides=tuple(map(tell_override, overrides)),
        live=tuple(_live(campaign)),
        live_findings=tuple(map(tell_live_finding, found.order_by("id"))),
        events=tuple(_events(campaign, (each.number for each in objections))),
        head=_head(),
    )


def _evidence(reviews: Iterable[ReviewTold]) -> Iterator[EvidenceFile]:
    """Every file that a review judged by, once."""
    used = {(each.id, each.evidence) for review in reviews for each in review.standards}
    found = EvidenceRecord.objects.filter(digest__in={digest for _, digest in used if digest})
    for row in found.order_by("id"):
        if (row.standard, row.digest) in used:
            yield EvidenceFile(row.standard, row.digest, row.content)


def _live(campaign: Campaign) -> Iterator[LiveTold]:
    """What its pages showed; with their bytes where something was found, and as they are now."""
    rows = LiveCopyRecord.objects.filter(material__campaign=campaign).order_by("id")
    kept = list(rows.select_related("material", "version").defer("data", "version__data"))
    last = {each.material_id: each.pk for each in kept}
    whole = set(LiveFinding.objects.filter(copy__in=kept).values_list("copy", flat=True))
    for row in kept:
        yield tell_live(row, whole=row.pk in whole or last[row.material_id] == row.pk)


def _events(campaign: Campaign, objections: Iterable[int]) -> Iterator[Event]:
    """Those of the chain that speak of the campaign or of an objection to its wording."""
    subjects = [subject_of(campaign), *(f"objection:{number}" for number in objections)]
    found = EventRecord.objects.filter(subject__in=subjects).order_by("number")
    return map(event_of, found)


def _head() -> str:
    row = ChainHead.objects.first()
    return str(Head(row.number, row.hash) if row else START)
