"""Live copy: published pages against what was signed, and reading them again."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.models.job import JobRecord
from ringtrue.desk.models.live import LiveCopyRecord
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.answer_once import Doing
from ringtrue.desk.services.ask_live_reading import ask_live_reading
from ringtrue.desk.services.publish_material import publish_material
from ringtrue.desk.services.read_live_copy import PagesRead
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_live_copy import live_copy_of, see_live_copy
from ringtrue.desk.services.take_up_live_copy import take_up_live_copy
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.jobs import job_of
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.campaigns import CampaignNow
from ringtrue.web.api.schemas.live import LivePage, LiveReading, Published
from ringtrue.web.api.schemas.people import Changed
from ringtrue.web.finding import material_of, one_of

live = Router()


@operation(live.get, "/live", to=Action.SEE)
def list_live_pages(request: HttpRequest, asked: Query[PageIn]) -> Page[LivePage]:
    """Every published page of campaigns that are out, those with findings first."""
    rows = see_live_copy(asker(request))
    return page_of(rows, asked, keys=[row.material.pk for row in rows], tell=LivePage.of)


@operation(live.post, "/live/readings", to=Action.REVIEW, doing=Doing.LONG)
def read_live_pages(request: HttpRequest) -> LiveReading:
    """Read all of them again: by the worker, or at once where there is none."""
    return _told(ask_live_reading(asker(request), workspace_here()))


@operation(live.get, "/campaigns/{slug}/live", to=Action.SEE)
def list_live_pages_of(request: HttpRequest, slug: str, asked: Query[PageIn]) -> Page[LivePage]:
    """The materials of a campaign, whether or not it is said where they are published."""
    rows = live_copy_of(asker(request), find_campaign(slug))
    return page_of(rows, asked, keys=[row.material.pk for row in rows], tell=LivePage.of)


@operation(live.post, "/campaigns/{slug}/live/readings", to=Action.REVIEW, doing=Doing.LONG)
def read_live_pages_of(request: HttpRequest, slug: str) -> LiveReading:
    """Read the published pages of a campaign again."""
    return _told(ask_live_reading(asker(request), workspace_here(), find_campaign(slug)))


@operation(
    live.post,
    "/campaigns/{slug}/live/{int:number}/take-up",
    to=Action.WRITE_COPY,
    status=201,
)
def take_up(request: HttpRequest, slug: str, number: Number) -> CampaignNow:
    """Make a draft of what a page says now (one of its `copies`), to be reviewed and signed."""
    rows = LiveCopyRecord.objects.filter(material__campaign=find_campaign(slug))
    copy = one_of(rows.select_related("material__campaign"), number, "page")
    return CampaignNow.of(take_up_live_copy(asker(request), workspace_here(), copy))


@operation(live.put, "/campaigns/{slug}/materials/{int:number}/address", to=Action.WRITE_COPY)
def publish(request: HttpRequest, slug: str, number: Number, wanted: Published) -> Changed:
    """Say where a material is published, to be read again there while the campaign is out."""
    row = material_of(find_campaign(slug), number)
    return Changed(changed=publish_material(asker(request), row, address=wanted.address))


def _told(found: JobRecord | PagesRead) -> LiveReading:
    if isinstance(found, JobRecord):
        return LiveReading(job=job_of(found), pages=None, opened=None, closed=None)
    return LiveReading(
        job=None,
        pages=len(found.pages),
        opened=len(found.opened),
        closed=len(found.closed),
    )
