"""Whether the desk can be used; open to everybody."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue import __version__
from ringtrue.desk.services.check_health import check_health
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.health import Health

health = Router()


@operation(health.get, "/health", guarded=False)
def see_health(request: HttpRequest) -> Health:  # noqa: ARG001 - the signature of an operation
    """Whether the desk can be used."""
    problem = check_health()
    return Health(well=not problem, problem=problem, version=__version__)
