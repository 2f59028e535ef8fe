"""The dossier of a campaign, to keep; asked for with a form, for the audit chain records it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ringtrue.desk.dossier.pdf import MOST_WHILE_WAITING, need_pdf
from ringtrue.desk.services.make_dossier import make_dossier
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.web.asking import asker, workspace_here


@require_POST
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything behind a campaign as one file that opens from disk: HTML, or PDF when asked."""
    paper = request.POST.get("as") == "pdf"
    if paper:
        need_pdf()
    made = make_dossier(asker(request), find_campaign(slug), workspace_here())
    if paper:
        response = HttpResponse(made.pdf(MOST_WHILE_WAITING), content_type="application/pdf")
    else:
        response = HttpResponse(made.page, content_type="text/html; charset=utf-8")
    ending = "pdf" if paper else "html"
    response["Content-Disposition"] = f'attachment; filename="{slug}-dossier.{ending}"'
    return response
