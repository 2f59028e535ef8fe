"""The pages of the fictitious shop, served by the desk of its demonstration and by no other."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ringtrue.desk.demo.shop.storefront import page_of
from ringtrue.desk.demonstration import is_demonstration


@login_not_required
@require_safe
def storefront(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's call
    """One page, as a customer of the shop finds it."""
    page = page_of(name) if is_demonstration() else None
    if page is None:
        raise Http404
    return HttpResponse(page, content_type="text/html; charset=utf-8")
