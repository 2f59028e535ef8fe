"""Dossiers: everything behind a campaign or a promise as one file, made at once or by a worker."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.core.errors import UsageError
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.ask_for_dossier import (
    ask_for_dossier,
    fetch_dossier,
    is_quick,
    see_dossiers,
)
from ringtrue.desk.services.make_dossier import make_dossier
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.see_promise import find_promise
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.jobs import job_of
from ringtrue.web.api.operations import File, operation
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.dossiers import DossierIn, Dossiers
from ringtrue.web.api.schemas.jobs import Job

dossiers = Router()
_OF_CAMPAIGN = "/campaigns/{slug}/dossiers"
_OF_PROMISE = "/promises/{standard}/dossiers"


@operation(
    dossiers.post, "/campaigns/{slug}/dossier", to=Action.SEE, media_type=Form.HTML.media_type
)
def write_dossier(request: HttpRequest, slug: str) -> File:
    """Everything behind a campaign as one page that opens from disk; the audit chain records it."""
    made = make_dossier(asker(request), find_campaign(slug), workspace_here())
    return File(made.data, made.name)


@operation(dossiers.get, _OF_CAMPAIGN, to=Action.SEE)
def list_dossiers(request: HttpRequest, slug: str) -> Dossiers:
    """The dossiers of a campaign that a worker makes, could not make, or has made."""
    return Dossiers.of(see_dossiers(asker(request), find_campaign(slug)))


@operation(dossiers.post, _OF_CAMPAIGN, to=Action.SEE, status=202)
def ask_dossier(request: HttpRequest, slug: str, wanted: DossierIn) -> Job:
    """Let a worker make the dossier of a campaign; when it is done, it is in the list."""
    return job_of(ask_for_dossier(asker(request), find_campaign(slug), wanted.form))


@operation(
    dossiers.post, "/promises/{standard}/dossier", to=Action.SEE, media_type=Form.HTML.media_type
)
def write_promise_dossier(request: HttpRequest, standard: str) -> File:
    """Everything behind a promise as one page that opens from disk; the audit chain records it."""
    of = find_promise(standard)
    if not is_quick(of):
        cure = "Let a worker make it: POST to .../dossiers with the form html."
        raise UsageError("very many campaigns make this promise", cure=cure)
    made = make_dossier(asker(request), of, workspace_here())
    return File(made.data, made.name)


@operation(dossiers.get, _OF_PROMISE, to=Action.SEE)
def list_promise_dossiers(request: HttpRequest, standard: str) -> Dossiers:
    """The dossiers of a promise that a worker makes, could not make, or has made."""
    return Dossiers.of(see_dossiers(asker(request), find_promise(standard)))


@operation(dossiers.post, _OF_PROMISE, to=Action.SEE, status=202)
def ask_promise_dossier(request: HttpRequest, standard: str, wanted: DossierIn) -> Job:
    """Let a worker make the dossier of a promise; when it is done, it is in the list."""
    return job_of(ask_for_dossier(asker(request), find_promise(standard), wanted.form))


@operation(
    dossiers.get,
    "/dossiers/{int:number}",
    to=Action.SEE,
    media_type=tuple(form.media_type for form in Form),
)
def fetch_file(request: HttpRequest, number: Number) -> File:
    """A dossier that a worker made."""
    found = fetch_dossier(asker(request), number)
    return File(found.data, found.name, found.form.media_type)
