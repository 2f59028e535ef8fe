"""Whether the desk can be used, for whatever watches over it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ringtrue.desk.services.check_health import check_health, check_worker


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """200 and `ok`, or 503 and the reason in a few words."""
    return _answer(check_health())


@login_not_required
@never_cache
@require_safe
def worker_health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """200 and `ok` when a worker was seen lately, or 503 and that there was none."""
    return _answer(check_worker())


def _answer(problem: str) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.OK
    return HttpResponse(f"{problem or 'ok'}\n", content_type="text/plain", status=status)
