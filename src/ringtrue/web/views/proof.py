"""The file of a proof, to be fetched."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ringtrue.desk.services.fetch_proof import fetch_proof
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.web.asking import asker


@require_safe
def proof_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The bytes as they were uploaded; always to be saved, never shown as a page of ours."""
    found = fetch_proof(asker(request), find_campaign(slug), number)
    response = HttpResponse(found.data, content_type=found.media_type)
    named = content_disposition_header(as_attachment=True, filename=found.name)
    response["Content-Disposition"] = named or "attachment"
    return response
